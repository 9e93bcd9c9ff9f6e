import { type AthroDatabase, readState } from "./database.ts";
import { layBeside } from "./left-drafts.ts";
import type { Store } from "./store.ts";

/** A draft that a page could no longer put into the database. */
export interface LateDraft {
  text: string;
  /** When it was typed, local clock, ms. */
  at: number;
  /** The date of the draft over which it was typed, server's clock, ms; absent if there was none. */
  after?: number;
  /** What was being sent of it when the page went, as a message with this id: it was, if there is such a message. */
  sent?: Sending;
}

export interface Sending {
  id: string;
  text: string;
}

/** What was typed after what was sent. */
export const afterSent = (typed: string, sent: string): string =>
  typed.startsWith(sent) ? typed.slice(sent.length).trimStart() : typed;

/** What was sent of it; undefined if nothing was. */
const wasSent = async (db: AthroDatabase, { sent }: LateDraft): Promise<Sending | undefined> =>
  sent && (await db.chat_messages.get(sent.id)) ? sent : undefined;

/** Keeps what a page left when it went, unless something was kept since. What was sent of it is a message, and no draft any more. */
export const keepLaterDraft = (store: Store, athroId: string, late: LateDraft): Promise<void> => {
  const { db } = store;
  return db.transaction("rw", db.drafts, db.meta, db.chat_messages, async () => {
    const { at, after = 0 } = late;
    const here = await db.drafts.get(athroId);
    const { offset } = await readState(db);
    const went = await wasSent(db, late);
    // Sending empties the draft, be it before or after the rest was typed.
    const keptSince = went
      ? (here?.text ?? "") !== ""
      : here !== undefined && (here.typed ?? here.at - offset) > at;
    const text = went ? afterSent(late.text, went.text) : late.text;
    if (keptSince || (went && text === "")) return;
    // Dated as `keepDraft` does, but not after what came from elsewhere since.
    const date = Math.max(at + offset, after + 1, (here?.at ?? 0) + 1);
    await db.drafts.put({ athro_id: athroId, text, at: date, typed: at });
  });
};

/** Lays what a page left beside an Athro's composer. What was sent of it is a message, and no draft any more. */
export const layLaterBeside = (store: Store, athroId: string, late: LateDraft): Promise<void> => {
  const { db } = store;
  return db.transaction("rw", db.drafts, db.chat_messages, async () => {
    const went = await wasSent(db, late);
    const text = went ? afterSent(late.text, went.text) : late.text;
    if (text.trim() !== "") await layBeside(store, athroId, text);
  });
};
