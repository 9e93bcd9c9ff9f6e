import type { Device } from "../store/device.ts";
import type { TokenSource } from "../transport/token.ts";

/** Gives tokens of whoever is signed in on this device. The code that renews them is no part of the page's first. */
export const tokensWhenNeeded =
  (device: Device): TokenSource =>
  async (uid, refused) => {
    const loaded = await import("./tokens.ts").catch(() => null);
    // As good as without a network: whoever asks tries again.
    return loaded
      ? loaded.tokensOf(device)(uid, refused)
      : { kind: "unreachable", cause: "network" };
  };
