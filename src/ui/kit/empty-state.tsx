import type { ComponentChildren } from "preact";
import "./empty-state.css";

/** One sentence on why there is nothing, and one action. */
export const EmptyState = ({ text, children }: { text: string; children?: ComponentChildren }) => (
  <div class="empty-state">
    <p>{text}</p>
    {children}
  </div>
);
