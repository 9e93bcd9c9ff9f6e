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
  /** Whether the reader is at the end, so that the log is to follow it. */
  readonly atEnd: boolean;
  /** Whether messages came in that the reader has not scrolled to. */
  unseen: ReadonlySignal<boolean>;
  /** The scroller moved, by the reader's hand or by a change of sizes. Only moving up leaves the end: growing does not. */
  scrolled(metrics: ScrollMetrics): void;
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
  let lastTop = 0;
  const toEnd = () => {
    atEnd = true;
    unseen.value = false;
  };
  return {
    get atEnd() {
      return atEnd;
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
    added: () => {
      if (!atEnd) unseen.value = true;
    },
  };
};
