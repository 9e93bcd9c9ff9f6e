import type { Device } from "../store/device.ts";
import { createTokenSource, type TokenSource } from "../transport/token.ts";
import { backend } from "./backend.ts";
import { preferablyAlone } from "./lock.ts";

/** Longer than a refresh may take, so that only a context that was frozen in the middle of one is passed by; ms. */
const REFRESH_PATIENCE_MS = 12_000;

/** Gives tokens of whoever is signed in on this device, and of no one else. */
export const tokensOf = (device: Device): TokenSource =>
  createTokenSource({
    sessions: { read: () => device.session(), replace: device.replaceSession },
    backend,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    exclusively: (name, body) => preferablyAlone(name, REFRESH_PATIENCE_MS, body),
  });
