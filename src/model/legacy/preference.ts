import { preferenceId } from "../ids.ts";
import { cleanText, cleanValue } from "../text.ts";
import { athroIdOf, isAthroId } from "./athro-id.ts";
import { confidencePreference } from "../teaching.ts";
import { confidenceOf } from "./event.ts";
import { isLongerThan, isObject, jsonBytes } from "./json.ts";
import { type LegacyFinding, type LegacyRecord, problem } from "./record.ts";

/** Code points. */
const NAME_LENGTH_MAX = 200;
/** UTF-8 bytes of a value as JSON. */
const VALUE_BYTES_MAX = 60_000;
/** Objects and arrays within each other; the server takes a few more, and a mutation has some of its own. */
const DEPTH_MAX = 24;

/** The name of the preference that holds one Athro's confidence: each has its own, so that two devices' edits of two don't clash. */
const confidenceName = confidencePreference;

const preference = (name: string, value: unknown): LegacyRecord => ({
  table: "preferences",
  id: preferenceId(name),
  set: { origin: { name }, value: { value }, deleted: { deleted: false } },
});

/** The records of a map from Athros to confidence, in which one Athro may be written in several ways. */
export function* readConfidence(value: unknown): Generator<LegacyFinding> {
  if (!isObject(value)) return yield problem("shape", "");
  // In an order that does not depend on how the value is stored, and what has the id itself first.
  const written = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  const found = new Map<string, number>();
  for (const name of [...written.filter(isId), ...written.filter((name) => !isId(name))]) {
    const level = confidenceOf(value[name]);
    const id = athroIdOf(name);
    if (level === null) {
      if (value[name] !== null) yield problem("number", name);
    } else if (!isAthroId(id)) yield problem("athro", name);
    else if (!found.has(id)) {
      found.set(id, level);
      yield { record: preference(confidenceName(id), level) };
    } else if (found.get(id) !== level) yield problem("differs", name);
  }
}

const isId = (name: string): boolean => athroIdOf(name) === name;

/** A preference that this app does not know: kept as it is, under a name of its own. */
export function* readPreference(key: string, value: unknown): Generator<LegacyFinding> {
  const name = `legacy:${cleanText(key)}`;
  if (isLongerThan(name, NAME_LENGTH_MAX) || !isStorable(value)) yield problem("unsafe", "");
  else yield { record: preference(name, cleanValue(value)) };
}

/** Whether the server can hold a value: not too deep or large, all numbers within range, no key that is a trap for JavaScript. */
export const isStorable = (value: unknown): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (level.some((one) => typeof one === "number" && !Number.isFinite(one))) return false;
    const nests = level.filter((one) => typeof one === "object" && one !== null) as object[];
    if (nests.length > 0 && depth >= DEPTH_MAX) return false;
    if (nests.some((one) => Object.hasOwn(one, "__proto__"))) return false;
    level = nests.flatMap((one) => Object.values(one) as unknown[]);
  }
  return jsonBytes(value) <= VALUE_BYTES_MAX;
};
