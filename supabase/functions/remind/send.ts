/** One message to one push service: RFC 8030, encrypted by RFC 8291, signed by RFC 8292. */
import { generateRequestDetails } from "web-push-neo";
import type { Configured } from "./environment.ts";
import type { Sending } from "./plan.ts";

/** A push service takes longer only if it hangs. */
const TIMEOUT_MS = 8_000;
/** A device that is off hears of it until the event is over, but not for longer, s. */
const TTL_MAX_S = 24 * 3600;

/** `gone`: the subscription is no more. `failed`: it may work on a later run. `refused`: this message never will. */
export type Sent = "sent" | "gone" | "failed" | "refused";

/** Whether an address is one of a push service's; nothing else is ever asked for. */
export const isPushHost = (endpoint: string, hosts: readonly string[]): boolean => {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, hostname, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return false;
  return hosts.some((one) => {
    if (one.startsWith("*."))
      return protocol === "https:" && host === hostname && hostname.endsWith(one.slice(1));
    // Without TLS only a push service on this machine, and that by its port: for tests.
    if (/^127\.0\.0\.1:\d+$/.test(one)) return host === one;
    return protocol === "https:" && host === one;
  });
};

/** 32 characters of base64url, as RFC 8030 allows: a newer reminder of one occurrence takes the place of one that waits for the device. */
const topicOf = async (key: string): Promise<string> => {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  const bytes = String.fromCharCode(...new Uint8Array(hash).slice(0, 24));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_");
};

/** Whether the keys can sign at all. Otherwise no subscription is at fault, and none must go for it. */
export const canSign = async ({ vapid, hosts }: Configured): Promise<boolean> => {
  const endpoint = `https://${hosts[0]?.replace("*.", "")}/`;
  return generateRequestDetails({ endpoint, keys: { p256dh: "", auth: "" } }, null, {
    vapidDetails: vapid,
  }).then(
    () => true,
    () => false,
  );
};

export const send = async (
  { subscription, message }: Sending,
  { vapid, hosts }: Pick<Configured, "vapid" | "hosts">,
  now: number,
): Promise<Sent> => {
  const { endpoint, p256dh, auth } = subscription;
  // Never of a push service: it is not kept either.
  if (!isPushHost(endpoint, hosts)) return "gone";
  let request: Awaited<ReturnType<typeof generateRequestDetails>>;
  try {
    request = await generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(message),
      {
        TTL: Math.min(TTL_MAX_S, Math.max(60, Math.ceil((message.ends - now) / 1000))),
        urgency: "high",
        topic: await topicOf(message.key),
        vapidDetails: vapid,
      },
    );
  } catch {
    // Keys of the right shape that are no point of the curve: no browser made them.
    return "gone";
  }
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: request.headers,
      body: request.body,
      // Whoever leads elsewhere could lead anywhere.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return outcomeOf(response.status);
  } catch {
    return "failed";
  }
};

const outcomeOf = (status: number): Sent => {
  if (status >= 200 && status < 300) return "sent";
  if (status === 404 || status === 410) return "gone";
  return status === 429 || status >= 500 ? "failed" : "refused";
};
