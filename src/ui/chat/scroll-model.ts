import { type ReadonlySignal, signal } from "@preact/signals";

/** How far from the end still counts as being there, in CSS px: a line of text and some. */
const BOTTOM_SLACK_PX = 48;

/** What a scroller measures of itself, in CSS px. */
interface ScrollMetrics {
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
}

/** Whether a log follows its end, and whether something came in below what is being read. */
export interface ScrollModel {
  /** Whether the log is to follow its end: the reader is there, and nothing of it is being pressed. */
  readonly follows: boolean;
  /** Whether messages came in that the reader has not scrolled to. */
  unseen: ReadonlySignal<boolean>;
  /** The scroller moved, by the reader's hand or by a change of sizes. Only moving up leaves the end: growing does not. */
  scrolled(metrics: ScrollMetrics): void;
  /** Something in the log is pressed: until it is let go, it stays under the pointer. */
  press(): void;
  /** Tells whether anything was pressed. */
  release(): boolean;
  /** Messages were added at the end. */
  added(): void;
  /** The log goes to its end and follows it. */
  toEnd(): void;
  /** The log stays where it is, even at its end. */
  stay(): void;
}

export const createScrollModel = (): ScrollModel => {
  const unseen = signal(false);
  let atEnd = true;
  let isPressed = false;
  let lastTop = 0;
  const toEnd = () => {
    atEnd = true;
    unseen.value = false;
  };
  return {
    get follows() {
      return atEnd && !isPressed;
    },
    unseen,
    toEnd,
    stay: () => {
      atEnd = false;
    },
    scrolled: ({ scrollTop, scrollHeight, clientHeight }) => {
      if (scrollHeight - scrollTop - clientHeight <= BOTTOM_SLACK_PX) toEnd();
      else if (scrollTop < lastTop) atEnd = false;
      lastTop = scrollTop;
    },
    press: () => {
      isPressed = true;
    },
    release: () => {
      const was = isPressed;
      isPressed = false;
      return was;
    },
    added: () => {
      if (!atEnd) unseen.value = true;
    },
  };
};
