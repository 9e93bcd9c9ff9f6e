import { randomUUID } from "node:crypto";
import { integer, maxSafeNat, sample } from "fast-check";
import { v5 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestMoved, digestOf } from "../../src/sync/digest.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const edges = Array.from({ length: 54 }, (_, n) => 2 ** n)
  .flatMap((power) => [power - 1, power, power + 1])
  .filter((n) => Number.isSafeInteger(n));

test("[E3] athro.digest_of is digestOf, up to 2^53", async () => {
  const seqs = [
    ...Array.from({ length: 2000 }, (_, n) => n),
    ...edges,
    ...sample(maxSafeNat(), { numRuns: 5000, seed: 1 }),
  ];
  expect(seqs.some((n) => n > 2 ** 52)).toBe(true);
  const { rows } = await database.pool.query<{ digest: string }>(
    "select athro.digest_of(s) as digest from unnest($1::bigint[]) with ordinality u (s, n) order by n",
    [seqs],
  );
  expect(rows.map((row) => Number(row.digest))).toEqual(seqs.map(digestOf));
  for (const { digest } of rows) expect(Number(digest)).toBeLessThan(2 ** 48);
});

test("[E3] athro.digest_moved is digestMoved", async () => {
  const digests = sample(integer({ min: 0, max: 2 ** 48 - 1 }), { numRuns: 500, seed: 2 });
  const seqs = [0, ...edges];
  const moves = digests.map((digest, n) => ({
    digest,
    from: seqs[n % seqs.length] ?? 0,
    to: seqs[(n * 7) % seqs.length] ?? 0,
  }));
  const { rows } = await database.pool.query<{ digest: string }>(
    `select athro.digest_moved(m.digest, m."from", m."to") as digest
     from jsonb_to_recordset($1::jsonb) as m (digest bigint, "from" bigint, "to" bigint)`,
    [JSON.stringify(moves)],
  );
  expect(rows.map((row) => Number(row.digest))).toEqual(
    moves.map(({ digest, from, to }) => digestMoved(digest, from, to)),
  );
});

test("[R2] athro.uuid_v5 is v5 of the package uuid", async () => {
  const names = ["", "0", "1", "confidence", "Cymraeg ŵ 🙂", "x".repeat(500)];
  for (const name of names) {
    const namespace = randomUUID();
    const { rows } = await database.pool.query("select athro.uuid_v5($1, $2) as id", [
      namespace,
      name,
    ]);
    expect(rows).toEqual([{ id: v5(name, namespace) }]);
  }
});
