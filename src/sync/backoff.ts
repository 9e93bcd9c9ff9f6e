import type { SyncOutcome } from "./protocol.ts";

type Cause = Extract<SyncOutcome, { kind: "retry" }>["cause"];

const BASE_MS = 500;
/** A dead network is probed often, since a probe costs nothing and its return must be noticed; a struggling server is spared. */
const CAP_MS: Record<Cause, number> = { network: 4_000, server: 60_000 };

/** Exponential with full jitter ([S3]). `failures` counts from 1; `random` is in [0, 1). */
export const backoffDelay = (failures: number, cause: Cause, random: number): number =>
  Math.ceil(random * Math.min(CAP_MS[cause], BASE_MS * 2 ** failures));
