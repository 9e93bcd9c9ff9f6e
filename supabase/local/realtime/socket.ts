/** One client's WebSocket: its channels, and what it may do in them. */
import type { WebSocket } from "ws";
import { identify } from "../api-key.ts";
import type { Backend } from "../backend.ts";
import { isRecord } from "../body.ts";
import type { Identity } from "../identity.ts";
import { TokenError } from "../tokens.ts";
import { probeTopic } from "./authorise.ts";
import { type Channel, atExpiry, parseJoin } from "./channel.ts";
import { type Frame, type FrameVersion, decodeFrame, encodeFrame } from "./frames.ts";

const PREFIX = "realtime:";
const CHANNELS_MAX = 100;
const TOPIC_LENGTH_MAX = 255;
/** Clients send a heartbeat every 25 s; one that is silent for longer than this has gone without a word. */
const SILENCE_MAX_MS = 60_000;
/** Bytes waiting to go out to a client that has stopped reading. */
const BACKLOG_MAX = 4 * 1024 * 1024;
const UNSUPPORTED_DATA = 1003;

export interface SocketOptions {
  socket: WebSocket;
  version: FrameVersion;
  /** What the client connected with: the token of a join that brings none. */
  apiKey: string;
  backend: Backend;
  /** A client's own broadcast, for the others. */
  relay(from: RealtimeSocket, topic: string, payload: Record<string, unknown>): void;
}

export class RealtimeSocket {
  readonly #options: SocketOptions;
  readonly #channels = new Map<string, Channel>();
  /** Frames are handled one after the other: a leave must not overtake the join before it. */
  #queue: Promise<void> = Promise.resolve();
  #lastHeard = Date.now();

  constructor(options: SocketOptions) {
    this.#options = options;
    options.socket.on("message", (data: Buffer, binary) => {
      this.#lastHeard = Date.now();
      const frame = decodeFrame(data, binary, options.version);
      if (frame === undefined) return options.socket.close(UNSUPPORTED_DATA, "not a frame");
      this.#queue = this.#queue
        .then(() => this.#handle(frame))
        .catch((error: unknown) => {
          options.backend.report(`realtime ${frame.event} failed`, error);
          this.#reply(frame, "error", { reason: "The backend failed; see its log." });
        });
    });
    options.socket.on("close", () => {
      for (const channel of this.#channels.values()) clearTimeout(channel.expiry);
      this.#channels.clear();
    });
    // A socket that breaks also closes.
    options.socket.on("error", () => undefined);
  }

  get isJoined(): boolean {
    return this.#channels.size > 0;
  }

  isSilent(now: number): boolean {
    return now - this.#lastHeard > SILENCE_MAX_MS;
  }

  /** @param topic as on the wire. */
  broadcast(topic: string, payload: Record<string, unknown>): void {
    const channel = this.#channels.get(topic);
    if (channel?.rights.receive !== true) return;
    this.#send({ joinRef: channel.joinRef, ref: null, topic, event: "broadcast", payload });
  }

  async #handle(frame: Frame): Promise<void> {
    if (frame.topic === "phoenix") {
      return this.#reply(frame, frame.event === "heartbeat" ? "ok" : "error", {});
    }
    if (frame.event === "phx_join") return this.#join(frame);
    const channel = this.#channels.get(frame.topic);
    if (channel === undefined || (frame.joinRef !== null && frame.joinRef !== channel.joinRef)) {
      return this.#reply(frame, "error", { reason: "unmatched topic" });
    }
    switch (frame.event) {
      case "phx_leave":
        this.#drop(channel);
        return this.#reply(frame, "ok", {});
      case "access_token":
        return this.#renew(channel, frame);
      case "broadcast":
        return this.#relay(channel, frame);
      default:
        return this.#reply(frame, "error", {
          reason: `${frame.event} is not available on the local backend`,
        });
    }
  }

  async #join(frame: Frame): Promise<void> {
    const refuse = (reason: string) => this.#reply(frame, "error", { reason });
    const { topic, joinRef } = frame;
    const name = topic.slice(PREFIX.length);
    if (!topic.startsWith(PREFIX) || name === "" || topic.length > TOPIC_LENGTH_MAX) {
      return refuse("unmatched topic");
    }
    // A second join takes the first one's place.
    const former = this.#channels.get(topic);
    if (former !== undefined) this.#drop(former);
    if (this.#channels.size >= CHANNELS_MAX) {
      return refuse("ChannelRateLimitReached: Too many channels");
    }
    const { isPrivate, token, self, ack, wantsPresence, postgresChanges } = parseJoin(
      frame.payload,
    );
    if (!isPrivate) return refuse("PrivateOnly: This project only allows private channels");
    const identity = await this.#identify(token ?? this.#options.apiKey);
    if (identity instanceof TokenError) return refuse(`InvalidJWTToken: ${identity.message}`);
    const rights = await probeTopic(this.#options.backend.pool, identity, name);
    if (!rights.receive) return refuse(unauthorised(name));
    if (this.#options.socket.readyState !== this.#options.socket.OPEN) return;

    const channel = { topic, joinRef, rights, self, ack, expiry: this.#expire(topic, identity) };
    this.#channels.set(topic, channel);
    const changes = postgresChanges.map((change, i) => ({ ...change, id: i + 1 }));
    this.#reply(frame, "ok", { postgres_changes: changes });
    if (changes.length > 0) this.#tellUnavailable(channel, "postgres_changes");
    if (wantsPresence) this.#tellUnavailable(channel, "presence");
  }

  async #renew(channel: Channel, frame: Frame): Promise<void> {
    const token = frame.payload.access_token;
    // supabase-js sends null while it knows no better.
    if (typeof token !== "string") return;
    const name = channel.topic.slice(PREFIX.length);
    const identity = await this.#identify(token);
    if (identity instanceof TokenError) return this.#close(channel, identity.message);
    const rights = await probeTopic(this.#options.backend.pool, identity, name);
    if (!rights.receive) return this.#close(channel, unauthorised(name));
    if (this.#channels.get(channel.topic) !== channel) return;
    clearTimeout(channel.expiry);
    channel.rights = rights;
    channel.expiry = this.#expire(channel.topic, identity);
  }

  #relay(channel: Channel, frame: Frame): void {
    if (!channel.rights.send) {
      return this.#reply(frame, "error", {
        reason: `Unauthorized: You do not have permissions to write to this Channel topic: ${channel.topic.slice(PREFIX.length)}`,
      });
    }
    const { event, payload } = frame.payload;
    const message = {
      type: "broadcast",
      event: typeof event === "string" ? event : "",
      payload: isRecord(payload) ? payload : {},
    };
    this.#options.relay(this, channel.topic, message);
    if (channel.self) this.broadcast(channel.topic, message);
    if (channel.ack) this.#reply(frame, "ok", {});
  }

  async #identify(token: string): Promise<Identity | TokenError> {
    try {
      return await identify(this.#options.backend, token);
    } catch (error) {
      if (error instanceof TokenError) return error;
      throw error;
    }
  }

  #expire(topic: string, identity: Identity): NodeJS.Timeout {
    return atExpiry(identity, () => {
      const channel = this.#channels.get(topic);
      if (channel !== undefined) this.#close(channel, "Token has expired");
    });
  }

  /** Ends a channel from this side. The client does not rejoin by itself. */
  #close(channel: Channel, reason: string): void {
    if (this.#channels.get(channel.topic) !== channel) return;
    this.#drop(channel);
    this.#tellSystem(channel, "system", reason);
    const { topic, joinRef } = channel;
    this.#send({ joinRef, ref: joinRef, topic, event: "phx_close", payload: {} });
  }

  #drop(channel: Channel): void {
    clearTimeout(channel.expiry);
    this.#channels.delete(channel.topic);
  }

  #tellUnavailable(channel: Channel, extension: string): void {
    this.#tellSystem(channel, extension, `${extension} is not available on the local backend`);
  }

  #tellSystem({ topic, joinRef }: Channel, extension: string, message: string): void {
    const payload = { extension, status: "error", message, channel: topic.slice(PREFIX.length) };
    this.#send({ joinRef, ref: null, topic, event: "system", payload });
  }

  #reply(to: Frame, status: "ok" | "error", response: Record<string, unknown>): void {
    const { joinRef, ref, topic } = to;
    this.#send({ joinRef, ref, topic, event: "phx_reply", payload: { status, response } });
  }

  #send(frame: Frame): void {
    const { socket, version } = this.#options;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > BACKLOG_MAX) return socket.terminate();
    socket.send(encodeFrame(frame, version));
  }
}

function unauthorised(topic: string): string {
  return `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
}
