import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

/**
 * Buttons in a row that are one stop for the Tab key, and walked by the arrow keys: a chat has many messages, and each has its own.
 */
export const Toolbar = ({ label, children }: { label: string; children: ComponentChildren }) => {
  const row = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const step = event.key === "ArrowRight" ? 1 : -1;
    event.preventDefault();
    const buttons = buttonsIn(row.current);
    const at = buttons.findIndex((button) => button === document.activeElement);
    stopAt(buttons, buttons[(at + step + buttons.length) % buttons.length]);
  };
  return (
    <div
      class="toolbar"
      role="toolbar"
      aria-label={label}
      // The buttons are its stops.
      tabIndex={-1}
      ref={(element) => {
        row.current = element;
        // Whatever buttons there are now, one of them is the stop.
        const buttons = buttonsIn(element);
        const stop = buttons.find((button) => button === document.activeElement) ?? buttons[0];
        for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
      }}
      onKeyDown={move}
    >
      {children}
    </div>
  );
};

const buttonsIn = (row: HTMLElement | null): HTMLButtonElement[] => [
  ...(row?.querySelectorAll("button") ?? []),
];

const stopAt = (buttons: readonly HTMLButtonElement[], stop: HTMLButtonElement | undefined) => {
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  stop?.focus();
};
