import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type LogHeight, logHeight } from "./log-height.ts";
import { createScrollModel, type ScrollModel } from "./scroll-model.ts";

/** A message and where it stood, px below the top of the scroller. */
interface Anchor {
  id: string;
  top: number;
}

interface LogScroll {
  model: ScrollModel;
  onScroll: () => void;
  /** Goes to the end, and follows it from there. */
  toEnd: () => void;
  /** Notes what is being read, so that it stays in its place when earlier messages come in above it. */
  holdPlace: () => void;
  /** Goes to a message in the middle of the view, and gives it the focus. False while it is not among those shown. */
  goTo: (id: string) => boolean;
}

/**
 * Ties the scroll model to a scroller. What changes sizes (messages, the keyboard of a phone, messages that the browser lays out only
 * when they come near) leaves the reader where they are: at the end, or at the message that is being read. `lines` is what the log
 * shows; at each new value of it `added` tells whether messages came in at the end, before the browser paints.
 */
export const useLogScroll = (
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  lines: unknown,
  added: () => boolean,
): LogScroll => {
  const [model] = useState(createScrollModel);
  const [place] = useState<{ anchor: Anchor | null }>({ anchor: null });
  const observing = useRef(false);
  const height = useRef<LogHeight | null>(null);

  const settle = () => {
    const element = scroller.current;
    if (!element) return;
    // A log that fits is no stop for the Tab key; one that doesn't is scrolled by the keys.
    const tabIndex = element.scrollHeight > element.clientHeight ? 0 : -1;
    if (element.tabIndex !== tabIndex || !element.hasAttribute("tabindex"))
      element.tabIndex = tabIndex;
    if (place.anchor) {
      const message = element.querySelector(`[data-id="${CSS.escape(place.anchor.id)}"]`);
      if (message) element.scrollTop += topOf(message, element) - place.anchor.top;
    } else if (model.follows) element.scrollTop = element.scrollHeight;
  };

  /** The real heights of messages are known within two frames; then the place is the reader's again. */
  const releaseLater = (anchor: Anchor) => {
    const release = () => {
      settle();
      if (place.anchor === anchor) place.anchor = null;
    };
    requestAnimationFrame(() => requestAnimationFrame(release));
  };

  useLayoutEffect(() => {
    if (added()) model.added();
    // What the log opens with is settled below, in the frame that shows it. Here the layout would make this task long.
    if (observing.current) settle();
    const { anchor } = place;
    if (!anchor || firstMessage(scroller.current)?.dataset["id"] === anchor.id) return;
    // The earlier messages are in.
    releaseLater(anchor);
  }, [lines]);

  useLayoutEffect(() => {
    const [log, frameAround] = [scroller.current, scroller.current?.parentElement];
    height.current = log && frameAround ? logHeight(frameAround, log, model) : null;
    const sizes = new ResizeObserver(() => {
      height.current?.fit();
      settle();
    });
    // Just before the browser lays it out for its first frame. WebKit tells sizes of what it has not laid out yet, within a container that
    // is asked about, as nothing, and then fails for what came of it.
    const frame = requestAnimationFrame(() => {
      settle();
      if (frameAround) sizes.observe(frameAround);
      if (content.current) sizes.observe(content.current);
      observing.current = true;
    });
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const letGo = () => {
      if (!model.release()) return;
      scroller.current?.style.removeProperty("overflow-anchor");
      // The press is a click first.
      requestAnimationFrame(settle);
    };
    // A menu, or the scrolling finger, takes the pointer over.
    for (const type of ["pointerup", "pointercancel", "contextmenu"])
      addEventListener(type, letGo, { signal });
    for (const type of ["pointerdown", "wheel", "focusin"])
      scroller.current?.addEventListener(type, () => height.current?.release(), {
        signal,
        passive: true,
      });
    scroller.current?.addEventListener(
      "pointerdown",
      ({ button, target, currentTarget }) => {
        // Its own scrollbar, whose letting go not every browser tells of, is no part of what is read.
        if (button !== 0 || target === currentTarget) return;
        model.press();
        // At its end the browser itself would go along with what is added, by what it takes for the place that is read.
        scroller.current?.style.setProperty("overflow-anchor", "none");
      },
      { signal },
    );
    return () => ending.abort();
  }, []);

  return {
    model,
    onScroll: () => {
      if (!scroller.current || place.anchor) return;
      model.scrolled(scroller.current);
      // By whatever it was scrolled.
      if (!model.follows) height.current?.release();
    },
    toEnd: () => {
      place.anchor = null;
      model.toEnd();
      settle();
    },
    holdPlace: () => {
      const element = scroller.current;
      const first = firstMessage(element);
      if (!element || !first) return;
      height.current?.release();
      model.stay();
      place.anchor = { id: first.dataset["id"] ?? "", top: topOf(first, element) };
    },
    goTo: (id) => {
      const element = scroller.current;
      const message = element?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
      if (!element || !message) return false;
      height.current?.release();
      model.stay();
      // What is longer than the view is read from its beginning.
      const room = Math.max(0, element.clientHeight - message.offsetHeight);
      place.anchor = { id, top: room / 2 };
      settle();
      releaseLater(place.anchor);
      message.tabIndex = -1;
      message.focus({ preventScroll: true });
      return true;
    },
  };
};

const firstMessage = (scroller: HTMLElement | null) =>
  scroller?.querySelector<HTMLElement>("[data-id]") ?? null;

const topOf = (message: Element, scroller: Element): number =>
  message.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
