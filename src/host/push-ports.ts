import { deviceZone } from "../model/device-zone.ts";
import type { Device } from "../store/device.ts";
import { createPushCalls } from "../transport/push.ts";
import { backend } from "./backend.ts";
import type { PushPorts } from "./push.ts";
import { tokensOf } from "./tokens.ts";

const SUBSCRIBE_MS = 15_000;

/** The real ones; null in a browser without Web Push. */
export const pushPorts = (
  device: Device,
  registration: ServiceWorkerRegistration,
): PushPorts | null => {
  const manager: PushManager | undefined = registration.pushManager;
  return manager
    ? {
        device,
        manager,
        calls: createPushCalls(backend, tokensOf(device)),
        patience: SUBSCRIBE_MS,
        now: Date.now,
        zone: deviceZone,
      }
    : null;
};
