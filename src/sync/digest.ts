const MASK_31 = 0x7fffffff;
const MODULUS = 2 ** 48;

const stir = (h: number, part: number): number => {
  const x = Math.imul(h ^ part, 0x2c1b3c6d) & MASK_31;
  return Math.imul(x ^ (x >>> 15), 0x297a2d39) & MASK_31;
};

/**
 * A row version's share of the digest, in [0, 2^48). A seq belongs to one version of one row of one user, so the sum over all rows
 * tells whether every row is there at its version. `athro.digest_of(bigint)` is the same function in SQL.
 */
export const digestOf = (seq: number): number => {
  const low = seq & MASK_31;
  const high = Math.floor(seq / 2 ** 31);
  const a = stir(stir(0x1b873593, low), high);
  const b = stir(stir(0x5bd1e995, high), low);
  return (a & 0x1ffffff) * 2 ** 23 + (b & 0x7fffff);
};

/** `digest` with one row version's share replaced by another's; seq 0 stands for no row. */
export const digestMoved = (digest: number, fromSeq: number, toSeq: number): number =>
  (digest +
    MODULUS -
    (fromSeq === 0 ? 0 : digestOf(fromSeq)) +
    (toSeq === 0 ? 0 : digestOf(toSeq))) %
  MODULUS;
