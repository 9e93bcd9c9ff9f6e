import { isRecord } from "../body.ts";
import type { Identity } from "../identity.ts";
import type { TopicRights } from "./authorise.ts";

const TIMER_MAX_MS = 2 ** 31 - 1;

/** A topic that one socket has joined. */
export interface Channel {
  /** As on the wire. */
  topic: string;
  joinRef: string | null;
  rights: TopicRights;
  /** Whether its own broadcasts come back to it. */
  self: boolean;
  /** Whether each of its broadcasts is answered. */
  ack: boolean;
  expiry: NodeJS.Timeout;
}

export interface JoinRequest {
  isPrivate: boolean;
  token: string | undefined;
  self: boolean;
  ack: boolean;
  wantsPresence: boolean;
  postgresChanges: Record<string, unknown>[];
}

/** Anything missing or of another shape is taken as not asked for. */
export function parseJoin(payload: Record<string, unknown>): JoinRequest {
  const config = isRecord(payload.config) ? payload.config : {};
  const broadcast = isRecord(config.broadcast) ? config.broadcast : {};
  const presence = isRecord(config.presence) ? config.presence : {};
  const changes: unknown[] = Array.isArray(config.postgres_changes) ? config.postgres_changes : [];
  return {
    isPrivate: config.private === true,
    token: typeof payload.access_token === "string" ? payload.access_token : undefined,
    self: broadcast.self === true,
    ack: broadcast.ack === true,
    wantsPresence: presence.enabled === true,
    postgresChanges: changes.filter(isRecord),
  };
}

/** Calls `expire` when the token does, or after the longest time that a timer can wait (24 days). */
export function atExpiry({ claims }: Identity, expire: () => void): NodeJS.Timeout {
  const left = typeof claims.exp === "number" ? claims.exp * 1000 - Date.now() : Infinity;
  return setTimeout(expire, Math.max(0, Math.min(left, TIMER_MAX_MS)));
}
