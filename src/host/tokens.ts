import type { Device } from "../store/device.ts";
import { createTokenSource, type TokenSource } from "../transport/token.ts";
import { backend } from "./backend.ts";
import { exclusively } from "./lock.ts";

/** Gives tokens of whoever is signed in on this device, and of no one else. */
export const tokensOf = (device: Device): TokenSource =>
  createTokenSource({
    sessions: { read: () => device.session(), replace: device.replaceSession },
    backend,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    exclusively,
  });
