import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLegacyKey } from "../../../src/model/legacy/keys.ts";
import { piecesOf } from "../../../src/model/legacy/pieces.ts";
import { readLegacy } from "../../../src/model/legacy/read.ts";
import type { LegacyProblem, LegacyRecord } from "../../../src/model/legacy/record.ts";
import { MUTATION_BYTES_MAX } from "../../../src/model/limits.ts";
import { cleanText } from "../../../src/model/text.ts";
import { oldEvent, oldSession, said } from "../../support/legacy-storage.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const SESSION = `athro_chat_session_${UID}_athro-maths`;
const CALENDAR = `calendar_events_${UID}`;
const KEYS = [
  SESSION,
  CALENDAR,
  "athroCalendarEvents",
  "athro_workspace_confidence_levels",
  "athro_dashboard_theme",
];

const readRaw = (
  key: string,
  raw: string,
): { records: LegacyRecord[]; problems: LegacyProblem[] } => {
  const parsed = parseLegacyKey(key);
  if (!parsed) throw new Error(`not a key of the old app: ${key}`);
  const records: LegacyRecord[] = [];
  const problems: LegacyProblem[] = [];
  for (const one of readLegacy(parsed, raw))
    if ("record" in one) records.push(one.record);
    else problems.push(one.problem);
  return { records, problems };
};

const read = (key: string, value: unknown) => readRaw(key, JSON.stringify(value));

const contentsOf = (records: readonly LegacyRecord[]): string[] =>
  records.flatMap(({ set }) => (set["body"] ? [String(set["body"]["content"])] : []));

/** Texts with all that is hard about them. */
const text = fc.string({
  unit: fc.constantFrom("a", "B", " ", "\n", "🙂", "ŵ", "\0", "\ud800", '"', "\\", "\u0001"),
});
const chat = fc.array(
  fc.record({ role: fc.constantFrom("user", "assistant", "system"), content: text }),
);

describe("whatever a value is", () => {
  test("it is read without an exception, and each record can be sent", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS),
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((one) => JSON.stringify(one)),
        ),
        (key, raw) => {
          for (const record of readRaw(key, raw).records) {
            const bytes = new TextEncoder().encode(JSON.stringify(record)).length;
            expect(bytes).toBeLessThan(MUTATION_BYTES_MAX - 1_000);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a value of the old shape with anything in its fields is read without an exception", () => {
    const any = fc.oneof(fc.jsonValue(), text);
    const session = fc.record({
      id: any,
      athroId: any,
      messages: fc.oneof(chat, fc.array(any)),
      createdAt: any,
    });
    const event = fc.record({
      id: any,
      title: any,
      start: any,
      end: any,
      athroId: any,
      length: any,
      confidenceLevel: any,
    });
    fc.assert(
      fc.property(session, (value) => {
        expect(() => read(SESSION, value)).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.array(event), (value) => {
        expect(() => read(CALENDAR, { events: value })).not.toThrow();
      }),
    );
  });

  test("half of it is reported as no JSON, and nothing is made of it", () => {
    const whole = JSON.stringify(oldSession());
    for (let length = 0; length < whole.length; length++)
      expect(readRaw(SESSION, whole.slice(0, length))).toEqual({
        records: [],
        problems: [{ reason: "json", at: "" }],
      });
  });

  test.each([
    [SESSION, "7"],
    [SESSION, "[]"],
    [SESSION, '{"id":"s1"}'],
    [SESSION, '{"messages":{"0":{"role":"user","content":"Hi"}}}'],
    [SESSION, '{"__proto__":{"messages":[{"role":"user","content":"Hi"}]}}'],
    [CALENDAR, "true"],
    [CALENDAR, '{"events":"none"}'],
    ["athro_workspace_confidence_levels", "[7]"],
  ])("what is not of the key's shape is reported: %s %s", (key, raw) => {
    expect(readRaw(key, raw)).toEqual({ records: [], problems: [{ reason: "shape", at: "" }] });
  });

  test("what says that it is another user's is left to them", () => {
    const other = { events: [oldEvent()], userId: "99999999-9999-4999-8999-999999999999" };
    const problems = [{ reason: "owner", at: "userId" }];
    expect(read(CALENDAR, other)).toEqual({ records: [], problems });
    expect(read("athro_dashboard_calendar_events", other)).toEqual({ records: [], problems });
    expect(read(CALENDAR, { ...other, userId: UID.toUpperCase() }).records).toHaveLength(1);
  });
});

describe("a chat", () => {
  test("keeps every word, in order, whatever was said", () => {
    fc.assert(
      fc.property(chat, (messages) => {
        const { records, problems } = read(SESSION, oldSession({ messages }));
        expect(problems).toEqual([]);
        expect(contentsOf(records)).toEqual(
          messages.map(({ content }) => cleanText(content)).filter((one) => one !== ""),
        );
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      }),
    );
  });

  test("that was cut short makes the same records, as far as it goes", () => {
    fc.assert(
      fc.property(chat, fc.nat(), (messages, length) => {
        const whole = read(SESSION, oldSession({ messages })).records.slice(1);
        const part = read(
          SESSION,
          oldSession({ messages: messages.slice(0, length) }),
        ).records.slice(1);
        expect(whole.slice(0, part.length)).toEqual(part);
      }),
    );
  });

  test("with a message that is not one keeps the others and reports it", () => {
    const messages = [
      said("user", "one"),
      null,
      said("robot", "x"),
      said("user", 7),
      [],
      said("user", "two"),
    ];
    const { records, problems } = read(SESSION, oldSession({ messages }));
    expect(contentsOf(records)).toEqual(["one", "two"]);
    expect(problems.map(({ at }) => at)).toEqual([1, 2, 3, 4].map((n) => `messages[${n}]`));
  });
});

describe("a message longer than the server takes", () => {
  test("is cut into pieces that make the whole, each of which can be sent", () => {
    const long = fc.tuple(
      fc.constantFrom("a", "ŵ", "🙂", "\u0001", "word ", "line of text\n"),
      fc.integer({ min: 9_000, max: 45_000 }),
    );
    fc.assert(
      fc.property(long, ([unit, count]) => {
        const content = unit.repeat(count);
        const pieces = piecesOf(content);
        expect(pieces.join("") === content).toBe(true);
        for (const piece of pieces) {
          expect([...piece].length).toBeLessThanOrEqual(16_000);
          expect(new TextEncoder().encode(JSON.stringify(piece)).length).toBeLessThanOrEqual(
            60_002,
          );
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("is cut after a line or a word where there is one", () => {
    for (const piece of piecesOf("line of text\n".repeat(2_000)).slice(0, -1))
      expect(piece.endsWith("text\n")).toBe(true);
    for (const piece of piecesOf("some words ".repeat(2_000)).slice(0, -1))
      expect(piece.endsWith(" ")).toBe(true);
  });

  test("as long as the server takes stays whole", () => {
    expect(piecesOf("a".repeat(16_000))).toHaveLength(1);
    expect(piecesOf("a".repeat(16_001))).toHaveLength(2);
    expect(piecesOf("🙂".repeat(14_999))).toHaveLength(1);
    expect(piecesOf("🙂".repeat(15_001))).toHaveLength(2);
  });

  test("among 50 MB of others is read like any, one record at a time", { timeout: 60_000 }, () => {
    const messages = Array.from({ length: 25_000 }, (_, n) =>
      said("user", `${n} ${"x".repeat(2_000)}`),
    );
    const long = said("assistant", "word ".repeat(5_000));
    const raw = JSON.stringify(oldSession({ messages: [...messages, long] }));
    expect(raw.length).toBeGreaterThan(50_000_000);
    const { records, problems } = readRaw(SESSION, raw);
    expect(problems).toEqual([]);
    expect(records).toHaveLength(1 + 25_000 + 3);
  });
});

describe("a preference", () => {
  test("of a name that this app does not know is kept under a name of its own", () => {
    const [record] = read("athro_dashboard_layout", { columns: [1, 2] }).records;
    expect(record?.set["origin"]).toEqual({ name: "legacy:layout" });
    expect(record?.set["value"]).toEqual({ value: { columns: [1, 2] } });
  });

  test.each([
    ["nested too deep", "[".repeat(40) + "]".repeat(40)],
    ["nested deeper than a stack", "[".repeat(200_000) + "]".repeat(200_000)],
    ["too large", JSON.stringify("x".repeat(70_000))],
    ["with a number beyond all", '{"n":1e999}'],
    ["with a key that is a trap", '{"a":{"__proto__":{"admin":true}}}'],
  ])("%s is reported", (_, raw) => {
    expect(readRaw("athro_dashboard_layout", raw)).toEqual({
      records: [],
      problems: [{ reason: "unsafe", at: "" }],
    });
  });
});
