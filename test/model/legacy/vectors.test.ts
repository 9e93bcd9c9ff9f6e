import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseLegacyKey } from "../../../src/model/legacy/keys.ts";
import { readLegacy } from "../../../src/model/legacy/read.ts";
import type { LegacyFinding } from "../../../src/model/legacy/record.ts";
import vectors from "../../support/legacy-vectors.json" with { type: "json" };

const SESSIONS = "a3d8f2b4-5c16-5e07-9b3a-6d1e0c9f4a71";
const EVENTS = "d94b7e60-18f3-5a2c-8e5d-2f7a61b0c8e3";

/** RFC 9562, version 5, by Node's own hash. */
const versionFive = (namespace: string, name: string): string => {
  const space = Buffer.from(namespace.replaceAll("-", ""), "hex");
  const hash = createHash("sha1").update(space).update(name, "utf8").digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 15) | 80;
  hash[8] = ((hash[8] ?? 0) & 63) | 128;
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const read = (key: string, value: unknown): LegacyFinding[] => {
  const parsed = parseLegacyKey(key);
  if (!parsed) throw new Error(`not a key of the old app: ${key}`);
  return [...readLegacy(parsed, JSON.stringify(value))];
};

describe("an old value makes the records that every import makes of it", () => {
  test.each(vectors)("$name", ({ key, value, records, problems }) => {
    const found = read(key, value);
    expect(found.flatMap((one) => ("record" in one ? [one.record] : []))).toEqual(records);
    expect(found.flatMap((one) => ("problem" in one ? [one.problem] : []))).toEqual(problems);
  });
});

const idsOf = (name: string): string[] => {
  const vector = vectors.find((one) => one.name === name);
  return vector?.records.map(({ id }) => id) ?? [];
};

describe("a derived id is the hash of exactly what FORMAT.md says", () => {
  test("of a session and its messages", () => {
    const session = versionFive(SESSIONS, "athro-maths\ns1");
    expect(idsOf("equal messages are told apart by how many came before")).toEqual([
      session,
      versionFive(session, "user\n0\nok"),
      versionFive(session, "assistant\n0\nok"),
      versionFive(session, "user\n1\nok"),
      versionFive(session, "user\n2\nok"),
    ]);
  });

  test("of a session that has no id", () => {
    expect(idsOf("a session without id")[0]).toBe(
      versionFive(SESSIONS, "athro-pe\n@1712345678901"),
    );
    expect(idsOf("a session without id and times")[0]).toBe(versionFive(SESSIONS, "athro-pe\n@"));
  });

  test("of the pieces of a message", () => {
    const [session = "", first = "", second, third, fourth, reply] = idsOf(
      "a message too long for one is cut into pieces",
    );
    const content = "Line of forty-nine characters, all of them plain.\n".repeat(700);
    expect(first).toBe(versionFive(session, `user\n0\n${content}`));
    expect([second, third, fourth]).toEqual(["1", "2", "3"].map((k) => versionFive(first, k)));
    expect(reply).toBe(versionFive(session, "assistant\n0\nLong!"));
  });

  test("of an event", () => {
    const [start, end] = [Date.UTC(2024, 6, 1, 15), Date.UTC(2024, 6, 1, 16)];
    expect(idsOf("a summer event: 15:00 UTC is 16:00 in London")).toEqual([
      versionFive(EVENTS, `1712345678901\nathro-maths\n${start}\n${end}\nAlgebra`),
    ]);
    const [from, to] = [Date.UTC(2024, 11, 3, 9, 30), Date.UTC(2024, 11, 3, 11)];
    expect(idsOf("a winter event, no athro id but its name, no id, subject kept as notes")).toEqual(
      [versionFive(EVENTS, `\nathro-rs\n${from}\n${to}\nMock`)],
    );
  });
});
