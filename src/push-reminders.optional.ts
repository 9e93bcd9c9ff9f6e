/** The composition root's share of reminders that come while Athro is closed; loaded when a student asks for them or has them. */
import { endPush, keepPush, startPush } from "./host/push.ts";
import { pushPorts } from "./host/push-ports.ts";
import type { Device } from "./store/device.ts";
import { pushChoice } from "./store/push-choice.ts";
import { language } from "./ui/i18n/language.ts";
import type { PushReminders } from "./ui/services.ts";

const portsOf = async (device: Device) => pushPorts(device, await navigator.serviceWorker.ready);

const isChosen = async (device: Device, uid: string): Promise<boolean> =>
  (await pushChoice(device))?.uid === uid;

export const createPushReminders = (device: Device, uid: string): PushReminders => ({
  chosen: () => isChosen(device, uid),
  look: async () => {
    const ports = await portsOf(device);
    const on = await isChosen(device, uid);
    const offer = await ports?.calls.offer(uid);
    return { on, offered: offer?.status === "ready", supported: ports !== null };
  },
  start: async () => {
    const ports = await portsOf(device);
    return ports ? startPush(ports, language.peek()) : "failed";
  },
  stop: async () => {
    const ports = await portsOf(device);
    if (ports) await endPush(ports);
  },
});

/** Mends what has come apart since the last start. */
export const keepReminders = async (device: Device): Promise<void> => {
  const ports = await portsOf(device);
  if (ports) await keepPush(ports, language.peek());
};
