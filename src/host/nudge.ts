import type { EngineInput } from "../sync/engine.ts";

/** What a page tells the worker's engine. The message brings a port, over which the worker says that someone is at work. */
export type NudgeInput = Exclude<EngineInput, { type: "finished" | "woke" | "drain" }>;

export interface Nudge {
  type: "athro-nudge";
  /** Whose page it is; the worker serves only the current student. */
  uid: string;
  input: NudgeInput;
}

const PLAIN = ["started", "wrote", "flush", "online", "visible", "poll"] as const;

/** A message as a nudge, or null if it is something else. */
export const parseNudge = (data: unknown): Nudge | null => {
  if (typeof data !== "object" || data === null) return null;
  const { type, uid, input } = data as Record<string, unknown>;
  if (type !== "athro-nudge" || typeof uid !== "string") return null;
  if (typeof input !== "object" || input === null) return null;
  const { type: kind, seq } = input as Record<string, unknown>;
  if (kind === "poke")
    return Number.isSafeInteger(seq)
      ? { type, uid, input: { type: kind, seq: Number(seq) } }
      : null;
  const plain = PLAIN.find((one) => one === kind);
  return plain ? { type, uid, input: { type: plain } } : null;
};

/** The Background Sync tag. */
export const SYNC_TAG = "athro-sync";
