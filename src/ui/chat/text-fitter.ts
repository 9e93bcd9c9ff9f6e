import { whenDrawn } from "../kit/when-drawn.ts";

export interface TextFitter {
  /** To be called when the text has changed. */
  fit(): void;
  stop(): void;
}

/**
 * Keeps `room` as tall as the text in `box`, which fills it. The box is contained: only when the room changes, with a line and not with a letter,
 * does the browser lay out what is around it; `field-sizing` would have it do so for each letter.
 */
export const textFitter = (room: HTMLElement, box: HTMLTextAreaElement): TextFitter => {
  let shown = "";
  let width: number | null = null;
  let frame = 0;
  /** As tall as the room is by itself. */
  let oneLine = 0;

  const readOneLine = () => {
    if (room.style.blockSize === "") oneLine = room.offsetHeight;
  };

  const grow = () => {
    const { scrollHeight } = box;
    if (scrollHeight <= box.clientHeight) return;
    const height = `${scrollHeight}px`;
    if (room.style.blockSize === height) return;
    readOneLine();
    growOver(box.form);
    room.style.blockSize = height;
  };

  const measureAnew = () => {
    readOneLine();
    // Of a box with nothing left over. The room stays as it is, or the log above would scroll.
    box.style.blockSize = "0";
    const { scrollHeight } = box;
    box.style.blockSize = "";
    room.style.blockSize = scrollHeight > oneLine ? `${scrollHeight}px` : "";
  };

  // Not the room, which gets taller with a line: its own observer would have that frame gone over twice.
  const around = box.form ?? room;
  const sizes = new ResizeObserver(() => {
    const before = width;
    width = around.clientWidth;
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
      if (room.style.blockSize === "" || isInsertion(before, shown)) grow();
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

/** A composer grows over the log first. What that costs the log, which gives way, comes in a frame without a letter. */
const growOver = (composer: HTMLElement | null): void => {
  if (!composer || composer.style.blockSize !== "") return;
  composer.style.blockSize = `${composer.offsetHeight}px`;
  whenDrawn(() => {
    composer.style.blockSize = "";
  });
};
