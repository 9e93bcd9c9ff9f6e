import { randomUUID } from "node:crypto";
import type { GroupValues, Mutation } from "../../../src/model/mutation.ts";
import type { TableName } from "../../../src/model/tables.ts";

/** A mutation with a new id, on nothing yet, and with a small stamp: the server minds only those that are ahead of it. */
export const mutate = (
  table: TableName,
  set: Mutation["set"],
  part: Partial<Mutation> = {},
): Mutation => ({
  mid: randomUUID(),
  table,
  id: randomUUID(),
  set,
  base: {},
  stamp: 1000,
  ...part,
});

const CREATED = "2026-09-01T08:00:00.000Z";

export const newSession = (part: Partial<Mutation> = {}, title = "Quadratics"): Mutation =>
  mutate(
    "chat_sessions",
    {
      origin: { athro_id: "athro-maths", created_at: CREATED },
      title: { title },
      active: { is_active: true },
    },
    part,
  );

export const messageBody = (part: GroupValues = {}): GroupValues => ({
  session_id: randomUUID(),
  role: "user",
  content: "What is a discriminant?",
  order_key: 1000,
  question_id: null,
  attempt: null,
  wants_reply: false,
  created_at: CREATED,
  ...part,
});

export const newMessage = (body: GroupValues = {}, part: Partial<Mutation> = {}): Mutation =>
  mutate("chat_messages", { body: messageBody(body) }, part);

export const newEvent = (groups: Mutation["set"] = {}, part: Partial<Mutation> = {}): Mutation =>
  mutate(
    "calendar_events",
    {
      origin: { created_at: CREATED },
      title: { title: "Mock exam" },
      time: {
        all_day: false,
        starts_at: "2026-11-02T09:00:00",
        ends_at: "2026-11-02T10:30:00",
        zone: "Europe/London",
      },
      repeat: { rrule: null },
      kind: { kind: "exam" },
      athro: { athro_id: "athro-maths" },
      notes: { notes: "Bring a ruler", location: "Hall" },
      study: { confidence: 5, priority: true },
      reminders: { reminders: [] },
      source: { uid: null, imported: null },
      deleted: { deleted: false },
      ...groups,
    },
    part,
  );

export const newOverride = (
  event: string,
  groups: Mutation["set"] = {},
  part: Partial<Mutation> = {},
): Mutation =>
  mutate(
    "calendar_overrides",
    {
      origin: { event_id: event, original_start: "2026-11-09T09:00:00" },
      cancelled: { cancelled: true },
      ...groups,
    },
    part,
  );

export const newPreference = (
  name: string,
  value: unknown,
  part: Partial<Mutation> = {},
): Mutation => mutate("preferences", { origin: { name }, value: { value } }, part);

/** A change of one group of a record that is there. */
export const change = (
  record: Pick<Mutation, "table" | "id">,
  group: string,
  values: GroupValues,
  part: Partial<Mutation> = {},
): Mutation => mutate(record.table, { [group]: values }, { id: record.id, stamp: 2000, ...part });

export const remove = (
  record: Pick<Mutation, "table" | "id">,
  part: Partial<Mutation> = {},
): Mutation => change(record, "deleted", { deleted: true }, part);

export const restore = (
  record: Pick<Mutation, "table" | "id">,
  part: Partial<Mutation> = {},
): Mutation => change(record, "deleted", { deleted: false }, part);
