/** A text that grows, in blocks: those before the last blank line are done and never change again. */
export interface TextBlocks {
  done: readonly string[];
  tail: string;
}

/**
 * Takes a growing text again and again, and looks only at what is new, so that a long reply costs what it adds. A text that does not
 * begin with the one before starts afresh. Blank lines in a fenced block (``` or ~~~) don't part it.
 */
export const createTextBlocks = (): ((text: string) => TextBlocks) => {
  let before = "";
  let done: string[] = [];
  /** Where the block that is not done begins, and up to where its lines have been looked at. */
  let from = 0;
  let seen = 0;
  let fence: string | null = null;

  const endBlock = (end: number, next: number) => {
    const block = before.slice(from, end).replace(/^\n+|\n+$/g, "");
    if (block !== "") done = [...done, block];
    from = next;
  };

  return (text) => {
    if (!text.startsWith(before)) {
      done = [];
      from = 0;
      seen = 0;
      fence = null;
    }
    before = text;
    for (;;) {
      const end = text.indexOf("\n", seen);
      if (end === -1) break;
      const line = text.slice(seen, end);
      const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
      if (fence !== null) {
        if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      } else if (mark) fence = mark;
      else if (line.trim() === "") endBlock(seen, end + 1);
      seen = end + 1;
    }
    return { done, tail: text.slice(from) };
  };
};
