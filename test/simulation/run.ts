/** Plays one seed from beginning to end. */
import { describeFailure } from "./describe.ts";
import { Device } from "./device.ts";
import { CALM, type FaultCounts } from "./faults.ts";
import { checkDeviceAtRest, checkPoisons, checkServerAtRest } from "./final-rules.ts";
import { Happenings } from "./happenings.ts";
import { type Operation, type Plan, planOf } from "./plan.ts";
import { createRandom } from "./prng.ts";
import type { Server } from "./server.ts";
import { Violation } from "./violation.ts";
import { type Mutant, World } from "./world.ts";

/** With a healed network the queues are to be empty within this, ms: a struggling server is left alone for up to 60 s. */
const DRAIN_MAX_MS = 90_000;
/** For each page that a device may still have to fetch, ms: some seeds play with pages of one row. */
const PAGE_MAX_MS = 1_000;
const SETTLE_STEP_MS = 5_000;
const SETTLE_TRIES = 60;

export interface RunOptions {
  server: Server;
  /** Instead of the plan's own. */
  operations?: readonly Operation[];
  mutant?: Mutant;
}

export interface RunResult {
  ops: number;
  faults: FaultCounts;
  rejected: number;
  superseded: number;
  /** Of the healed network until the last queue was empty, ms. */
  drained: number;
  /** The same for the same run. */
  fingerprint: string;
  failure?: { message: string; trace: string[] };
}

export const runSeed = async (seed: string, options: RunOptions): Promise<RunResult> => {
  const plan = planOf(seed);
  const world = new World(options.server, options.mutant ?? {});
  let drained = 0;
  try {
    await begin(world, plan);
    await play(world, plan, options.operations ?? plan.operations);
    if (!world.failure) drained = await rest(world, plan);
  } catch (error) {
    world.fail(error);
  }
  for (const device of world.devices) device.kill();
  await world.scheduler.settle();
  await options.server.removeStudents(plan.users);
  const { ops, faults, rejected, superseded, failure, trace } = world;
  const fingerprint = world.fingerprint();
  const result: RunResult = { ops, faults, rejected, superseded, drained, fingerprint };
  return failure
    ? {
        ...result,
        failure: {
          message: describe(failure),
          trace: [...trace, ...describeFailure(world.oracle, failure.message)],
        },
      }
    : result;
};

const describe = (error: Error): string =>
  error instanceof Violation ? error.message : (error.stack ?? error.message);

const begin = async (world: World, plan: Plan): Promise<void> => {
  for (const user of plan.users) {
    await world.server.addStudent(user);
    world.oracle.addStudent(user, (await world.server.read(user, 0)).epoch);
  }
  const random = createRandom(`${plan.seed}/devices`);
  for (const [index, setup] of plan.devices.entries()) {
    const device = new Device(world, setup, random.fork(String(index)));
    world.devices.push(device);
    device.openIn(random.int(400));
  }
};

const play = async (world: World, plan: Plan, operations: readonly Operation[]): Promise<void> => {
  const { scheduler } = world;
  const happenings = new Happenings(world, plan.users);
  world.rates = plan.rates;
  await world.runUntil(scheduler.now + 1_500);
  for (const operation of operations) {
    await world.runUntil(scheduler.now + operation.gap);
    if (world.failure) return;
    scheduler.after(0, () => happenings.perform(operation));
    await world.step();
    if (operation.kind === "absence") await sleepLong(world, operation);
  }
};

/** Everyone is away for weeks; then all devices come back. */
const sleepLong = async (world: World, operation: Operation): Promise<void> => {
  const random = createRandom(`${operation.seed}/absence`);
  await world.runUntil(world.scheduler.now + random.between(20, 100) * 86_400_000);
  world.away = false;
  for (const device of world.devices) {
    device.asleep = false;
    device.openIn(random.int(5_000));
  }
};

/** Heals everything, waits until all have synced, and holds the devices against the server. Returns how long the queues took. */
const rest = async (world: World, plan: Plan): Promise<number> => {
  const { scheduler } = world;
  world.rates = CALM;
  const random = createRandom(`${plan.seed}/rest`);
  for (const device of world.devices) {
    device.disarm();
    device.network.partition = "none";
    device.asleep = false;
    device.disk = "free";
    device.network.other = null;
    if (!device.isOpen()) device.openIn(random.int(2_000));
    if (!device.network.signedIn) {
      device.network.signedIn = true;
      device.send({ type: "started" });
    } else if (random.chance(0.5)) device.send({ type: "online" });
  }
  const healed = scheduler.now;
  let drained = 0;
  for (let tries = 0; ; tries += 1) {
    await world.runUntil(scheduler.now + SETTLE_STEP_MS);
    if (world.failure) return 0;
    const waiting = world.devices.filter((device) => device.waiting() > 0 || device.hasGuest());
    if (waiting.length > 0) {
      const taken = scheduler.now - healed;
      const late = waiting.find((device) => taken > patienceWith(world, device));
      if (late)
        throw new Violation(
          `[G4] device ${late.watched.index} still waits ${taken} ms after the network healed`,
        );
      continue;
    }
    if (drained === 0) drained = scheduler.now - healed;
    if (isSettled(world)) break;
    if (tries === SETTLE_TRIES) break;
    if (tries % 6 === 5) for (const device of world.devices) device.send({ type: "poll" });
  }
  world.oracle.checkEverything();
  checkPoisons(world.oracle.ledger);
  for (const user of plan.users)
    checkServerAtRest(world.oracle.history(user), await world.server.read(user, 0));
  for (const device of world.devices) device.checkGuest();
  for (const device of world.devices)
    checkDeviceAtRest(device.watched, world.oracle.history(device.setup.user));
  return drained;
};

const patienceWith = (world: World, { setup }: Device): number => {
  const rows = world.oracle.history(setup.user).now.seq;
  return DRAIN_MAX_MS + Math.ceil(rows / setup.pageRows) * PAGE_MAX_MS;
};

const isSettled = (world: World): boolean =>
  world.devices.every((device) => {
    const { state } = device.view();
    const { now } = world.oracle.history(device.setup.user);
    return state?.epoch === now.epoch && state.cursor === now.seq && state.proof === "equal";
  });
