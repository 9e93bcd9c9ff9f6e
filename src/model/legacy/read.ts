import { readEvents } from "./event.ts";
import { isObject, own } from "./json.ts";
import type { LegacyKey } from "./keys.ts";
import { readConfidence, readPreference } from "./preference.ts";
import { type LegacyFinding, problem } from "./record.ts";
import { readSession } from "./session.ts";

/**
 * All that an old value holds, piece by piece. It never throws: what can't be read is a problem among the findings, and everything
 * beside it is read all the same.
 */
export function* readLegacy(key: LegacyKey, raw: string): Generator<LegacyFinding> {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return yield problem("json", "");
  }
  // An empty value, as the old app wrote where there was nothing.
  if (value === null) return;
  const { form, owner } = key;
  // What says that it is another student's is left to that student.
  if (form.kind !== "preference" && isOthers(own(value, "userId"), owner))
    return yield problem("owner", "userId");
  if (form.kind === "session") yield* readSession(value, form);
  else if (form.kind === "calendar") yield* readCalendar(value);
  else if (form.kind === "confidence") yield* readConfidence(value);
  else yield* readPreference(form.name, value);
}

/** A list of events, bare or as it was wrapped for a student. */
function* readCalendar(value: unknown): Generator<LegacyFinding> {
  if (Array.isArray(value)) return yield* readEvents(value, "");
  const events = own(value, "events");
  if (isObject(value) && Array.isArray(events)) return yield* readEvents(events, "events");
  yield problem("shape", "");
}

/** Whether a value can be read as a calendar at all: if not, its backup is read. */
export const isCalendar = (raw: string): boolean => {
  try {
    const value: unknown = JSON.parse(raw);
    return Array.isArray(value) || Array.isArray(own(value, "events"));
  } catch {
    return false;
  }
};

const isOthers = (written: unknown, owner: string | null): boolean =>
  typeof written === "string" &&
  written !== "" &&
  written.toLowerCase() !== (owner ?? "anonymous") &&
  (owner !== null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(written));
