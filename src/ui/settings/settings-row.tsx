import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useKeptFocus } from "../kit/use-kept-focus.ts";

/** How something stands, and a button that goes once `standing` is another; the focus stays on the row then. */
export const SettingsRow = ({
  standing,
  children,
}: {
  standing: unknown;
  children: ComponentChildren;
}) => {
  const row = useRef<HTMLDivElement>(null);
  return (
    <div class="settings-row" ref={row} tabIndex={-1} {...useKeptFocus(row, standing)}>
      {children}
    </div>
  );
};
