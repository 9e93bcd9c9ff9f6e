/** What happens in a run, laid out from the seed before it begins, so that a failing run can be shortened step by step. */
import { CURRENT, OLD } from "./history.ts";
import type { DeviceSetup } from "./device.ts";
import { CALM, type Rates, ROUGH } from "./faults.ts";
import { type Random, createRandom } from "./prng.ts";
import { ACTS, type ActName } from "./student-acts.ts";

/** What is done to a device, or to the server, besides the student's own acts. */
const EVENTS = [
  "partition",
  "killMidCycle",
  "killMidEdit",
  "losePower",
  "sleep",
  "absence",
  "jumpClock",
  "expireToken",
  "otherStudent",
  "fillDisk",
  "updateApp",
  "deleteDatabase",
  "plantPoison",
  "clash",
  "burst",
  "signUpAsGuest",
  "backUpServer",
  "restoreServer",
] as const;

export type EventName = (typeof EVENTS)[number];

export interface Operation {
  kind: ActName | EventName;
  /** Index of the device. */
  device: number;
  /** ms after the one before. */
  gap: number;
  /** What it draws from, so that leaving another out changes nothing in this one. */
  seed: string;
}

export interface Plan {
  seed: string;
  users: string[];
  devices: DeviceSetup[];
  rates: Rates;
  operations: Operation[];
}

const ACT_WEIGHTS: Record<ActName, number> = {
  message: 10,
  newEvent: 8,
  editEvent: 14,
  editChain: 4,
  deleteEvent: 3,
  restoreEvent: 3,
  rateEvent: 4,
  cancelOccurrence: 4,
  saveSession: 3,
  resumeSession: 5,
  deleteSession: 3,
  restoreSession: 3,
  renameSession: 6,
  setting: 8,
  draft: 3,
  draftThenSend: 4,
  newerField: 2,
  restoreLost: 3,
  retryRefused: 2,
  discardRefused: 2,
  mendRefused: 2,
};

const EVENT_WEIGHTS: Record<EventName, number> = {
  partition: 7,
  killMidCycle: 4,
  killMidEdit: 3,
  losePower: 4,
  sleep: 3,
  absence: 0,
  jumpClock: 5,
  expireToken: 3,
  otherStudent: 3,
  fillDisk: 2,
  updateApp: 0,
  deleteDatabase: 1,
  plantPoison: 6,
  clash: 5,
  burst: 0,
  signUpAsGuest: 0,
  backUpServer: 0,
  restoreServer: 0,
};

const gapOf = (random: Random): number =>
  random.weighted({ short: 5, middle: 4, long: 1 }) === "short"
    ? random.between(0, 600)
    : random.chance(0.85)
      ? random.between(600, 5_000)
      : random.between(5_000, 30_000);

const setUp = (user: string, random: Random): DeviceSetup => ({
  user,
  edition: random.chance(0.12) ? OLD : CURRENT,
  hosts: random.chance(0.6) ? 2 : 1,
  locks: random.chance(0.4),
  pageRows: random.chance(0.6) ? random.between(1, 12) : 1_000,
});

export const planOf = (seed: string): Plan => {
  const random = createRandom(seed);
  const users = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => random.uuid());
  const count = random.between(2, users.length === 2 ? 5 : 4);
  const devices = Array.from({ length: count }, (_, index) =>
    setUp(users[index % users.length] ?? "", random),
  );
  const length = random.between(24, 64);
  const operations = Array.from({ length }, (_, index): Operation => {
    const kind = random.chance(0.3) ? random.weighted(EVENT_WEIGHTS) : random.weighted(ACT_WEIGHTS);
    return {
      kind,
      device: random.int(count),
      gap: gapOf(random),
      seed: `${seed}/operation ${index}`,
    };
  });
  const insert = (kind: EventName, from: number, to: number, device = random.int(count)): void => {
    const at = Math.floor(length * (from + random.next() * (to - from)));
    operations.splice(at, 0, {
      kind,
      device,
      gap: gapOf(random),
      seed: `${seed}/${kind}`,
    });
  };
  for (const [index, { edition }] of devices.entries())
    if (edition === OLD && random.chance(0.5)) insert("updateApp", 0.3, 0.9, index);
  if (random.chance(0.1)) insert("burst", 0.2, 0.8);
  if (random.chance(0.12)) insert("absence", 0.3, 0.8);
  if (random.chance(0.2)) {
    insert("backUpServer", 0.15, 0.45);
    insert("restoreServer", 0.5, 0.9);
  }
  // From a stream of its own: what other seeds drew stays as it was.
  const guests = createRandom(`${seed}/guests`);
  if (guests.chance(0.12)) insert("signUpAsGuest", 0.1, 0.8, guests.int(count));
  return { seed, users, devices, rates: random.chance(0.85) ? ROUGH : CALM, operations };
};

export const isAct = (kind: Operation["kind"]): kind is ActName => kind in ACTS;
