import {
  type Arbitrary,
  array,
  boolean,
  constantFrom,
  dictionary,
  jsonValue,
  nat,
  option,
  oneof,
  record,
  sample,
  string,
} from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isObject } from "../../src/model/legacy/json.ts";
import { cleanText, cleanValue } from "../../src/model/text.ts";
import {
  addOldPreference,
  addOldSession,
  type OldDatabase,
  oldDatabase,
  type OldSessionRow,
} from "./support/legacy-database.ts";
import {
  countProblems,
  type Expected,
  expectedOfPreference,
  expectedOfSession,
  expectRecords,
  reportOf,
} from "./support/legacy-expected.ts";
import { addStudent } from "./support/persona.ts";

const SEED = 20261123;
const ROWS = 160;

/** Texts with all that is hard about them. */
const hard = string({
  unit: constantFrom(
    ..."aB \n\t\u000b\r'\"\\%{}🙂ŵİKſ\u00a0\u2003\u2028\ufeff\u0001\u007f\u0000\ud800\u0307".split(
      "",
    ),
    "🙂",
    "word ",
  ),
  maxLength: 90,
});
/** Long enough to be cut, by its characters or by its bytes. */
const long = record({ unit: hard, times: constantFrom(20, 2_000, 9_000) }).map(({ unit, times }) =>
  unit.repeat(times).slice(0, 45_000),
);
const any = oneof(jsonValue(), hard);
const role = constantFrom<unknown>("user", "assistant", "system", "robot", "User", "", null, 1, [
  "user",
]);
const messages = oneof(
  {
    weight: 8,
    arbitrary: array(record({ role, content: oneof(hard, long, any) }, { requiredKeys: [] })),
  },
  {
    weight: 2,
    arbitrary: array(
      oneof(any, record({ role: constantFrom("user"), content: constantFrom("ok", "ok ") })),
    ),
  },
  { weight: 1, arbitrary: any },
);
const athro = oneof(
  constantFrom(
    "athro-maths",
    "Maths",
    " ATHRO-ICT\n",
    "AthroCymraeg",
    "athro-",
    "athro",
    "DT",
    "Cooкery",
    "coo\u212Aery",
    "",
  ),
  hard,
  hard.map((text) => text.repeat(8)),
);
const time = option(
  constantFrom(
    "2024-04-05T19:34:38.901999Z",
    "1999-12-31T23:59:59.999Z",
    "2000-01-01T00:00:00Z",
    "2099-12-31T23:59:59.999999Z",
    "2100-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "2024-10-27T01:30:00+01:00",
  ),
);
const sessions = record({
  session_id: option(hard),
  athro_id: option(athro),
  messages,
  is_active: option(boolean()),
  created_at: time,
  updated_at: time,
});

const instant = oneof(
  constantFrom<unknown>(
    "2024-07-01T15:00:00.000Z",
    "2024-07-01T15:00",
    "2024-03-31T01:30:00",
    "2024-10-27T01:30:00",
    "2024-10-27T00:45:00Z",
    "2024-10-27T01:15:00Z",
    "1970-06-01T09:00:00",
    "1971-10-31T02:30:00",
    "1969-12-31T23:30:00-05:00",
    "2199-12-31T23:59:59.999999Z",
    "2200-01-01T00:00:00Z",
    "2200-01-01T09:00:00+14:00",
    "2024-02-29T10:00:00.1234+05:30",
    "2023-02-29T10:00:00Z",
    "2024-13-01T10:00:00Z",
    "0000-01-01T00:00:00Z",
    "2024-07-01T24:00:00Z",
    "2024-07-01",
    "tomorrow",
    "infinity",
    1719846000000,
    1719846000000.75,
    -1,
    -0.5,
    0,
    1e300,
    5e-324,
  ),
  any,
);
/** Some events come twice in a list, and some of those with another value. */
const copiesOf = (one: unknown, index: number): unknown[] =>
  index % 3 === 0
    ? [one, one]
    : index % 3 === 1 && isObject(one)
      ? [one, { ...one, confidenceLevel: 4 }]
      : [one];
const events = array(
  oneof(
    {
      weight: 6,
      arbitrary: record(
        {
          id: oneof(
            constantFrom<unknown>("1712345678901", 1712345678901, "1", 7.5, 1e21, -0),
            hard,
          ),
          title: oneof(hard, hard, long, any),
          start: instant,
          end: oneof(instant, constantFrom("", null)),
          length: oneof(constantFrom<unknown>(45, 0.5, 1440, 1440.5, "60", 90.9), any),
          athroId: oneof(athro, any),
          athro: oneof(athro, any),
          subject: oneof(hard, long, constantFrom("Maths", "MATHS", "ΣΑΣ", "σας"), any),
          confidenceLevel: oneof(
            constantFrom<unknown>(0, 10, 10.1, 2.5, 0.49999999999999994, "", null),
            any,
          ),
          isPriority: oneof(boolean(), any),
        },
        { requiredKeys: ["start"] },
      ),
    },
    { weight: 1, arbitrary: any },
  ),
  { minLength: 2 },
).map((list) => list.flatMap(copiesOf));
const confidence = dictionary(
  oneof(
    constantFrom("athro-maths", "Maths", "maths", "athro-Maths", "athro-it", "ICT", "constructor"),
    hard,
    hard.map((text) => text.repeat(8)),
  ),
  oneof(constantFrom<unknown>(0, 3, 7.5, 10, 10.5, null, "5", 0.49999999999999994), any),
);
const nested = nat({ max: 26 }).map(
  (depth) => JSON.parse("[".repeat(depth) + "0" + "]".repeat(depth)) as unknown,
);
const trap = constantFrom<unknown>(
  JSON.parse('{"a": [{"__proto__": 1}]}'),
  1.7976931348623157e308,
  { a: "x".repeat(60_100) },
);
const preferences: Arbitrary<{ key: string; value: unknown }> = oneof(
  record({
    key: constantFrom("calendar_events"),
    value: oneof(events, record({ events, userId: option(constantFrom("", "someone", 7)) }), any),
  }),
  record({
    key: constantFrom("athro_confidence"),
    value: oneof({ weight: 6, arbitrary: confidence }, { weight: 1, arbitrary: any }),
  }),
  record({
    key: hard.filter(
      (key) => cleanText(key) !== "" && !/^(calendar_events|athro_confidence)$/.test(key),
    ),
    value: oneof(any, nested, trap, array(long, { maxLength: 2 })),
  }),
);

let database: OldDatabase;
const students: { student: string; expected: Expected; row: unknown }[] = [];

beforeAll(async () => {
  database = await oldDatabase();
  for (const given of sample(sessions, { seed: SEED, numRuns: ROWS })) {
    const student = await addStudent(database.pool);
    // As jsonb and text hold it.
    const row = { ...(cleanValue(given) as typeof given), user: student } satisfies OldSessionRow;
    await addOldSession(database.pool, row);
    students.push({ student, expected: expectedOfSession(row), row });
  }
  for (const given of sample(preferences, { seed: SEED, numRuns: ROWS })) {
    const student = await addStudent(database.pool);
    const row = cleanValue(given) as typeof given;
    await addOldPreference(database.pool, student, row.key, row.value);
    students.push({ student, expected: expectedOfPreference(student, row.key, row.value), row });
  }
  await database.migrate();
});
afterAll(() => database.drop());

test("whatever a row holds, the server makes of it what a device makes, and reports what a device reports", async () => {
  for (const { student, expected, row } of students) {
    const seen = `seed ${SEED}: ${JSON.stringify(row).slice(0, 2_000)}`;
    try {
      await expectRecords(database.pool, student, expected.records);
      const report = await reportOf(database.pool, student);
      expect(report.map(({ reason, count }) => [reason, count])).toEqual(
        countProblems(expected.problems).map(({ reason, count }) => [reason, count]),
      );
      const places = new Set(expected.problems.map(({ at }) => at));
      for (const one of report) expect([...places]).toEqual(expect.arrayContaining(one.places));
    } catch (error) {
      throw new Error(seen, { cause: error });
    }
  }
});

test("the rows were odd enough: every table was written, every reason was given, messages were cut", () => {
  const records = students.flatMap(({ expected }) => expected.records);
  const counts = (table: string) => records.filter((one) => one.table === table).length;
  for (const table of ["chat_sessions", "chat_messages", "calendar_events", "preferences"])
    expect(counts(table)).toBeGreaterThan(20);
  const reasons = new Set(
    students.flatMap(({ expected }) => expected.problems.map((one) => one.reason)),
  );
  expect([...reasons].toSorted()).toEqual([
    "athro",
    "date",
    "differs",
    "event",
    "long",
    "message",
    "number",
    "owner",
    "shape",
    "unsafe",
  ]);
  expect(
    records.filter((one) => String(one.set["body"]?.["content"]).length >= 5_000).length,
  ).toBeGreaterThan(5);
});
