import type { ComponentChildren } from "preact";

interface PanelItemProps {
  /** What kind of record it is. */
  kind: string;
  title: string;
  /** Buttons. */
  ways: ComponentChildren;
  children?: ComponentChildren;
}

/** A record in one of the panel's lists: what it is, what there is to know of it, and what can be done. */
export const PanelItem = ({ kind, title, ways, children }: PanelItemProps) => (
  <div class="panel-item">
    <div class="panel-what">
      <p class="panel-title">
        <b>{kind}</b> {title}
      </p>
      {children}
    </div>
    <div class="panel-ways">{ways}</div>
  </div>
);
