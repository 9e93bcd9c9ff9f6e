import { whenDrawn } from "../kit/when-drawn.ts";

export interface TextFitter {
  /** To be called when the text has changed. */
  fit(): void;
  stop(): void;
}

/**
 * Keeps `room` as tall as the text in `box`, which fills it. The box is contained: only when the room changes, with a line and not with a letter,
 * does the browser lay out what is around it; `field-sizing` would have it do so for each letter. Another line comes in three frames, so that none
 * has all to do: the letter, for which the lines close up; the composer, which grows over the log; and the log gives way.
 */
export const textFitter = (room: HTMLElement, box: HTMLTextAreaElement): TextFitter => {
  let shown = "";
  let width: number | null = null;
  let frame = 0;
  /** As tall as the room is by itself. */
  let oneLine = 0;
  /** How tall the room is to be; "" is by itself. */
  let height = "";
  let isGrowing = false;

  const settle = () => {
    isGrowing = false;
    room.style.blockSize = height;
    box.style.blockSize = "";
  };

  /** A scrollbar that came with a line, until the box has grown, would have the text wrap anew. */
  const letScroll = () => {
    box.style.overflowY = box.scrollHeight > box.clientHeight ? "auto" : "";
  };

  const readOneLine = () => {
    if (height === "") oneLine = room.offsetHeight;
  };

  /** As tall as it may be, it scrolls. */
  const isTooLow = () => box.scrollHeight > box.clientHeight && `${box.scrollHeight}px` !== height;

  const grow = () => {
    if (isGrowing || !isTooLow()) return;
    isGrowing = true;
    whenDrawn(() => {
      if (!isGrowing) return;
      isGrowing = false;
      if (!isTooLow()) return;
      readOneLine();
      height = `${box.scrollHeight}px`;
      growOver(box.form, letScroll);
      settle();
    });
  };

  const measureAnew = () => {
    readOneLine();
    // Of a box with nothing left over. The room stays as it is, or the log above would scroll.
    box.style.blockSize = "0";
    const { scrollHeight } = box;
    height = scrollHeight > oneLine ? `${scrollHeight}px` : "";
    settle();
    whenDrawn(letScroll);
  };

  // Not the room, which gets taller with a line: its own observer would have that frame gone over twice.
  const around = box.form ?? room;
  const sizes = new ResizeObserver(() => {
    const before = width;
    width = around.clientWidth;
    letScroll();
    if (before === null || before === width) return;
    // Not within the observation, which would have to begin anew.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(measureAnew);
  });
  sizes.observe(around);

  return {
    fit: () => {
      const before = shown;
      shown = box.value;
      if (height === "" || isInsertion(before, shown)) grow();
      else measureAnew();
    },
    stop: () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
    },
  };
};

/** Whether nothing of the text has gone, so that it takes no fewer lines. */
const isInsertion = (before: string, after: string): boolean => {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  return after.length >= before.length && after.endsWith(before.slice(same));
};

/** Has a composer grow over the log in the next frame; in the one after that, the log gives way. */
const growOver = (composer: HTMLElement | null, given: () => void): void => {
  if (!composer || composer.style.blockSize !== "") return;
  composer.style.blockSize = `${composer.offsetHeight}px`;
  whenDrawn(() => {
    composer.style.blockSize = "";
    given();
  });
};
