import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backoffDelay } from "../../src/sync/backoff.ts";

const cause = fc.constantFrom("network", "server");
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("[S3] is a whole number of ms within the cause's cap, however many failures there were", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), cause, random, (failures, cause, random) => {
      const delay = backoffDelay(failures, cause, random);
      expect(Number.isInteger(delay)).toBe(true);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(cause === "network" ? 4_000 : 60_000);
    }),
  );
});

const ends = (cause: "network" | "server") =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => backoffDelay(failures, cause, 0.999_999_9));

test("[S3] has full jitter: from nothing to an end that doubles up to the cap", () => {
  expect(ends("network")).toEqual([1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
  expect(ends("server")).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(backoffDelay(9, "server", 0)).toBe(0);
  expect(backoffDelay(9, "server", 0.5)).toBe(30_000);
});
