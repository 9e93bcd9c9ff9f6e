/** Phoenix frames, as version 1 (objects) and version 2 (arrays, and binary broadcasts from clients) put them. */
import { isRecord } from "../body.ts";

export type FrameVersion = 1 | 2;

export interface Frame {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
}

const BINARY_BROADCAST = 3;
const JSON_ENCODING = 1;

export function encodeFrame({ joinRef, ref, topic, event, payload }: Frame, version: FrameVersion) {
  return JSON.stringify(
    version === 1 ? { topic, event, payload, ref } : [joinRef, ref, topic, event, payload],
  );
}

/** Undefined for what is no frame. */
export function decodeFrame(
  data: Uint8Array,
  binary: boolean,
  version: FrameVersion,
): Frame | undefined {
  try {
    if (binary) return version === 2 ? decodeBroadcast(data) : undefined;
    const value: unknown = JSON.parse(toText(data));
    return version === 1 ? fromObject(value) : fromArray(value);
  } catch {
    return undefined;
  }
}

function fromArray(value: unknown): Frame | undefined {
  if (!Array.isArray(value) || value.length !== 5) return undefined;
  const [joinRef, ref, topic, event, payload]: unknown[] = value;
  return check(joinRef, ref, topic, event, payload);
}

function fromObject(value: unknown): Frame | undefined {
  if (!isRecord(value)) return undefined;
  return check(value.join_ref, value.ref, value.topic, value.event, value.payload);
}

function check(
  joinRef: unknown,
  ref: unknown,
  topic: unknown,
  event: unknown,
  payload: unknown,
): Frame | undefined {
  if (typeof topic !== "string" || typeof event !== "string") return undefined;
  return {
    joinRef: typeof joinRef === "string" ? joinRef : null,
    ref: typeof ref === "string" ? ref : null,
    topic,
    event,
    payload: isRecord(payload) ? payload : {},
  };
}

/** A kind, the lengths of five fields, the encoding of the payload; then the fields, then the payload. */
function decodeBroadcast(data: Uint8Array): Frame | undefined {
  const [kind, joinRefSize = 0, refSize = 0, topicSize = 0, eventSize = 0, metaSize = 0, encoding] =
    data;
  if (kind !== BINARY_BROADCAST || encoding !== JSON_ENCODING) return undefined;
  let at = 7;
  const take = (size: number) => toText(data.subarray(at, (at += size)));
  const joinRef = take(joinRefSize);
  const ref = take(refSize);
  const topic = take(topicSize);
  const event = take(eventSize);
  at += metaSize;
  const payload: unknown = JSON.parse(toText(data.subarray(at)));
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event, payload },
  };
}

function toText(data: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(data);
}
