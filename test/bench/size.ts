import { bundle, gzipBytes } from "./bundle.ts";
import { type Figure, inKiB } from "./measure.ts";

/** What engine, store and transport add to the worker, beside a bundle of the same libraries without them. */
export const measureSize = async (dir: string): Promise<Figure[]> => {
  const worker = await gzipBytes(await bundle("../../sw/sw.ts", "worker", dir));
  const base = await gzipBytes(await bundle("pages/worker-base.ts", "worker-base", dir));
  return [
    {
      name: "engine, store and transport in the worker, gzip",
      value: (worker - base) / 1024,
      unit: "KiB",
      target: { atMost: 20 },
      note: `${inKiB(worker)}, libraries alone ${inKiB(base)}`,
    },
  ];
};
