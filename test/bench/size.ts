import { bundle, gzipBytes } from "./bundle.ts";
import { type Figure, inKiB } from "./measure.ts";

/**
 * What engine, store and transport add to the worker's libraries. The worker's other duties (reminders, a shared file, files kept for
 * later) are in neither bundle; the note tells what the whole worker weighs.
 */
export const measureSize = async (dir: string): Promise<Figure[]> => {
  const weigh = async (entry: string, name: string) => gzipBytes(await bundle(entry, name, dir));
  const whole = await weigh("../../sw/sw.ts", "worker");
  const engine = await weigh("pages/worker-engine.ts", "worker-engine");
  const base = await weigh("pages/worker-base.ts", "worker-base");
  return [
    {
      name: "engine, store and transport in the worker, gzip",
      value: (engine - base) / 1024,
      unit: "KiB",
      target: { atMost: 20 },
      note: `${inKiB(engine)}, libraries alone ${inKiB(base)}; the whole worker ${inKiB(whole)}`,
    },
  ];
};
