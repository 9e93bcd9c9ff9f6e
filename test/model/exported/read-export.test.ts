import { describe, expect, test } from "vitest";
import { readExport } from "../../../src/model/exported/read-export.ts";
import { overrideId, preferenceId } from "../../../src/model/ids.ts";

const ID = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";
const AT = "2026-11-23T09:00:00.000Z";

const session = {
  id: ID,
  athro_id: "athro-maths",
  created_at: AT,
  title: "Sums",
  is_active: true,
  deleted: false,
};
const message = {
  id: OTHER,
  session_id: ID,
  role: "user",
  content: "What is a sum?",
  order_key: 1,
  question_id: null,
  attempt: null,
  wants_reply: true,
  created_at: AT,
  deleted: false,
};
const event = {
  id: ID,
  created_at: AT,
  title: "Exam",
  all_day: false,
  starts_at: "2026-11-25T14:00:00",
  ends_at: "2026-11-25T15:00:00",
  zone: "Europe/London",
  rrule: "FREQ=WEEKLY;COUNT=4",
  kind: "exam",
  athro_id: null,
  notes: "",
  location: "",
  confidence: 7,
  priority: false,
  deleted: true,
};
const start = "2026-12-02T14:00:00";
const override = {
  id: overrideId(ID, start),
  event_id: ID,
  original_start: start,
  cancelled: true,
};
const preference = { id: preferenceId("theme"), name: "theme", value: { a: [1, null] } };

const file = (part: Record<string, unknown> = {}) => ({
  app: "athro",
  format: 2,
  exportedAt: AT,
  chat_sessions: [session],
  chat_messages: [message],
  calendar_events: [event],
  calendar_overrides: [override],
  preferences: [preference],
  drafts: [{ athro_id: "athro-maths", text: "And a", at: 5 }],
  superseded: [],
  unknown: [],
  ...part,
});

const read = (text: string) => {
  const reading = readExport(text);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
};
const readValue = (value: unknown) => read(JSON.stringify(value));

describe("[X3] a whole file", () => {
  test("is read record by record, each group as a mutation has it", () => {
    const found = readValue(file());
    if ("kind" in found) throw new Error(found.kind);
    expect(found.records.chat_sessions).toEqual([
      {
        table: "chat_sessions",
        id: ID,
        set: {
          origin: { athro_id: "athro-maths", created_at: AT },
          title: { title: "Sums" },
          active: { is_active: true },
        },
      },
    ]);
    expect(found.records.calendar_events[0]?.set["deleted"]).toEqual({ deleted: true });
    expect(found.records.calendar_overrides[0]?.set).toEqual({
      origin: { event_id: ID, original_start: start },
      cancelled: { cancelled: true },
    });
    expect(found.drafts).toEqual([{ athro_id: "athro-maths", text: "And a", at: 5 }]);
  });
});

test.each([
  ["nothing", "", "foreign"],
  ["a picture's bytes", "\u0089PNG", "foreign"],
  ["another program's JSON", '{"app":"other","format":2}', "foreign"],
  ["a list", "[]", "foreign"],
  ["the older copy", '{"app":"athro","version":1,"chats":[]}', "foreign"],
  ["a file of a newer version", JSON.stringify(file({ format: 3 })), "newer"],
  ["one that lacks a table", JSON.stringify(file({ chat_messages: undefined })), "damaged"],
  ["one whose drafts are none", JSON.stringify(file({ drafts: null })), "damaged"],
])("[X3] %s is refused", (_, text, kind) => {
  expect(read(text)).toMatchObject({ kind });
});

test("[X3] a file that was cut off anywhere is refused", () => {
  const whole = JSON.stringify(file(), null, 1);
  for (let length = 20; length < whole.length - 1; length += 7)
    expect(read(whole.slice(0, length))).toEqual({ kind: "damaged" });
});

const edited: [name: string, table: string, row: unknown, at: string][] = [
  ["no object", "chat_sessions", "x", "chat_sessions[0]"],
  ["another id", "chat_sessions", { ...session, id: "X" }, "chat_sessions[0].id"],
  [
    "a title beyond all measure",
    "chat_sessions",
    { ...session, title: "x".repeat(301) },
    "chat_sessions[0].title",
  ],
  ["half a character", "chat_sessions", { ...session, title: "\ud83d" }, "chat_sessions[0].title"],
  [
    "a day that never was",
    "chat_sessions",
    { ...session, created_at: "2026-02-30T09:00:00Z" },
    "chat_sessions[0].created_at",
  ],
  [
    "a group in part",
    "chat_sessions",
    { id: ID, athro_id: "athro-maths", title: "x" },
    "chat_sessions[0].created_at",
  ],
  [
    "a column of no table",
    "chat_sessions",
    { ...session, user_id: OTHER },
    "chat_sessions[0].user_id",
  ],
  ["no text", "chat_messages", { ...message, content: "" }, "chat_messages[0].content"],
  [
    "too long a text",
    "chat_messages",
    { ...message, content: "x".repeat(16_001) },
    "chat_messages[0].content",
  ],
  ["another role", "chat_messages", { ...message, role: "root" }, "chat_messages[0].role"],
  ["a broken place", "chat_messages", { ...message, order_key: 1.5 }, "chat_messages[0].order_key"],
  [
    "an end before the start",
    "calendar_events",
    { ...event, ends_at: "2026-11-25T13:00:00" },
    "calendar_events[0].ends_at",
  ],
  [
    "a day with a time",
    "calendar_events",
    { ...event, all_day: true },
    "calendar_events[0].all_day",
  ],
  [
    "a rule with a line of its own",
    "calendar_events",
    { ...event, rrule: "FREQ=DAILY\r\nX:1" },
    "calendar_events[0].rrule",
  ],
  ["an unknown kind", "calendar_events", { ...event, kind: "party" }, "calendar_events[0].kind"],
  ["a zone of spaces", "calendar_events", { ...event, zone: "a b" }, "calendar_events[0].zone"],
  [
    "an id that is not the derived one",
    "calendar_overrides",
    { ...override, id: OTHER },
    "calendar_overrides[0].id",
  ],
  [
    "a preference under another's id",
    "preferences",
    { ...preference, name: "language" },
    "preferences[0].id",
  ],
  [
    "more than a mutation may have",
    "preferences",
    { ...preference, value: "x".repeat(66_000) },
    "preferences[0].value",
  ],
];
test.each(edited)("[X3] a record with %s is named, and the file refused", (_, table, row, at) => {
  expect(readValue(file({ [table]: [row] }))).toEqual({ kind: "records", count: 1, at: [at] });
});

test("[X3] one id twice is named", () => {
  expect(readValue(file({ chat_sessions: [session, session] }))).toEqual({
    kind: "records",
    count: 1,
    at: ["chat_sessions[1].id"],
  });
});

test("[X3] of many bad records all are counted, and the first named", () => {
  const bad = Array.from({ length: 40 }, () => ({ ...message, role: "x" }));
  const found = readValue(file({ chat_messages: bad, drafts: [1] }));
  expect(found).toMatchObject({ kind: "records", count: 41 });
  expect("at" in found && found.at).toHaveLength(5);
});

test("[X3] a key that is a trap is no prototype", () => {
  const text = JSON.stringify(file()).replace('"title":"Sums"', '"title":"Sums","__proto__":{}');
  expect(read(text)).toMatchObject({ kind: "records", at: ["chat_sessions[0].__proto__"] });
});
