/** Mutations that are refused, each with the code that says why. */
import { MESSAGE_LENGTH_MAX, MUTATION_BYTES_MAX } from "../../../src/model/limits.ts";
import type { GroupValues, Mutation } from "../../../src/model/mutation.ts";
import {
  change,
  mutate,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
  remove,
} from "./records.ts";

/** JSON that JSON.stringify would not write: `hole` in the mutation's text is replaced. */
const raw = (mutation: Mutation | string, hole: string, text: string): string => {
  const json = typeof mutation === "string" ? mutation : JSON.stringify(mutation);
  if (!json.includes(hole)) throw new Error(`no ${hole} in ${json}`);
  return json.replace(hole, () => text);
};
export const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
export const event = (time: GroupValues): Mutation =>
  newEvent({ time: { ...newEvent().set["time"], ...time } });
const session = newSession();
const without = (key: string): string => {
  const { [key]: _, ...rest }: Record<string, unknown> = { ...newSession() };
  return JSON.stringify(rest);
};
export const having = (part: Record<string, unknown>): string =>
  JSON.stringify({ ...newSession(), ...part });
/** A mutation of just so many bytes. */
export const exactly = (bytes: number): string =>
  raw(
    newPreference("p", "HOLE"),
    "HOLE",
    "x".repeat(bytes - JSON.stringify(newPreference("p", "")).length),
  );
const nul = String.raw`\u0000`;
const surrogate = String.raw`\ud800`;

/** By what is wrong with them. */
export const bad: Record<string, Record<string, [input: Mutation | string, code: string]>> = {
  "text that PostgreSQL cannot hold": {
    "NUL in a value": [raw(newMessage({ content: "HOLE" }), "HOLE", `a${nul}b`), "22P05"],
    "NUL in a value of JSON": [raw(newPreference("p", ["HOLE"]), "HOLE", nul), "22P05"],
    "NUL in a column's name": [raw(newPreference("p", { HOLE: 1 }), "HOLE", nul), "22P05"],
    "NUL in a group's name": [
      raw(mutate("chat_sessions", { HOLE: { a: 1 } }), "HOLE", nul),
      "22P05",
    ],
    "NUL in an id": [raw(newSession({ id: "HOLE" }), "HOLE", nul), "22P05"],
    "NUL in a mutation's id": [raw(newSession({ mid: "HOLE" }), "HOLE", nul), "22P05"],
    "a lone surrogate in a value": [
      raw(newMessage({ content: "HOLE" }), "HOLE", surrogate),
      "22P02",
    ],
    "a lone low surrogate": [
      raw(newMessage({ content: "HOLE" }), "HOLE", String.raw`\udc00`),
      "22P02",
    ],
    "a lone surrogate in a key": [raw(newPreference("p", { HOLE: 1 }), "HOLE", surrogate), "22P02"],
    "a lone surrogate in a group's name": [
      raw(mutate("chat_sessions", { HOLE: { a: 1 } }), "HOLE", surrogate),
      "22P02",
    ],
    "a lone surrogate in a mutation's id": [
      raw(newSession({ mid: "HOLE" }), "HOLE", surrogate),
      "22P02",
    ],
    "a lone surrogate in a table's name": [
      raw(having({ table: "HOLE" }), "HOLE", surrogate),
      "22P02",
    ],
    "NUL in a table's name": [raw(having({ table: "HOLE" }), "HOLE", nul), "22P05"],
    "a lone surrogate in an id": [raw(newSession({ id: "HOLE" }), "HOLE", surrogate), "22P02"],
  },
  "text that is no mutation": {
    nothing: ["", "22P02"],
    "half of one": [JSON.stringify(newSession()).slice(0, 100), "22P02"],
    null: ["null", "AT400"],
    "a number": ["1", "AT400"],
    "an array": ["[]", "AT400"],
    "an empty object": ["{}", "AT400"],
    "no mid": [without("mid"), "AT400"],
    "no table": [without("table"), "AT400"],
    "no id": [without("id"), "AT400"],
    "no set": [without("set"), "AT400"],
    "no base": [without("base"), "AT400"],
    "no stamp": [without("stamp"), "AT400"],
    "a table that is a number": [having({ table: 1 }), "AT400"],
    "an unknown table": [having({ table: "users" }), "AT404"],
    "a table of another schema": [having({ table: "auth.users" }), "AT404"],
    "a table's name with SQL in it": [
      having({ table: 'x"; drop table public.preferences' }),
      "AT404",
    ],
    "a table named __proto__": [having({ table: "__proto__" }), "AT404"],
    "a set that is an array": [having({ set: [] }), "AT400"],
    "an empty set": [having({ set: {} }), "AT400"],
    "a group that is a text": [having({ set: { title: "Title" } }), "AT400"],
    "a group that is null": [having({ set: { title: null } }), "AT400"],
    "an empty group": [having({ set: { title: {} } }), "AT400"],
    "an unknown group that is a text": [
      having({ set: { ...session.set, colour: "red" } }),
      "AT400",
    ],
    "a base that is null": [having({ base: null }), "AT400"],
    "a base that is no number": [having({ base: { title: "1" } }), "AT400"],
    "a base below 0": [having({ base: { title: -1 } }), "AT400"],
    "a base with a fraction": [having({ base: { title: 1.5 } }), "AT400"],
    "a base beyond what is safe": [having({ base: { title: 2 ** 53 } }), "AT400"],
    "an over that is an array": [having({ over: [] }), "AT400"],
    "an over of a group that is not set": [having({ over: { notes: [1] } }), "AT400"],
    "an over that is a number": [having({ over: { title: 1 } }), "AT400"],
    "an over of texts": [having({ over: { title: ["1"] } }), "AT400"],
    "an over below 0": [having({ over: { title: [-1] } }), "AT400"],
    "an over of nothing": [having({ over: { title: [] } }), "AT400"],
    "an over of too much": [
      having({ over: { title: Array.from({ length: 17 }, (_, n) => n) } }),
      "AT400",
    ],
    "devices that are an array": [having({ devices: [] }), "AT400"],
    "a device of a group that is not set": [having({ devices: { notes: "phone" } }), "AT400"],
    "a device that is no text": [having({ devices: { title: 1 } }), "AT400"],
    "a device that is null": [having({ devices: { title: null } }), "AT400"],
    "a device with a line break": [having({ devices: { title: "phone\n" } }), "AT400"],
  },
  "bad ids": {
    "an id that is no UUID": [having({ id: "session-1" }), "AT400"],
    "an id that is a number": [having({ id: 7 }), "AT400"],
    "an empty id": [having({ id: "" }), "AT400"],
    "an id in capitals": [having({ id: session.id.toUpperCase() }), "AT400"],
    "an id in braces": [having({ id: `{${session.id}}` }), "AT400"],
    "an id without dashes": [having({ id: session.id.replaceAll("-", "") }), "AT400"],
    "an id with a line after it": [having({ id: `${session.id}\n` }), "AT400"],
    "a mid that is no UUID": [having({ mid: "m1" }), "AT400"],
    "a session's id that is no UUID": [newMessage({ session_id: "s1" }), "AT422"],
    "no session's id": [newMessage({ session_id: null }), "23514"],
    "a question's id that is no UUID": [newMessage({ question_id: "q1" }), "AT422"],
  },
  "bad numbers": {
    NaN: [raw(newMessage({ order_key: "HOLE" }), '"HOLE"', "NaN"), "22P02"],
    "NaN as a text": [newMessage({ order_key: "NaN" }), "AT422"],
    Infinity: [raw(newMessage({ order_key: "HOLE" }), '"HOLE"', "Infinity"), "22P02"],
    "1e300 as an order key": [newMessage({ order_key: 1e300 }), "AT422"],
    "bigint's largest as an order key": [
      raw(newMessage({ order_key: "HOLE" }), '"HOLE"', "9223372036854775807"),
      "AT422",
    ],
    "an order key beyond bigint": [
      raw(newMessage({ order_key: "HOLE" }), '"HOLE"', "9223372036854775808"),
      "AT422",
    ],
    "an order key with a fraction": [newMessage({ order_key: 1.5 }), "AT422"],
    "an order key two days ahead": [
      newMessage({ order_key: Date.now() + 2 * 86_400_000 }),
      "AT422",
    ],
    "an attempt below 0": [newMessage({ attempt: -1 }), "23514"],
    "an attempt beyond integer": [newMessage({ attempt: 2 ** 40 }), "22003"],
    "a stamp of NaN": [raw(having({ stamp: "HOLE" }), '"HOLE"', "NaN"), "22P02"],
    "a stamp as a text": [having({ stamp: "1000" }), "AT400"],
    "a stamp below 0": [having({ stamp: -1 }), "AT400"],
    "a stamp a century before 1970": [having({ stamp: -3_155_760_000_000 }), "AT400"],
    "a stamp with a fraction": [having({ stamp: 1000.5 }), "AT400"],
    "a stamp of 2^53": [having({ stamp: 2 ** 53 }), "AT400"],
    "a stamp of 1e300": [having({ stamp: 1e300 }), "AT400"],
    "a stamp of bigint's largest": [
      raw(having({ stamp: "HOLE" }), '"HOLE"', "9223372036854775807"),
      "AT400",
    ],
    "a base of bigint's largest": [
      raw(having({ base: { title: "HOLE" } }), '"HOLE"', "9223372036854775807"),
      "AT400",
    ],
    "a group's stamp a century before 1970": [
      having({ stamps: { title: -3_155_760_000_000 } }),
      "AT400",
    ],
    "a group's stamp above the mutation's": [having({ stamps: { title: 1001 } }), "AT400"],
    "a group's stamp of 1e300": [having({ stamps: { title: 1e300 } }), "AT400"],
    "a group's stamp as a text": [having({ stamps: { title: "1000" } }), "AT400"],
    "a stamp for a group that is not set": [having({ stamps: { deleted: 1000 } }), "AT400"],
    "stamps that are an array": [having({ stamps: [] }), "AT400"],
    "confidence of 11": [newEvent({ study: { confidence: 11, priority: false } }), "23514"],
    "confidence of -1": [newEvent({ study: { confidence: -1, priority: false } }), "23514"],
    "confidence of 1e300": [newEvent({ study: { confidence: 1e300, priority: false } }), "AT422"],
    "a value no client can hold": [raw(newPreference("p", "HOLE"), '"HOLE"', "1e309"), "AT422"],
    "a value that unfolds to 100,000 digits": [
      raw(newPreference("p", "HOLE"), '"HOLE"', "1e100000"),
      "AT422",
    ],
    "a value with 10,000 zeros behind the point": [
      raw(newPreference("p", "HOLE"), '"HOLE"', "0e-10000"),
      "AT422",
    ],
    "a number of 400 digits": [raw(newPreference("p", "HOLE"), '"HOLE"', "9".repeat(400)), "AT422"],
  },
  "too much": {
    "a message of 40,000 characters": [newMessage({ content: "x".repeat(40_000) }), "23514"],
    "a message of one character too many": [
      newMessage({ content: "x".repeat(MESSAGE_LENGTH_MAX + 1) }),
      "23514",
    ],
    "more than 64 KB": [newPreference("p", "x".repeat(MUTATION_BYTES_MAX)), "AT413"],
    "one byte more than 64 KB": [exactly(MUTATION_BYTES_MAX + 1), "AT413"],
    "more than 64 KB of UTF-8 in fewer characters": [
      newPreference("p", "€".repeat(22_000)),
      "AT413",
    ],
    "40 levels": [newPreference("p", nested(40)), "AT413"],
    "33 levels": [newPreference("p", nested(30)), "AT413"],
    "10,000 levels": [
      raw(newPreference("p", "HOLE"), '"HOLE"', "[".repeat(10_000) + "]".repeat(10_000)),
      "AT413",
    ],
    "30,000 levels": [
      raw(newPreference("p", "HOLE"), '"HOLE"', "[".repeat(30_000) + "]".repeat(30_000)),
      "54001",
    ],
    "1,000 numbers of 300 digits each": [
      raw(
        newPreference("p", "HOLE"),
        '"HOLE"',
        `[${Array.from({ length: 1000 }, () => "1e300").join()}]`,
      ),
      "AT413",
    ],
    "a title of 301 characters": [newSession({}, "x".repeat(301)), "23514"],
    "notes of 8,001 characters": [
      newEvent({ notes: { notes: "x".repeat(8001), location: "" } }),
      "23514",
    ],
    "a preference's name of 201 characters": [newPreference("x".repeat(201), 1), "23514"],
  },
  "forged or unknown keys": {
    "user_id among the columns": [
      mutate("chat_sessions", { origin: { ...session.set["origin"], user_id: session.id } }),
      "AT422",
    ],
    "seq among the columns": [change(session, "title", { title: "x", seq: 1 }), "AT422"],
    "stamps among the columns": [change(session, "title", { title: "x", stamps: {} }), "AT422"],
    "extra among the columns": [change(session, "title", { title: "x", extra: {} }), "AT422"],
    "deleted_at among the columns": [
      change(session, "deleted", { deleted: true, deleted_at: null }),
      "AT422",
    ],
    "a column of another group": [change(session, "title", { is_active: true }), "AT422"],
    "user_id beside the set": [having({ user_id: session.id }), "AT422"],
    "a group named user_id": [having({ set: { ...session.set, user_id: { a: 1 } } }), "AT422"],
    "a group named seq": [having({ set: { ...session.set, seq: { seq: 1 } } }), "AT422"],
    "a group named stamps": [having({ set: { ...session.set, stamps: { a: 1 } } }), "AT422"],
    "a group named merged": [having({ set: { ...session.set, merged: { a: 1 } } }), "AT422"],
    "a group named as a column": [having({ set: { ...session.set, athro_id: { a: 1 } } }), "AT422"],
    "a group named constructor": [
      having({ set: { ...session.set, constructor: { a: 1 } } }),
      "AT422",
    ],
    "a group in capitals": [having({ set: { ...session.set, Title: { title: "x" } } }), "AT422"],
    "__proto__ as a group": [
      raw(having({ set: { ...session.set, HOLE: { a: 1 } } }), "HOLE", "__proto__"),
      "AT422",
    ],
    "__proto__ as a column": [
      raw(change(session, "title", { title: "x", HOLE: {} }), "HOLE", "__proto__"),
      "AT422",
    ],
    "__proto__ deep in a value": [
      raw(newPreference("p", { a: [{ HOLE: {} }] }), "HOLE", "__proto__"),
      "AT422",
    ],
    "__proto__ in disguise": [
      raw(newPreference("p", { HOLE: {} }), "HOLE", String.raw`\u005f_proto__`),
      "AT422",
    ],
    "__proto__ beside the set": [raw(having({ HOLE: {} }), "HOLE", "__proto__"), "AT422"],
  },
  "values of another kind": {
    "a title that is a number": [change(session, "title", { title: 1 }), "AT422"],
    "a title that is an object": [change(session, "title", { title: {} }), "AT422"],
    "no title": [newSession({ set: { ...session.set, title: { title: null } } }), "23514"],
    "yes for true": [
      mutate("chat_sessions", { ...session.set, active: { is_active: "yes" } }),
      "AT422",
    ],
    "deleted of null": [remove(session, { set: { deleted: { deleted: null } } }), "AT422"],
    "deleted of 1": [remove(session, { set: { deleted: { deleted: 1 } } }), "AT422"],
    "a moment that is a number": [newMessage({ created_at: 1 }), "AT422"],
    "a moment called now": [newMessage({ created_at: "now" }), "AT422"],
    "a moment without an offset": [newMessage({ created_at: "2026-09-01T08:00:00" }), "AT422"],
    "a moment that is infinite": [newMessage({ created_at: "infinity" }), "AT422"],
    "no moment": [newMessage({ created_at: null }), "23514"],
    "the 13th month": [newMessage({ created_at: "2026-13-01T08:00:00Z" }), "22008"],
  },
  "values against the rules": {
    "an empty message": [newMessage({ content: "" }), "23514"],
    "a message without content": [newMessage({ content: null }), "23514"],
    "an unknown role": [newMessage({ role: "tutor" }), "23514"],
    "a session without an Athro": [
      mutate("chat_sessions", { origin: { athro_id: null, created_at: "2026-09-01T08:00:00Z" } }),
      "23514",
    ],
    "an unknown kind of event": [newEvent({ kind: { kind: "party" } }), "23514"],
    "an unknown zone": [event({ zone: "Europe/Atlantis" }), "22023"],
    "a zone that only PostgreSQL knows": [event({ zone: "Nowhere-5" }), "23514"],
    "an abbreviation for a zone": [event({ zone: "BST" }), "23514"],
    "no zone": [event({ zone: null }), "23514"],
    "an event that ends before it starts": [event({ ends_at: "2026-11-02T08:59:59" }), "23514"],
    "an all-day event of no length": [
      event({ all_day: true, starts_at: "2026-11-02T00:00:00", ends_at: "2026-11-02T00:00:00" }),
      "23514",
    ],
    "an all-day event that starts at nine": [
      event({ all_day: true, ends_at: "2026-11-03T00:00:00" }),
      "23514",
    ],
    "the 30th of February": [event({ starts_at: "2026-02-30T09:00:00" }), "22008"],
    "an event without a time": [
      mutate("calendar_events", { origin: { created_at: "2026-09-01T08:00:00Z" } }),
      "23514",
    ],
    "a wall time with an offset": [event({ starts_at: "2026-11-02T09:00:00Z" }), "AT422"],
    "a changed occurrence in an unknown zone": [
      newOverride(session.id, { time: { ...newEvent().set["time"], zone: "Europe/Atlantis" } }),
      "22023",
    ],
    "a changed occurrence that ends before it starts": [
      newOverride(session.id, {
        time: {
          all_day: false,
          starts_at: "2026-11-02T09:00:00",
          ends_at: "2026-11-02T08:00:00",
          zone: "Europe/London",
        },
      }),
      "23514",
    ],
    "an occurrence of no event": [
      mutate("calendar_overrides", { origin: { event_id: null, original_start: null } }),
      "23514",
    ],
    "a preference without a name": [newPreference("", 1), "23514"],
  },
};
