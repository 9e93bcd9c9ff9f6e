/** The live hint that something changed, over a private Realtime channel. Loaded after the first paint. */
import { createClient } from "@supabase/supabase-js";
import type { Backend } from "./session.ts";
import type { TokenSource } from "./token.ts";

export interface PokeListener {
  /** Another device's change reached this seq. */
  poked(seq: number): void;
  /** The channel is (again) joined: what was missed meanwhile is to be pulled. */
  joined(): void;
}

/** Between the end of a channel and the next try, ms. */
const REJOIN_DELAY_MS = 1_000;

/**
 * Listens on the user's channel until the returned function is called. Realtime reconnects by itself; no delivery is guaranteed, and
 * none is needed, since a poke only says when to pull.
 */
export const listenForPokes = (
  backend: Backend,
  token: TokenSource,
  uid: string,
  listener: PokeListener,
): (() => Promise<void>) => {
  const client = createClient(backend.url, backend.key, {
    accessToken: async () => {
      const given = await token(uid);
      // A null here would make the client go on with the public key.
      if (given.kind !== "token") throw new Error("no session");
      return given.token;
    },
  });
  let ended = false;
  let rejoining: ReturnType<typeof setTimeout> | undefined;

  const join = (): void => {
    const channel = client.channel(`user:${uid}`, { config: { private: true } });
    channel.on("broadcast", { event: "poke" }, ({ payload }) => {
      const seq: unknown = payload?.seq;
      if (typeof seq === "number") listener.poked(seq);
    });
    channel.subscribe((status) => {
      if (status === "SUBSCRIBED") listener.joined();
      // The server ends a channel whose token ran out, after a sleep perhaps, and the library takes that for its own leaving.
      else if (status === "CLOSED" && !ended)
        rejoining = setTimeout(() => void rejoin(), REJOIN_DELAY_MS);
    });
  };
  /** With a new token, if one can be had; otherwise the server refuses, and the library tries again by itself. */
  const rejoin = async (): Promise<void> => {
    await client.realtime.setAuth();
    if (!ended) join();
  };

  join();
  return async () => {
    ended = true;
    clearTimeout(rejoining);
    // The socket first: channels would take leave over it, and wait for an answer that doesn't come where the network is gone.
    const closed = client.realtime.disconnect();
    await client.removeAllChannels();
    await closed;
  };
};
