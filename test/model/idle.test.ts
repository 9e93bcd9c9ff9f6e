import { describe, expect, test } from "vitest";
import { IDLE_MS, IDLE_WARNING_MS, idlenessAt } from "../../src/model/idle.ts";

const LAST = 1_000_000;

describe("a shared device without input", () => {
  test("[U11] is left alone until the last minute", () => {
    const next = LAST + IDLE_MS - IDLE_WARNING_MS;
    expect(idlenessAt(LAST, LAST)).toEqual({ kind: "active", next });
    expect(idlenessAt(next - 1, LAST)).toEqual({ kind: "active", next });
  });

  test("[U11] warns for a minute, to the end of the fifteenth", () => {
    const until = LAST + 15 * 60_000;
    expect(idlenessAt(until - 60_000, LAST)).toEqual({ kind: "warning", until });
    expect(idlenessAt(until - 1, LAST)).toEqual({ kind: "warning", until });
    expect(idlenessAt(until, LAST)).toEqual({ kind: "over" });
  });

  test("[U11] is over at once after a sleep", () => {
    expect(idlenessAt(LAST + 7_200_000, LAST)).toEqual({ kind: "over" });
  });
});
