import { useEffect, useId, useRef, useState } from "preact/hooks";
import { IconButton } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { menuPlace, nextItem } from "./menu-model.ts";
import "./menu.css";

interface MenuItem {
  label: string;
  icon?: IconName;
  /** For what destroys. */
  danger?: boolean;
  onPress: () => void;
}

interface MenuProps {
  /** The button's name, and the menu's. */
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  /** What the button is about where its name doesn't say: the id of a title. */
  describedBy?: string;
}

/**
 * A button that opens a few more things to do, in a native popover. One stop for the Tab key; arrows, Home, End and first letters walk it.
 * However it is left, the focus is on the button again, so that a dialog which an item opens gives it back there.
 */
export const Menu = ({ label, items, icon = "more", describedBy }: MenuProps) => {
  const id = useId();
  const button = useRef<HTMLSpanElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  /** Which item the focus goes to when it opens. */
  const first = useRef<"first" | "last">("first");
  const trigger = () => button.current?.querySelector("button");
  const buttons = () => [...(menu.current?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];

  const place = () => {
    const box = menu.current;
    const at = trigger()?.getBoundingClientRect();
    if (!box || !at) return;
    const { left, top } = menuPlace(at, box.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: innerHeight,
    });
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
  };
  const opened = (now: boolean) => {
    setOpen(now);
    const box = menu.current;
    if (!box) return;
    if (!now) {
      delete box.dataset["placed"];
      return;
    }
    place();
    box.dataset["placed"] = "";
    buttons()
      .at(first.current === "last" ? -1 : 0)
      ?.focus();
    first.current = "first";
  };

  // It follows what it belongs to.
  useEffect(() => {
    if (!open) return;
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
    return () => {
      removeEventListener("scroll", place, true);
      removeEventListener("resize", place);
    };
  }, [open]);

  return (
    <span ref={button} class="menu-of">
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-describedby={describedBy}
        popovertarget={`${id}menu`}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          first.current = event.key === "ArrowUp" ? "last" : "first";
          menu.current?.showPopover();
        }}
      />
      <div
        ref={menu}
        id={`${id}menu`}
        class="menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onToggle={(event) => opened(event.newState === "open")}
        onKeyDown={(event) => {
          if (event.key === "Tab" || event.key === "Escape") {
            // Escape is meant for the menu alone, not for a dialog around it. Tab goes on from the button.
            if (event.key === "Escape") event.preventDefault();
            menu.current?.hidePopover();
            trigger()?.focus();
            return;
          }
          const all = buttons();
          const at = all.findIndex((item) => item === document.activeElement);
          const next = nextItem(
            event.key,
            at,
            all.map((item) => item.textContent ?? ""),
          );
          if (next === null) return;
          event.preventDefault();
          all[next]?.focus();
        }}
      >
        {items.map((item, index) => (
          <button
            key={index}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={`menu-item${item.danger ? " is-danger" : ""}`}
            onClick={() => {
              menu.current?.hidePopover();
              trigger()?.focus();
              item.onPress();
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            {item.label}
          </button>
        ))}
      </div>
    </span>
  );
};
