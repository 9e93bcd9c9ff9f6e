import { signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button, IconButton } from "./button.tsx";
import { focusHeading } from "./focus-heading.ts";
import "./toast.css";

export interface Toast {
  /** What happened, as a sentence. */
  text: string;
  /** What takes it back or goes on from it. The toast goes when it is pressed. */
  action?: { label: string; run: () => void };
  /** It stays until it is closed or a later one comes: what it tells would be missed. */
  stays?: true;
}

const TOAST_TIME_MS = 10_000;

/** A notice, and the dialog that was on top when it came. */
type Shown = Toast & { n: number; dialog: string | undefined };

const current = signal<Shown | null>(null);
let count = 0;

/** The modal dialogs that are open, the topmost last. */
const covers = signal<readonly string[]>([]);

/**
 * Shows a notice for ten seconds unless it stays, or as long as the pointer or the focus is on it, or a dialog that opened over it. A later
 * one takes its place.
 */
export const showToast = (toast: Toast): void => {
  count += 1;
  current.value = { ...toast, n: count, dialog: covers.peek().at(-1) };
};

const dismiss = (n: number): void => {
  if (current.value?.n === n) current.value = null;
};

/** While a modal dialog is open, what is outside of it can be neither seen well nor pressed: what is told meanwhile is in it. Returns what ends it. */
export const coverNotices = (dialog: string): (() => void) => {
  covers.value = [...covers.peek(), dialog];
  return () => {
    covers.value = covers.peek().filter((one) => one !== dialog);
    const told = current.peek();
    // On the page from here on, also when the same dialog opens again.
    if (told?.dialog === dialog) current.value = { ...told, dialog: undefined };
  };
};

/** Where notices appear; once in the app. The region is always there, so that what enters it is read out. */
export const Toasts = () => (
  <section class="toasts" aria-label={words.value.shell.notices} aria-live="polite">
    <Current within={undefined} />
  </section>
);

/** The same in a modal dialog. */
export const DialogToasts = ({ dialog }: { dialog: string }) => (
  <div class="toasts" aria-live="polite">
    <Current within={dialog} />
  </div>
);

/** A notice is in the dialog of its time, and then on the page. One that came before a dialog doesn't cover what that holds. */
const Current = ({ within }: { within: string | undefined }) =>
  current.value && current.value.dialog === within ? (
    <ToastBox key={current.value.n} {...current.value} isCovered={covers.value.at(-1) !== within} />
  ) : null;

const ToastBox = ({ n, text, action, stays, isCovered }: Shown & { isCovered: boolean }) => {
  const held = useHold(() => dismiss(n), stays === true || isCovered);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  /** Where it has the focus, that goes back to where it came from. */
  const giveBack = () => {
    if (!box.current?.contains(document.activeElement)) return;
    if (before.current?.isConnected) before.current.focus({ preventScroll: true });
    else focusHeading();
  };
  const leave = () => {
    dismiss(n);
    giveBack();
  };
  // A later one may take its place, which is not to have the press that was meant for this.
  useLayoutEffect(() => giveBack, []);
  return (
    <div
      class="toast"
      ref={box}
      {...held}
      onFocusIn={(event) => {
        held.onFocusIn();
        const from = event.relatedTarget;
        if (from instanceof HTMLElement && !event.currentTarget.contains(from))
          before.current = from;
      }}
    >
      <p>{text}</p>
      {action && (
        <Button
          variant="quiet"
          class="toast-action"
          onClick={() => {
            leave();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label={words.value.shell.dismiss} onClick={leave} />
    </div>
  );
};

/** Calls back after the time unless held by pointer or focus; letting go begins the time again. */
const useHold = (done: () => void, always: boolean) => {
  const holds = useSignal(0);
  const held = always || holds.value > 0;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(done, TOAST_TIME_MS);
    return () => clearTimeout(timer);
  }, [held]);
  const change = (by: number) => () => {
    holds.value = Math.max(0, holds.value + by);
  };
  return {
    onPointerEnter: change(1),
    onPointerLeave: change(-1),
    onFocusIn: change(1),
    onFocusOut: change(-1),
  };
};
