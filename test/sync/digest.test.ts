import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestMoved, digestOf } from "../../src/sync/digest.ts";

const seq = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 2 ** 53 - 1 }));

/** The same function in exact integers, as PostgreSQL counts. */
const exact = (seq: bigint): bigint => {
  const mask = 0x7fffffffn;
  const stir = (h: bigint, part: bigint): bigint => {
    const x = ((h ^ part) * 0x2c1b3c6dn) & mask;
    return ((x ^ (x >> 15n)) * 0x297a2d39n) & mask;
  };
  const [low, high] = [seq & mask, seq >> 31n];
  const a = stir(stir(0x1b873593n, low), high);
  const b = stir(stir(0x5bd1e995n, high), low);
  return (a & 0x1ffffffn) * (1n << 23n) + (b & 0x7fffffn);
};

describe("[E3] the digest", () => {
  test("is what exact integers give, for every seq that a client can hold", () => {
    fc.assert(
      fc.property(seq, (seq) => {
        expect(BigInt(digestOf(seq))).toBe(exact(BigInt(seq)));
      }),
    );
  });

  test("of 20,000 seqs has no two alike", () => {
    const shares = new Set(Array.from({ length: 20_000 }, (_, i) => digestOf(i + 1)));
    expect(shares.size).toBe(20_000);
  });

  test("does not depend on the order of the changes", () => {
    fc.assert(
      fc.property(fc.uniqueArray(seq, { maxLength: 30 }), (seqs) => {
        const forwards = seqs.reduce((digest, one) => digestMoved(digest, 0, one), 0);
        const backwards = seqs.reduceRight((digest, one) => digestMoved(digest, 0, one), 0);
        expect(backwards).toBe(forwards);
        expect(forwards).toBeLessThan(2 ** 48);
      }),
    );
  });

  test("of a row that came and went is as before, and a new version takes the old one's place", () => {
    fc.assert(
      fc.property(fc.nat(), seq, seq, (digest, first, second) => {
        const there = digestMoved(digest, 0, first);
        expect(digestMoved(there, first, 0)).toBe(digest);
        expect(digestMoved(there, first, second)).toBe(digestMoved(digest, 0, second));
      }),
    );
  });
});
