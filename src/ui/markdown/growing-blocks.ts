/** A text that grows, in blocks: all but the last are done and never change again. */
export interface GrowingBlocks {
  done: readonly string[];
  tail: string;
}

/** Splits a text into blocks, in order; together they are the text. */
type Split = (text: string) => readonly { raw: string; blank: boolean }[];

/**
 * Takes a growing text again and again, and takes apart only the block that was the last, so that a long reply costs what it adds. A text
 * that does not begin with the one before starts afresh.
 */
export const createGrowingBlocks = (split: Split): ((text: string) => GrowingBlocks) => {
  let before = "";
  let done: string[] = [];
  /** Where the block that is not done begins. */
  let from = 0;
  return (written) => {
    const text = written.replace(/\r\n?/g, "\n");
    if (!text.startsWith(before)) {
      done = [];
      from = 0;
    }
    before = text;
    const blocks = split(text.slice(from));
    // More may join the last one, over blank lines too.
    const last = blocks.findLastIndex(({ blank }) => !blank);
    const ended = blocks.slice(0, Math.max(0, last));
    from += ended.reduce((length, { raw }) => length + raw.length, 0);
    const more = ended.filter(({ blank }) => !blank).map(({ raw }) => raw);
    if (more.length > 0) done = [...done, ...more];
    return { done, tail: text.slice(from) };
  };
};
