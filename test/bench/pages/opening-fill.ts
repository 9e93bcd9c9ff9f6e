/** Fills one origin's database and lets go of it. */
import { fillAthro, fillPlain } from "./filled.ts";

const bench = {
  athro: async () => (await fillAthro()).close(),
  plain: async () => (await fillPlain()).close(),
};
export type FillBench = typeof bench;
Object.assign(globalThis, { bench });
