import { describe, expect, test } from "vitest";
import {
  type AskNote,
  type AskOutcome,
  type OpenQuestion,
  runAnswers,
} from "../../src/sync/answers.ts";

const NOW = 1_000_000_000_000;
const MINUTE_MS = 60_000;

/** Asks for what is open, with the given outcomes by question; `ms` passes with each ask. */
const round = async (
  questions: OpenQuestion[],
  outcomes: Record<string, AskOutcome>,
  given: { ms?: number } = {},
) => {
  const clock = { ms: NOW };
  const asked: string[] = [];
  const answered: string[] = [];
  const noted: Record<string, AskNote> = {};
  const end = await runAnswers({
    open: async () =>
      questions.map((one) => {
        const note = noted[one.id];
        return note ? { ...one, tries: note.tries, notBefore: note.notBefore } : one;
      }),
    ask: async ({ id }) => {
      asked.push(id);
      clock.ms += given.ms ?? 0;
      const outcome = outcomes[id];
      if (!outcome) throw new Error(`${id} was not to be asked`);
      return outcome;
    },
    note: async ({ id }, next) => {
      noted[id] = next;
    },
    answered: ({ id }) => answered.push(id),
    clock: { now: () => clock.ms },
  });
  return { asked, noted, answered, end };
};

const question = (id: string, given: Partial<OpenQuestion> = {}): OpenQuestion => ({
  id,
  attempt: 0,
  notBefore: 0,
  tries: 0,
  ...given,
});

describe("a round of asking", () => {
  test("asks for each reply that is due, in order, and tells when the next is", async () => {
    const later = question("later", { notBefore: NOW + MINUTE_MS });
    const { asked, answered, end } = await round([question("one"), later, question("two")], {
      one: { kind: "answered" },
      two: { kind: "answered" },
    });
    expect(asked).toEqual(["one", "two"]);
    expect(answered).toEqual(["one", "two"]);
    expect(end).toMatchObject({ next: NOW + 5_000 });
  });

  test("with nothing open ends with nothing to do", async () => {
    expect((await round([], {})).end).toEqual({ next: null, reached: true });
  });

  test("[A1] leaves time for the pull to bring an answered one, and ever more if it doesn't", async () => {
    const pauses: number[] = [];
    for (const tries of [0, 1, 2, 30]) {
      const { noted } = await round([question("q", { tries })], { q: { kind: "answered" } });
      expect(noted.q).toMatchObject({ tries: tries + 1, problem: null });
      pauses.push((noted.q?.notBefore ?? 0) - NOW);
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 10 * MINUTE_MS]);
  });

  test("[A2] leaves one that another device asks for to it, for as long as the server says", async () => {
    const { noted, end } = await round([question("q", { tries: 2 })], {
      q: { kind: "busy", afterMs: 30_000 },
    });
    expect(noted.q).toEqual({ tries: 2, notBefore: NOW + 30_000, problem: null });
    expect(end).toEqual({ next: NOW + 30_000, reached: true });
  });

  test("tells the student of a failure, and tries again ever later, for ten minutes at most", async () => {
    const pauses: number[] = [];
    for (const tries of [0, 1, 5, 50]) {
      const { noted } = await round([question("q", { tries })], {
        q: { kind: "failed", afterMs: null },
      });
      expect(noted.q).toMatchObject({ tries: tries + 1, problem: "tutor" });
      pauses.push((noted.q?.notBefore ?? 0) - NOW);
    }
    expect(pauses).toEqual([5_000, 10_000, 160_000, 10 * MINUTE_MS]);
  });

  test("a server may ask for a longer pause, but not for one without end", async () => {
    const asks = { q: { kind: "failed", afterMs: 120_000 } } as const;
    expect((await round([question("q")], asks)).noted.q?.notBefore).toBe(NOW + 120_000);
    for (const kind of ["failed", "busy"] as const) {
      const { noted } = await round([question("q")], { q: { kind, afterMs: 1e15 } });
      expect(noted.q?.notBefore).toBe(NOW + 10 * MINUTE_MS);
    }
  });

  test.each([
    ["for hours, an hour at a time", 5 * 60 * MINUTE_MS, 60 * MINUTE_MS],
    ["until soon", 2 * MINUTE_MS, 2 * MINUTE_MS],
  ])("[A4] after the day's replies it waits %s, and knows until when", async (_, afterMs, wait) => {
    const { noted } = await round([question("q")], {
      q: { kind: "limited", by: "quota", afterMs },
    });
    expect(noted.q).toEqual({
      tries: 1,
      notBefore: NOW + wait,
      problem: "quota",
      until: NOW + afterMs,
    });
  });

  test("[A4] a question that is too long says so, and is asked for again in an hour", async () => {
    const { noted } = await round([question("q"), question("r")], {
      q: { kind: "limited", by: "length", most: 8_000 },
      r: { kind: "limited", by: "length", most: null },
    });
    const next = { tries: 1, notBefore: NOW + 60 * MINUTE_MS, problem: "length" };
    expect(noted.q).toEqual({ ...next, most: 8_000 });
    expect(noted.r).toEqual(next);
  });

  test("one that the server does not know is asked for again in an hour", async () => {
    const { noted } = await round([question("q")], { q: { kind: "unknown" } });
    expect(noted.q).toEqual({ tries: 1, notBefore: NOW + 60 * MINUTE_MS, problem: "tutor" });
  });

  test("without a network or session asks no further and blames no question", async () => {
    const { asked, noted, end } = await round([question("one"), question("two")], {
      one: { kind: "unreachable" },
    });
    expect(asked).toEqual(["one"]);
    expect(noted).toEqual({});
    expect(end).toEqual({ next: 0, reached: false });
  });

  test("counts pauses from when the answer came", async () => {
    const { noted } = await round(
      [question("q")],
      { q: { kind: "failed", afterMs: null } },
      { ms: MINUTE_MS },
    );
    expect(noted.q?.notBefore).toBe(NOW + MINUTE_MS + 5_000);
  });

  test("one put off by a clock that has been set back is due", async () => {
    const { asked } = await round([question("q", { notBefore: NOW + 86_400_000 })], {
      q: { kind: "answered" },
    });
    expect(asked).toEqual(["q"]);
  });
});
