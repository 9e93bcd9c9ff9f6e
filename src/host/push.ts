/**
 * Keeps the browser's push subscription, this device and the server in step: a subscription is there only for the student who is here and
 * has asked for it. The same for page and worker.
 */
import type { Device, PushChoice } from "../store/device.ts";
import { forgetPushChoice, keepPushChoice, pushChoice } from "../store/push-choice.ts";
import type { PushCalls, PushRecord } from "../transport/push.ts";

/** The server is told again after this long, since it keeps what was used last, ms. */
const TELL_EVERY_MS = 24 * 3_600_000;

export interface PushPorts {
  device: Device;
  /** The browser's, which subscribes at its maker's push service. */
  manager: Pick<PushManager, "getSubscription" | "subscribe">;
  calls: PushCalls;
  /** How long subscribing may take, ms: a browser that can't reach its maker's service goes on trying. */
  patience: number;
  now(): number;
  /** IANA name of the device's zone. */
  zone(): string;
}

/** `blocked`: the browser was told not to notify. `failed`: the browser, its maker's service or the server could not be reached. */
export type Started = "on" | "off" | "blocked" | "failed";

/** Turns it on for the student who is here, by their own press. */
export const startPush = async (ports: PushPorts, language: string): Promise<Started> => {
  const { device, calls } = ports;
  const current = await device.current();
  if (current?.kind !== "student") return "off";
  const { uid } = current;
  const offer = await calls.offer(uid);
  if (offer.status !== "ready") return offer.status === "off" ? "off" : "failed";
  try {
    const subscription = await subscribe(ports, offer.key);
    const saved = await tell(ports, subscription, { uid, language, publicKey: offer.key });
    if (saved) return "on";
    await subscription.unsubscribe();
    return "failed";
  } catch (error) {
    if ((error as Error).name === "NotAllowedError") return "blocked";
    console.warn("push: not subscribed", error);
    return "failed";
  }
};

/** Turns it off. What the server can't be told it learns from the push service, which knows the subscription no more. */
export const endPush = async ({ device, manager, calls }: PushPorts): Promise<void> => {
  const choice = await pushChoice(device);
  await forgetPushChoice(device);
  const subscription = await manager.getSubscription();
  if (!subscription) return;
  await subscription.unsubscribe();
  if (choice) await calls.drop(choice.uid, subscription.endpoint);
};

/** For a worker whose browser has ended the subscription by itself. The next start of a page looks after the rest (`keepPush`). */
export const resubscribe = async ({ device, manager, calls, zone }: PushPorts): Promise<void> => {
  const [current, choice] = [await device.current(), await pushChoice(device)];
  if (current?.kind !== "student" || choice?.uid !== current.uid) return;
  const subscription = await manager.subscribe(optionsFor(choice.publicKey));
  await calls.save(choice.uid, recordOf(subscription, choice.language, zone()));
};

/**
 * Mends what has come apart: a subscription that the browser has replaced or lost, another sign-in, zone, language or key of the project.
 * Resolves with whether this student is reminded here.
 */
export const keepPush = async (ports: PushPorts, language: string): Promise<boolean> => {
  const { device, manager, calls, now, zone } = ports;
  const [current, choice] = [await device.current(), await pushChoice(device)];
  const subscription = await manager.getSubscription();
  if (current?.kind !== "student" || choice?.uid !== current.uid) {
    await subscription?.unsubscribe();
    return false;
  }
  const told =
    subscription?.endpoint === choice.endpoint &&
    choice.language === language &&
    choice.zone === zone() &&
    choice.session === sessionOf(await device.session());
  const age = Math.abs(now() - choice.at);
  if (told && age < TELL_EVERY_MS) return true;
  const offer = await calls.offer(choice.uid);
  if (offer.status !== "ready") return true;
  const again =
    subscription && choice.publicKey === offer.key
      ? subscription
      : await subscribe(ports, offer.key);
  await tell(ports, again, { uid: choice.uid, language, publicKey: offer.key });
  return true;
};

const optionsFor = (applicationServerKey: string): PushSubscriptionOptionsInit => ({
  userVisibleOnly: true,
  applicationServerKey,
});

/** A subscription under this key; one under another is given up, since nothing that is signed by this one would reach it. */
const subscribe = async (
  { manager, patience }: PushPorts,
  applicationServerKey: string,
): Promise<PushSubscription> => {
  const options = optionsFor(applicationServerKey);
  try {
    return await answerWithin(patience, manager.subscribe(options));
  } catch (error) {
    if ((error as Error).name !== "InvalidStateError") throw error;
    await (await manager.getSubscription())?.unsubscribe();
    return answerWithin(patience, manager.subscribe(options));
  }
};

/**
 * Rejects if there is no subscription in time. One that comes after all is given up at the next start (`keepPush`), since nobody has kept that it
 * was asked for.
 */
const answerWithin = (
  patience: number,
  subscribing: Promise<PushSubscription>,
): Promise<PushSubscription> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the push service did not answer")), patience);
  });
  return Promise.race([subscribing, late]).finally(() => clearTimeout(timer));
};

const tell = async (
  { device, calls, now, zone }: PushPorts,
  subscription: PushSubscription,
  chosen: Pick<PushChoice, "uid" | "language" | "publicKey">,
): Promise<boolean> => {
  const record = recordOf(subscription, chosen.language, zone());
  if ((await calls.save(chosen.uid, record)) !== "saved") return false;
  await keepPushChoice(device, {
    ...chosen,
    endpoint: record.endpoint,
    zone: record.zone,
    session: sessionOf(await device.session()),
    at: now(),
  });
  return true;
};

const recordOf = (subscription: PushSubscription, language: string, zone: string): PushRecord => {
  const { keys } = subscription.toJSON();
  return {
    endpoint: subscription.endpoint,
    p256dh: keys?.["p256dh"] ?? "",
    auth: keys?.["auth"] ?? "",
    language,
    zone,
  };
};

/** The session that a token belongs to; renewing it does not change that. Empty where it does not say. */
const sessionOf = (session: { accessToken: string } | null): string => {
  try {
    const part = session?.accessToken.split(".")[1] ?? "";
    const claims: unknown = JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/")));
    return String((claims as Record<string, unknown>)["session_id"] ?? "");
  } catch {
    return "";
  }
};
