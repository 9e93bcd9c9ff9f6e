/** What a device says to the server of reminders that reach it while Athro is closed. */
import type { Backend } from "./session.ts";
import type { TokenSource } from "./token.ts";

const TIMEOUT_MS = 10_000;

/** `unreachable`: no answer of the server's, which may have no such function yet. */
type PushOffer = { status: "ready"; key: string } | { status: "off" } | { status: "unreachable" };

/** A browser's subscription, as the server keeps it. */
export interface PushRecord {
  endpoint: string;
  p256dh: string;
  auth: string;
  language: string;
  /** IANA name of the device's zone. */
  zone: string;
}

/** `taken`: the endpoint is known, with other secrets. */
type Saved = "saved" | "off" | "taken" | "unreachable";

export interface PushCalls {
  offer(uid: string): Promise<PushOffer>;
  save(uid: string, record: PushRecord): Promise<Saved>;
  /** False if it could not be said. */
  drop(uid: string, endpoint: string): Promise<boolean>;
}

export const createPushCalls = (backend: Backend, token: TokenSource): PushCalls => {
  const call = async (
    uid: string,
    name: string,
    args: object,
  ): Promise<Record<string, unknown>> => {
    try {
      const given = await token(uid);
      if (given.kind !== "token") return {};
      const response = await fetch(`${backend.url}/rest/v1/rpc/${name}`, {
        method: "POST",
        headers: {
          apikey: backend.key,
          authorization: `Bearer ${given.token}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(args),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body: unknown = await response.json();
      return response.ok && typeof body === "object" && body !== null ? { ...body } : {};
    } catch {
      return {};
    }
  };
  return {
    offer: async (uid) => {
      const { status, key } = await call(uid, "push_offer", {});
      if (status === "ready" && typeof key === "string") return { status, key };
      return { status: status === "off" ? "off" : "unreachable" };
    },
    save: async (uid, record) => {
      const { status } = await call(uid, "save_push", record);
      return status === "saved" || status === "off" || status === "taken" ? status : "unreachable";
    },
    drop: async (uid, endpoint) => {
      const { status } = await call(uid, "drop_push", { endpoint });
      return status === "dropped" || status === "unknown";
    },
  };
};
