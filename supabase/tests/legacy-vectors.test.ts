import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject } from "../../src/model/legacy/json.ts";
import { parseLegacyKey } from "../../src/model/legacy/keys.ts";
import type { LegacyProblem, LegacyRecord } from "../../src/model/legacy/record.ts";
import { cleanValue } from "../../src/model/text.ts";
import vectors from "../../test/support/legacy-vectors.json" with { type: "json" };
import {
  addOldPreference,
  addOldSession,
  type OldDatabase,
  oldDatabase,
} from "./support/legacy-database.ts";
import { countProblems, expectRecords, reportOf } from "./support/legacy-expected.ts";
import { addStudent } from "./support/persona.ts";

let database: OldDatabase;
const students = new Map<string, string>();

const timeOf = (ms: unknown) => (typeof ms === "number" ? new Date(ms).toISOString() : null);

/** The vector's value as the older project had it in a row. jsonb refuses NUL and lone surrogates: it never held them. */
const addRow = async (student: string, key: string, given: unknown): Promise<void> => {
  const form = parseLegacyKey(key)?.form;
  const value = cleanValue(given);
  if (form?.kind === "session") {
    if (!isObject(value)) throw new Error(key);
    const { id, athroId, messages, isActive, createdAt, updatedAt } = value;
    await addOldSession(database.pool, {
      user: student,
      session_id: id === undefined ? null : String(id),
      athro_id: typeof athroId === "string" ? athroId : form.athroId,
      messages,
      is_active: isActive === undefined ? null : isActive === true,
      created_at: timeOf(createdAt),
      updated_at: timeOf(updatedAt),
    });
  } else {
    const name =
      form?.kind === "calendar"
        ? "calendar_events"
        : form?.kind === "confidence"
          ? "athro_confidence"
          : form?.name;
    if (name === undefined) throw new Error(key);
    await addOldPreference(database.pool, student, name, value);
  }
};

beforeAll(async () => {
  database = await oldDatabase();
  for (const { name, key, value } of vectors) {
    const student = await addStudent(database.pool);
    students.set(name, student);
    await addRow(student, key, value);
  }
  await database.migrate();
});
afterAll(() => database.drop());

test.each(vectors)(
  "[M4] the server makes the records that a device makes: $name",
  async (vector) => {
    const student = students.get(vector.name) ?? "";
    await expectRecords(database.pool, student, vector.records as LegacyRecord[]);
    expect(await reportOf(database.pool, student)).toEqual(
      countProblems(vector.problems as LegacyProblem[]),
    );
  },
);
