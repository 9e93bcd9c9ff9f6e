import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overrideId, preferenceId, replyId } from "../../src/model/ids.ts";
import { newId } from "../../src/model/new-id.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const QUESTION = "88888888-8888-4888-8888-888888888888";

/** RFC 9562, version 5, by Node's own hash. */
const versionFive = (name: string, namespace: string): string => {
  const space = Buffer.from(namespace.replaceAll("-", ""), "hex");
  const hash = createHash("sha1").update(space).update(name, "utf8").digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 15) | 80;
  hash[8] = ((hash[8] ?? 0) & 63) | 128;
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

describe("[R1] a new id", () => {
  test("is a UUID of version 7, and never drawn twice", () => {
    const ids = Array.from({ length: 1_000 }, newId);
    for (const id of ids) expect(UUID.exec(id)?.[1]).toBe("7");
    expect(new Set(ids).size).toBe(1_000);
  });

  test("comes after those drawn before it", () => {
    const ids = Array.from({ length: 1_000 }, newId);
    expect(ids).toEqual(ids.toSorted());
  });
});

describe("[R2] a derived id", () => {
  test("is of version 5, the same wherever it is made, and another for another name", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "🙂", "ŵ", " ") }),
        fc.string(),
        (one, other) => {
          expect(UUID.exec(preferenceId(one))?.[1]).toBe("5");
          expect(preferenceId(one)).toBe(preferenceId(one));
          expect(preferenceId(one) === preferenceId(other)).toBe(one === other);
        },
      ),
    );
  });

  test("does not change with versions of the app: rows on servers have it", () => {
    expect(preferenceId("theme")).toBe(
      versionFive("theme", "0b0e1a52-6f0c-5c3e-9d1b-7f4f5f1c2a10"),
    );
    expect(preferenceId("theme")).toBe("f1ec5a27-d1f2-5f4a-a5ed-7a091b144b72");
    const original = "2026-11-24T09:00:00";
    expect(overrideId(QUESTION, original)).toBe(
      versionFive(`${QUESTION} ${original}`, "5c7a3c1e-2f64-5b0a-8a55-3f1d9be0c2b7"),
    );
    expect(overrideId(QUESTION, original)).toBe("274eb194-53a8-5e53-b0e5-53efcf82c5a7");
  });

  test("of an override is another for each occurrence and each event", () => {
    const ids = new Set([
      overrideId(QUESTION, "2026-11-24T09:00:00"),
      overrideId(QUESTION, "2026-11-25T09:00:00"),
      overrideId(newId(), "2026-11-24T09:00:00"),
    ]);
    expect(ids.size).toBe(3);
  });

  test("[A1] of a reply is of its question and attempt, as the server makes it", () => {
    expect(replyId(QUESTION, 0)).toBe(versionFive("0", QUESTION));
    expect(replyId(QUESTION, 12)).toBe(versionFive("12", QUESTION));
    expect(replyId(QUESTION, 0)).not.toBe(replyId(QUESTION, 1));
  });
});
