/** What a search found, read from the store: the index only says where to look. */
import { occurrenceOn, seriesOf } from "../model/recurrence/occurrences.ts";
import { addDays, dateOf } from "../model/civil.ts";
import { firstDateFrom, lastDateBefore } from "../model/recurrence/expand.ts";
import { questionTitle } from "../model/title.ts";
import { shownAttempt } from "./chat-lines.ts";
import type { AthroDatabase } from "./database.ts";
import type { EventRow } from "./events.ts";
import type { MessageRow } from "./messages.ts";
import { type Occurrence, occurrenceAt } from "./occurrences.ts";
import type { SearchedRecord } from "./search-documents.ts";
import { activeSession } from "./active-session.ts";
import type { SessionRow } from "./sessions.ts";

export type FoundRecord =
  /** `active`: whether the session is the one that its Athro's chat shows. */
  | { kind: "message"; key: string; message: MessageRow; session: SessionRow; active: boolean }
  | { kind: "chat"; key: string; session: SessionRow; active: boolean }
  /** Of what repeats, the next time from today on that it happens, or else the last. */
  | { kind: "event"; key: string; event: Occurrence };

/** Times of a series that are looked at for one that was not cancelled. */
const TRIES = 60;

/**
 * Reads what was found, in its order. What is not to be seen is left out: a reply beside which another is shown, what was deleted since, a
 * chat whose title is only the question that was found itself.
 */
export const readFound = async (
  db: AthroDatabase,
  hits: readonly { key: string; about: SearchedRecord }[],
  today: string,
): Promise<FoundRecord[]> => {
  const idsIn = (table: SearchedRecord["table"]) =>
    hits.flatMap(({ about }) => (about.table === table ? about.id : []));
  const messages = byId(await db.chat_messages.bulkGet(idsIn("chat_messages")));
  const hidden = await hiddenIn(db, [...messages.values()]);
  const sessions = byId(
    await db.chat_sessions.bulkGet([
      ...new Set([
        ...[...messages.values()].map(({ session_id }) => session_id),
        ...idsIn("chat_sessions"),
      ]),
    ]),
  );
  const active = new Set<string>();
  for (const athro of new Set([...sessions.values()].map(({ athro_id }) => athro_id)))
    active.add((await activeSession(db, athro))?.id ?? "");

  const found = new Map<string, FoundRecord>();
  for (const { key, about } of hits) {
    if (about.table === "chat_messages") {
      const message = messages.get(about.id);
      const session = message && sessions.get(message.session_id);
      if (message && session && !hidden.has(message.id))
        found.set(key, { kind: "message", key, message, session, active: active.has(session.id) });
    } else if (about.table === "chat_sessions") {
      const session = sessions.get(about.id);
      if (session) found.set(key, { kind: "chat", key, session, active: active.has(session.id) });
    } else {
      const event = await occurrenceOf(db, about, today);
      if (event && !found.has(event.key))
        found.set(event.key, { kind: "event", key: event.key, event });
    }
  }
  const titles = new Set<string>();
  for (const one of found.values())
    if (one.kind === "message" && one.message.role === "user")
      titles.add(`${one.session.id} ${questionTitle(one.message.content)}`);
  return [...found.values()].filter(
    (one) => one.kind !== "chat" || !titles.has(`${one.session.id} ${one.session.title}`),
  );
};

const byId = <R extends { id: string; deleted: boolean }>(rows: readonly (R | undefined)[]) =>
  new Map(rows.flatMap((row): [string, R][] => (row && !row.deleted ? [[row.id, row]] : [])));

/** Replies in whose place the chat shows another, or nothing since their question was deleted. */
const hiddenIn = async (
  db: AthroDatabase,
  messages: readonly MessageRow[],
): Promise<ReadonlySet<string>> => {
  const asked = [...new Set(messages.flatMap(({ question_id }) => question_id ?? []))];
  if (asked.length === 0) return new Set();
  const [questions, replies] = await Promise.all([
    db.chat_messages.bulkGet(asked),
    db.chat_messages.where("question_id").anyOf(asked).toArray(),
  ]);
  const hidden = new Set<string>();
  asked.forEach((id, n) => {
    const question = questions[n];
    const attempts = replies.filter((row) => row.question_id === id && !row.deleted);
    const shown = question?.deleted
      ? undefined
      : shownAttempt(attempts, question?.shown_attempt ?? null);
    for (const one of attempts) if (one.id !== shown?.id) hidden.add(one.id);
  });
  return hidden;
};

const occurrenceOf = async (
  db: AthroDatabase,
  { table, id, owner }: SearchedRecord,
  today: string,
): Promise<Occurrence | undefined> => {
  if (table === "calendar_overrides") {
    const override = await db.calendar_overrides.get(id);
    if (!override || override.deleted) return undefined;
    return alive(await occurrenceAt(db, owner, override.original_start));
  }
  const event = await db.calendar_events.get(id);
  if (!event || event.deleted) return undefined;
  return event.rrule ? nextOf(db, event, today) : alive(await occurrenceAt(db, id, null));
};

const alive = (one: Occurrence | undefined) => (one && !one.deleted ? one : undefined);

const nextOf = async (
  db: AthroDatabase,
  event: EventRow,
  today: string,
): Promise<Occurrence | undefined> => {
  const series = seriesOf(event);
  if (!series) return alive(await occurrenceAt(db, event.id, null));
  const time = event.starts_at.slice(10);
  const later = firstDateFrom(series, today);
  let date = later ?? lastDateBefore(series, today);
  for (let tries = 0; date !== null && tries < TRIES; tries += 1) {
    const at: string = date;
    const one = await occurrenceAt(db, event.id, at + time);
    if (one) return one;
    date = later === null ? lastDateBefore(series, at) : firstDateFrom(series, addDays(at, 1));
  }
  return occurrenceOn(event, dateOf(event.starts_at), undefined);
};
