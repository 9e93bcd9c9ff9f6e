/**
 * Turns at something that many places of a page wait for: all of them at once would be one long task, in which no key is heard. The last
 * in the page come first, since that is where a chat is read.
 */

/** How long a task gives turns, ms: together with what the browser then lays out it stays well under what a hand notices. */
const SLICE_MS = 40;

export interface Turns {
  /** Calls back when it is this place's turn. Returns what gives the turn back. */
  take(place: Element, act: () => void): () => void;
  /** Gives turns to whoever has asked for one, and to those who ask after. */
  begin(): void;
}

interface Surroundings {
  /** ms. */
  now: () => number;
  /** Resolves in a later task, so that what has come meanwhile is done first. */
  pause: () => Promise<void>;
}

export const createTurns = ({ now, pause }: Surroundings): Turns => {
  const waiting = new Map<() => void, Element>();
  let begun = false;
  let running = false;

  const next = (): (() => void) | undefined => {
    let last: [() => void, Element] | undefined;
    for (const one of waiting) if (!last || isBehind(one[1], last[1])) last = one;
    return last?.[0];
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    // Whoever else asks in this task is there before the first turn is given.
    await pause();
    while (waiting.size > 0) {
      const began = now();
      for (let act = next(); act && now() - began < SLICE_MS; act = next()) {
        waiting.delete(act);
        act();
        // What it changes is rendered before the next one's turn, and counts.
        await Promise.resolve();
      }
      await pause();
    }
    running = false;
  };

  return {
    take: (place, act) => {
      waiting.set(act, place);
      if (begun) void run();
      return () => void waiting.delete(act);
    },
    begin: () => {
      begun = true;
      void run();
    },
  };
};

const isBehind = (one: Element, other: Element): boolean =>
  (other.compareDocumentPosition(one) & other.DOCUMENT_POSITION_FOLLOWING) !== 0;
