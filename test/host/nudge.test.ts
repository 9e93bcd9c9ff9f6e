import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NudgeInput, parseNudge } from "../../src/host/nudge.ts";
import { INITIAL, step } from "../../src/sync/engine.ts";

const UID = "11111111-1111-4111-8111-111111111111";

const nudge = (input: unknown) => ({ type: "athro-nudge", uid: UID, input });

describe("a message to the worker", () => {
  test.each<NudgeInput>([
    { type: "started" },
    { type: "wrote" },
    { type: "flush" },
    { type: "online" },
    { type: "visible" },
    { type: "poll" },
    { type: "poke", seq: 12 },
  ])("%o is a nudge", (input) => {
    expect(parseNudge(structuredClone(nudge(input)))).toEqual(nudge(input));
  });

  test.each([
    ["an update's", { type: "SKIP_WAITING" }],
    ["another's", { type: "other", uid: UID, input: { type: "wrote" } }],
    ["one without a student", { type: "athro-nudge", input: { type: "wrote" } }],
    ["one without an input", nudge(null)],
    ["an unknown input", nudge({ type: "explode" })],
    ["an input whose type only looks like one", nudge({ type: ["wrote"] })],
    ["a poke without a seq", nudge({ type: "poke" })],
    ["a poke with a text for a seq", nudge({ type: "poke", seq: "12" })],
    ["a poke beyond all seqs", nudge({ type: "poke", seq: 2 ** 60 })],
    // These come from the host itself.
    ["the end of a cycle", nudge({ type: "finished", end: { kind: "done" } })],
    ["a timer's", nudge({ type: "woke" })],
    ["nothing", undefined],
    ["a text", "wrote"],
  ])("%s is none", (_, data) => {
    expect(parseNudge(data)).toBeNull();
  });

  test("carries on nothing but what the engine reads", () => {
    const data = { ...nudge({ type: "wrote", end: 1, seq: 2 }), extra: true };
    expect(parseNudge(data)).toEqual(nudge({ type: "wrote" }));
  });

  test("of whatever content does not throw, and what passes is an input to the engine", () => {
    const input = fc.oneof(
      fc.jsonValue(),
      fc.record({ type: fc.oneof(fc.string(), fc.jsonValue()), seq: fc.jsonValue() }),
    );
    expect(() =>
      fc.assert(
        fc.property(input, (given) => {
          const parsed = parseNudge(nudge(given));
          return parsed === null || step(INITIAL, parsed.input, 0, 0).state !== undefined;
        }),
      ),
    ).not.toThrow();
  });
});
