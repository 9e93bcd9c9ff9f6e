/** Whether a log follows its end. */
interface Follows {
  readonly follows: boolean;
}

export interface LogHeight {
  /** To be called when the log's place, or what it holds, has other sizes. */
  fit(): void;
  /** Makes all of the log reachable: to be called before it is read or scrolled. */
  release(): void;
}

/**
 * How tall a log is in `frame`, at whose end it stands. What the composer takes of its place while a student writes, a log that follows its end
 * does without: as tall as before, its beginning goes out of the frame, where nobody looks. A log that gets lower has the browser paint all of
 * its messages anew, a quarter of what a new line costs.
 */
export const logHeight = (frame: HTMLElement, log: HTMLElement, model: Follows): LogHeight => {
  /** In CSS px; null while the log is as tall as its place by itself. */
  let height: number | null = null;
  /** How tall the place was when the log was last fitted into it. */
  let room = 0;
  let around = "";

  const take = (next: number | null) => {
    height = next;
    log.style.blockSize = next === null ? "" : `${next}px`;
  };

  const release = () => {
    const beyond = height === null ? 0 : height - room;
    if (beyond <= 0) return;
    const { scrollTop } = log;
    take(room);
    // What is read stays in its place.
    log.scrollTop = scrollTop + beyond;
  };

  return {
    fit: () => {
      if (!model.follows) release();
      room = frame.getBoundingClientRect().height;
      const { clientWidth, clientHeight } = frame.parentElement ?? frame;
      const before = around;
      around = `${clientWidth} ${clientHeight}`;
      if (log.scrollHeight <= log.clientHeight) take(null);
      else if (height === null || height < room || before !== around || !model.follows) take(room);
    },
    release,
  };
};
