import type { SyncSummary } from "../../store/summary.ts";
import type { LocalUser } from "../services.ts";

/** What the pill says; `why` tells apart what is to be done about a failure. */
export type PillState =
  | { kind: "guest" | "offline" | "syncing" | "synced" | "signin" }
  | { kind: "pending"; waiting: number }
  | { kind: "failed"; why: "server" | "digest" | "upgrade" }
  | { kind: "failed"; why: "refused"; refused: number };

/** For how long a proof of equality is taken for the present, ms. A page in view proves it anew every minute or two. */
export const PROOF_FRESH_MS = 300_000;

interface PillInput {
  user: LocalUser;
  /** What the browser says; false is certain, true is a hint. */
  online: boolean;
  summary: SyncSummary;
  /** Local clock, ms. */
  now: number;
}

/**
 * The one status, from what the store holds. What needs the student comes first, then what keeps the network away, then what waits.
 * "Up to date" needs an empty outbox and a recent proof that the server holds the same; without one nothing is claimed, and the pill
 * says that it is being found out. While such a proof stands, a poll that finds nothing new changes nothing.
 */
export const pillStateOf = ({ user, online, summary, now }: PillInput): PillState => {
  const { state, status, waiting, refused } = summary;
  if (user.kind !== "student") return { kind: "guest" };
  if (status.problem === "signin") return { kind: "signin" };
  if (refused > 0) return { kind: "failed", why: "refused", refused };
  if (status.problem === "upgrade" || status.problem === "digest")
    return { kind: "failed", why: status.problem };
  if (!online || status.problem === "network") return { kind: "offline" };
  if (status.problem === "server") return { kind: "failed", why: "server" };
  if (status.phase === "syncing" && (waiting > 0 || state.proof !== "equal"))
    return { kind: "syncing" };
  if (waiting > 0) return { kind: "pending", waiting };
  const proven =
    state.proof === "equal" && state.syncedAt !== null && now - state.syncedAt < PROOF_FRESH_MS;
  return { kind: proven ? "synced" : "syncing" };
};

const SYNCING_DELAY_MS = 800;

/**
 * How long the pill keeps what it shows before it turns to `next`, ms. An attempt that is over at once is not worth a word: neither the
 * push after each message, nor the probes of a network that is still away.
 */
export const pillDelay = (shown: PillState, next: PillState): number =>
  next.kind === "syncing" && shown.kind !== "syncing" && shown.kind !== "synced"
    ? SYNCING_DELAY_MS
    : 0;
