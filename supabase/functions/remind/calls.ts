/** The three functions of the database that this one may call, and what they give. */
import type { EventRecord } from "../../../src/model/recurrence/occurrences.ts";
import type { OverrideRecord } from "../../../src/model/recurrence/overrides.ts";
import { type Api, callDatabase } from "../_shared/call-database.ts";
import type { Configured } from "./environment.ts";

export interface Subscription {
  id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  language: "en" | "cy";
  zone: string;
}

type Shown<T, K extends keyof T> = Pick<T, K>;

/** What the database tells of an event and of a change of one of its times; see athro.push_calendar. */
export type EventPart = Shown<
  EventRecord,
  "id" | "title" | "all_day" | "starts_at" | "ends_at" | "zone" | "rrule" | "reminders"
>;
export type OverridePart = Shown<
  OverrideRecord,
  | "id"
  | "event_id"
  | "original_start"
  | "cancelled"
  | "title"
  | "all_day"
  | "starts_at"
  | "ends_at"
  | "zone"
  | "reminders"
>;

export interface StudentWork {
  user: string;
  seq: number;
  calendar: { events: readonly EventPart[]; overrides: readonly OverridePart[] };
  subscriptions: readonly Subscription[];
}

export interface Work {
  /** The database's clock, ms. */
  now: number;
  students: readonly StudentWork[];
}

/** A reminder on its way to a device. */
export interface Push {
  subscription: string;
  /** Of the occurrence. */
  key: string;
  /** When it comes, ms. */
  at: number;
}

export interface Outcome {
  seq: number;
  next_at: number;
  sent: readonly Push[];
  failed: readonly Push[];
  /** Subscriptions that are no more. */
  gone: readonly string[];
}

const TIMEOUT_MS = 10_000;

const call = async (api: Api, name: string, args: object): Promise<unknown> => {
  const response = await callDatabase(api, name, args, TIMEOUT_MS);
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new Error(`${name}: status ${response.status}`);
};

/** Students to be looked at now, at most so many; this run's for a minute. The database is this project's own, and its answers are believed. */
export const takeWork = async ({ api, vapid }: Configured, most: number): Promise<Work> =>
  (await call(api, "take_push_work", { public_key: vapid.publicKey, most })) as Work;

/** Which of some reminders are this run's to send. */
export const claimPushes = async (
  { api }: Configured,
  student: string,
  pushes: readonly Push[],
): Promise<readonly Push[]> =>
  (await call(api, "claim_pushes", { student, pushes })) as readonly Push[];

export const finishPushes = async (
  { api }: Configured,
  student: string,
  outcome: Outcome,
): Promise<void> => {
  await call(api, "finish_pushes", { student, ...outcome });
};
