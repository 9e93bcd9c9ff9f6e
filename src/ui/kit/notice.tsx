import type { ComponentChildren, Ref } from "preact";
import { Icon } from "./icon.tsx";
import "./notice.css";

interface NoticeProps {
  /** `sun` for what is waiting or worth knowing, `danger` for what went wrong, `plain` for an offer. */
  tone?: "plain" | "sun" | "danger";
  /** A heading, where there is more than a sentence. */
  title?: string;
  children: ComponentChildren;
  /** Buttons: what can be done about it. */
  actions?: ComponentChildren;
  /** Read out when it appears. What appears in a live region already needs it not. */
  alert?: boolean;
  /** Makes a landmark of it, with this name. */
  label?: string;
  /** To put the focus on it. */
  boxRef?: Ref<HTMLDivElement>;
}

/** A box that says one thing in its place on the page, as a toast says it above all. What went wrong has a sign besides its colour. */
export const Notice = ({
  tone = "sun",
  title,
  children,
  actions,
  alert,
  label,
  boxRef,
}: NoticeProps) => (
  <div
    class={`notice notice-${tone}`}
    role={alert ? "alert" : label === undefined ? undefined : "region"}
    aria-label={label}
    {...(boxRef ? { ref: boxRef, tabIndex: -1 } : {})}
  >
    {tone === "danger" && <Icon name="alert" />}
    <div class="notice-text">
      {title !== undefined && <h2>{title}</h2>}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
    {actions && <div class="notice-actions">{actions}</div>}
  </div>
);
