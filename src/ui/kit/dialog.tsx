import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { coverNotices, DialogToasts } from "./toast.tsx";
import "./dialog.css";

interface DialogProps {
  open: boolean;
  /** Heading, and the dialog's accessible name. */
  title: string;
  /** Asked for by Escape or the browser's own back gesture; the caller sets `open` to false, or asks first. */
  onClose: () => void;
  children?: ComponentChildren;
  /** Buttons at the foot: the way back first, the main one last. */
  actions?: ComponentChildren;
  /** `alert` for a question that must be answered: role alertdialog. */
  kind?: "dialog" | "alert";
  class?: string;
}

/**
 * A native modal dialog. The browser focuses the first control, so put the harmless one first, keeps the focus inside, and gives it
 * back on closing. Children are mounted only while it is open, so that a form begins afresh each time.
 */
export const Dialog = ({ open, title, onClose, children, actions, kind, ...rest }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  // At once: the next key is for the dialog that was opened, or for what is below the one that was closed.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog || !open) return undefined;
    if (!dialog.open) dialog.showModal();
    const uncover = coverNotices(id);
    return () => {
      uncover();
      // Also of one that is about to be taken away: only closing gives the focus back.
      dialog.close();
    };
  }, [open]);
  return (
    <dialog
      ref={element}
      class={`dialog ${rest.class ?? ""}`}
      role={kind === "alert" ? "alertdialog" : undefined}
      aria-labelledby={`${id}title`}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // It comes a moment after the closing, when the dialog may have been opened again, or be gone.
        const { currentTarget: dialog } = event;
        if (event.target === dialog && open && !dialog.open && dialog.isConnected) onClose();
      }}
    >
      {open && (
        <div class="dialog-box">
          <h2 class="dialog-title" id={`${id}title`}>
            {title}
          </h2>
          {children}
          {actions && <div class="dialog-actions">{actions}</div>}
        </div>
      )}
      {open && <DialogToasts dialog={id} />}
    </dialog>
  );
};
