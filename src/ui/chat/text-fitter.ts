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
  let length = 0;
  let width = 0;
  let frame = 0;

  const grow = () => {
    const { scrollHeight } = box;
    if (scrollHeight <= box.clientHeight) return;
    const height = `${scrollHeight}px`;
    if (room.style.blockSize === height) return;
    growOver(box.form);
    room.style.blockSize = height;
  };

  const measureAnew = () => {
    // Of a box with nothing left over. The room stays as it is, or the log above would scroll.
    box.style.blockSize = "0";
    const { scrollHeight } = box;
    box.style.blockSize = "";
    room.style.blockSize = `${scrollHeight}px`;
  };

  const sizes = new ResizeObserver(() => {
    if (room.clientWidth === width) return;
    width = room.clientWidth;
    // Not within the observation, which would have to begin anew.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(measureAnew);
  });
  sizes.observe(room);

  return {
    fit: () => {
      const shorter = box.value.length < length;
      length = box.value.length;
      if (shorter && room.style.blockSize !== "") measureAnew();
      else grow();
    },
    stop: () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
    },
  };
};

/** A composer grows over the log first. What that costs the log, which gives way, comes in a frame without a letter. */
const growOver = (composer: HTMLElement | null): void => {
  if (!composer || composer.style.blockSize !== "") return;
  composer.style.blockSize = `${composer.offsetHeight}px`;
  whenDrawn(() => {
    composer.style.blockSize = "";
  });
};
