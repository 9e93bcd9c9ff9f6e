import { type ReadonlySignal, signal } from "@preact/signals";
import { afterSent, type Sending } from "../../store/keep-later-draft.ts";

/** While typing goes on, the text is stored once its first change is drawn and then as often as this. */
const KEEP_INTERVAL_MS = 300;
const PUSH_INTERVAL_MS = 30_000;

/** Where one Athro's draft is kept. */
export interface DraftStore {
  /** The latest text, of this device or another. */
  read(): Promise<string>;
  /** Stores what is being typed, on this device. Rejects if it could not be stored. */
  keep(text: string): Promise<void>;
  /** Asks for the same before it returns, without an answer: for a page that is going away. `sent` is what is being sent of it. */
  keepAtOnce(text: string, sent?: Sending): void;
  /** Hands the stored text to the student's other devices; false if they have it already. */
  push(): Promise<boolean>;
  /** Calls back now and whenever the stored text may have changed. Returns a function that ends it. */
  watch(changed: () => void): () => void;
}

export interface DraftSurroundings {
  /** Sends what waits, at once. */
  flush(): void;
  /** Calls back once after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once what was typed is on the screen, and soon in any case. Without it that counts as done. */
  drawn?(callback: () => void): void;
}

/** What is in one Athro's composer. */
export interface DraftModel {
  text: ReadonlySignal<string>;
  /** False until the stored text has been read; what is typed before comes below it. */
  ready: ReadonlySignal<boolean>;
  /** Whether the last attempt to store the text failed, so that it exists on this page alone. */
  unkept: ReadonlySignal<boolean>;
  type(text: string): void;
  /** While the textbox has the focus, nothing that comes from elsewhere replaces its text. */
  focus(): void;
  /** Stores and pushes at once, then lets in what came from elsewhere. */
  blur(): Promise<void>;
  /** Stores and pushes at once, what is being sent once it is known to be: every 30 s, and when the page hides. */
  leave(): Promise<void>;
  /** As `leave`, for a page that may be gone before the event loop turns again. */
  hide(): Promise<void>;
  /** Puts a text back before what is being typed, also after `close`. Rejects if it could not be stored. */
  bring(text: string): Promise<void>;
  /** Stops storing while the text is sent, as the message `id`; resolves when no earlier write is under way. */
  hold(id: string): Promise<void>;
  /** Ends `hold`. `sent` is what was sent and has left the store, or null if sending failed. What was typed meanwhile stays. */
  release(sent: string | null): void;
  /** Stores, pushes and ends. */
  close(): Promise<void>;
}

/** Opens an Athro's draft and watches it until `close`. */
export const openDraft = (
  store: DraftStore,
  { flush, after, drawn = (callback) => callback() }: DraftSurroundings,
): DraftModel => {
  const text = signal("");
  const ready = signal(false);
  const unkept = signal(false);
  /** Counts changes of the text; it is stored when `kept` has reached them; `tried` is the latest that was attempted. */
  let edits = 0;
  let kept = 0;
  let tried = 0;
  let focused = false;
  /** What is being sent, and who waits until that is over. */
  let held: Sending | null = null;
  const waiting: (() => void)[] = [];
  let closed = false;
  /** Whether the store may hold something newer than the composer. */
  let stale = false;
  let keeping: Promise<void> = Promise.resolve();
  let pushing: Promise<void> = Promise.resolve();
  let cancelKeep: (() => void) | null = null;
  let cancelPush: (() => void) | null = null;

  const mayReplace = () => !ready.peek() || (edits === kept && !held && !focused);

  const refresh = async () => {
    if (!stale || !mayReplace()) return;
    stale = false;
    const before = edits;
    let stored: string;
    try {
      stored = await store.read();
    } catch {
      // The queries of the chat fail with it, and say so; what is typed here is still worth having.
      unkept.value = true;
      ready.value = true;
      return;
    }
    if (!ready.peek()) {
      text.value = above(stored, text.peek());
      ready.value = true;
      if (edits !== kept) keepOften();
      return;
    }
    if (edits !== before || !mayReplace()) {
      stale = true;
      return;
    }
    text.value = stored;
  };

  const write = async (): Promise<void> => {
    const edit = edits;
    tried = edit;
    try {
      await store.keep(text.peek());
    } catch (error) {
      unkept.value = true;
      throw error;
    }
    kept = Math.max(kept, edit);
    unkept.value = false;
  };

  const keep = (): Promise<void> => {
    if (edits !== kept && ready.peek())
      keeping = write().then(refresh, () => {
        // Told by `unkept`; it is tried again with the next change, and when the composer is left.
      });
    return keeping;
  };

  const keepOften = () => {
    cancelPush ??= after(PUSH_INTERVAL_MS, () => void leave());
    if (cancelKeep) return;
    cancelKeep = after(KEEP_INTERVAL_MS, () => {
      cancelKeep = null;
      if (edits !== tried && !held) keepOften();
    });
    // The letter comes first; what it is stored by would hold its frame up.
    drawn(() => {
      if (!held) void keep();
    });
  };

  /** Reads what is stored, for what can't wait until it is told of it. */
  const begin = (): Promise<void> => {
    stale = true;
    return refresh();
  };

  const leave = (): Promise<void> => {
    cancelPush?.();
    cancelPush = null;
    if (held) return new Promise<void>((resolve) => waiting.push(resolve)).then(leave);
    if (!ready.peek() && edits !== kept) return begin().then(leave);
    pushing = Promise.all([pushing, keep()])
      .then(() => store.push())
      .then(
        (wrote) => {
          if (wrote) flush();
        },
        // It is stored here; the next push takes it along.
        () => {},
      );
    return pushing;
  };

  const type = (next: string) => {
    if (next === text.peek()) return;
    text.value = next;
    edits += 1;
    if (!held && ready.peek()) keepOften();
  };

  const unwatch = store.watch(() => {
    stale = true;
    void refresh();
  });

  return {
    text,
    ready,
    unkept,
    type,
    leave,
    hide: () => {
      if (edits !== kept && ready.peek()) store.keepAtOnce(text.peek(), held ?? undefined);
      return leave();
    },
    focus: () => {
      focused = true;
    },
    blur: async () => {
      focused = false;
      await leave();
      await refresh();
    },
    bring: async (back) => {
      if (closed) return store.keep(above(back, await store.read()));
      if (!ready.peek()) await begin();
      text.value = above(back, text.peek());
      edits += 1;
      await write();
    },
    hold: async (id) => {
      held = { id, text: text.peek() };
      await Promise.all([keeping, pushing]);
    },
    release: (sent) => {
      held = null;
      for (const go of waiting.splice(0)) go();
      if (sent === null) {
        if (edits !== kept) keepOften();
        return;
      }
      const rest = afterSent(text.peek(), sent);
      text.value = rest;
      edits += 1;
      unkept.value = false;
      if (rest !== "") return keepOften();
      kept = edits;
      void refresh();
    },
    close: async () => {
      closed = true;
      unwatch();
      await leave();
    },
  };
};

/** A text that is put back, before what is being typed. */
export const above = (back: string, typed: string): string =>
  typed.trim() === "" ? back : back.trim() === "" ? typed : `${back}\n\n${typed}`;
