/** A student's device: a disk, a clock that may be wrong, and the contexts of the app that run on it. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { createHost, type Host } from "../../src/host/host.ts";
import { type AthroDatabase, databaseName, openDatabase } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { RecordGone } from "../../src/store/write.ts";
import type { EngineInput } from "../../src/sync/engine.ts";
import { adopt, checkGuestWork, type GuestRecord, workAsGuest } from "./adoption.ts";
import { DeviceView } from "./device-view.ts";
import { type Image, putImage, takeImage } from "./disk.ts";
import { type Disk, gateTransactions } from "./gate.ts";
import { type Edition, OLD, UPDATED } from "./history.ts";
import { Lock } from "./lock.ts";
import { Network } from "./network.ts";
import type { Cause, Watched } from "./oracle.ts";
import type { Random } from "./prng.ts";
import { beforeUpdate } from "./update.ts";
import type { World } from "./world.ts";

/** Commits that a loss of power can take back. */
const PAST_LENGTH = 12;

/** A page or a worker, from its start to its end. */
interface Context {
  db: AthroDatabase;
  host: Host | null;
  alive: boolean;
  /** Cycles in it now. */
  cycles: number;
}

export interface DeviceSetup {
  user: string;
  edition: Edition;
  /** Contexts that run the engine: a worker, a page without one, or both. */
  hosts: number;
  /** Whether the browser has Web Locks. */
  locks: boolean;
  /** Rows that the server gives it in one page at most. */
  pageRows: number;
}

/** What an armed accident does when its turn comes. */
type Accident = { in: number; mid: "cycle" | "edit"; strike: () => void };

export class Device {
  readonly world: World;
  readonly setup: DeviceSetup;
  readonly watched: Watched;
  readonly network: Network;
  readonly random: Random;
  /** Local clock minus the server's, ms. */
  skew = 0;
  /** Edits done in the page, of those that were begun. */
  store: Store | null = null;
  /** Neither page nor worker runs until it is woken. */
  asleep = false;
  disk: Disk = "free";
  private readonly factory = new IDBFactory();
  private readonly name: string;
  private readonly lock: Lock;
  private contexts: Context[] = [];
  private past: { image: Image; at: number }[] = [];
  private cause: Cause | null = null;
  private accident: Accident | null = null;
  /** What a guest made here, once it is to be the student's, and whether some of it is still in the guest's database. */
  private guest: { records: GuestRecord[]; gone: boolean } | null = null;
  private life = 0;

  constructor(world: World, setup: DeviceSetup, random: Random) {
    this.world = world;
    this.setup = { ...setup };
    this.random = random;
    this.name = databaseName(setup.user);
    this.lock = new Lock(world.scheduler);
    this.watched = world.oracle.addDevice(setup.user, setup.edition);
    this.network = new Network(world, this, random.fork("network"));
    if (setup.edition === OLD) world.log(`device ${this.watched.index} is old`);
  }

  /** Local time. */
  now(): number {
    return this.world.scheduler.now + this.skew;
  }

  view(): DeviceView {
    return this.watched.view;
  }

  /** Starts the app: a page, and its engines. */
  async open(): Promise<void> {
    if (this.contexts.length > 0) return;
    this.life += 1;
    this.asleep = false;
    const page = await this.openContext("student");
    this.store = this.storeOver(page.db, () => this.send({ type: "wrote" }));
    for (let i = 0; i < this.setup.hosts; i += 1) {
      const context = await this.openContext("sync");
      context.host = this.hostIn(context);
      context.host.send({ type: "started" });
    }
    this.keepPolling(this.life);
    this.cause = "sync";
    if (this.guest && !this.guest.gone) adopt(this, (await this.openContext("student", null)).db);
  }

  /** Plans the start of the app. */
  openIn(ms: number): void {
    const { life } = this;
    this.world.scheduler.after(ms, () => {
      if (this.life === life && !this.asleep && !this.world.away)
        this.world.during(() => this.open());
    });
  }

  /** A guest has worked on this device, and now the student signs up. */
  async takeGuestIn(random: Random): Promise<void> {
    if (this.guest) return;
    const db = await openDatabase(null, () => random.uuid(), this.storage());
    const guest = { ...this.storeOver(db, () => {}), user: null, newId: () => random.uuid() };
    this.guest = { records: await workAsGuest(guest, random), gone: false };
    db.close();
    if (this.isOpen()) adopt(this, (await this.openContext("student", null)).db);
  }

  /** Nothing is left in the guest's database. */
  guestGone(): void {
    if (this.guest) this.guest.gone = true;
  }

  /** Whether a guest's work has yet to leave the guest's database. What was refused since stays there until the student decides (U7). */
  hasGuest(): boolean {
    if (this.guest === null || this.guest.gone) return false;
    const { stores } = takeImage(this.factory, databaseName(null));
    const left = this.guest.records.filter(({ table, id }) => stores.get(table)?.has(id));
    return (
      left.length === 0 || left.some(({ table, id }) => !this.view().entry(table, id)?.refused)
    );
  }

  private storage(): { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange } {
    return { indexedDB: this.factory, IDBKeyRange };
  }

  private async openContext(cause: Cause, user: string | null = this.setup.user): Promise<Context> {
    const db = await openDatabase(user, () => this.random.uuid(), this.storage());
    const context: Context = { db, host: null, alive: true, cycles: 0 };
    if (cause === "sync") this.world.mutant.store?.(db);
    else this.world.mutant.page?.(db);
    gateTransactions(db, (work, writes) => this.turn(context, cause, work, writes));
    // As the app does: another context deletes the database.
    db.on("versionchange", () => {
      context.host?.stop();
      db.close();
    });
    this.contexts.push(context);
    return context;
  }

  private storeOver(db: AthroDatabase, committed: () => void): Store {
    return {
      db,
      user: this.setup.user,
      now: () => this.now(),
      newId: () => this.random.uuid(),
      committed,
    };
  }

  private hostIn(context: Context): Host {
    const { scheduler } = this.world;
    return createHost({
      store: this.storeOver(context.db, () => {}),
      transport: this.network.transport(() => context.alive),
      ask: ({ id }) => this.network.ask(id, () => context.alive),
      clock: {
        now: () => this.now(),
        after: (ms, callback) => scheduler.after(ms, () => context.alive && callback()),
      },
      random: () => this.random.next(),
      alone: (body) => this.alone(context, body),
    });
  }

  /** A cycle, under the lock where there is one. */
  private async alone<T>(context: Context, body: () => Promise<T>): Promise<T> {
    const others = this.contexts.some((other) => other !== context && other.cycles > 0);
    if (others) this.world.happened(this.setup.locks ? "two-cycles-locked" : "two-cycles-unlocked");
    if (this.setup.locks && !(await this.lock.take(context)))
      this.world.happened("frozen-lock-holder");
    context.cycles += 1;
    try {
      return await body();
    } finally {
      context.cycles -= 1;
      this.lock.letGo(context);
    }
  }

  /** Runs one transaction of a context when the scheduler has come to it; never, if the context has died by then. */
  private async turn<T>(
    context: Context,
    cause: Cause,
    work: (disk: Disk) => PromiseLike<T>,
    writes: boolean,
  ): Promise<T> {
    const { scheduler } = this.world;
    // A student's act holds the event open while it runs, and lets it end while it waits.
    if (cause === "student") scheduler.release();
    await new Promise<void>((resolve) => {
      scheduler.after(this.turnDelay(cause), () => {
        if (!context.alive || this.strike(cause)) return;
        resolve();
        if (cause === "student") scheduler.hold();
      });
    });
    return scheduler.track(async () => {
      if (writes) this.cause = cause;
      const { disk } = this;
      try {
        return await work(disk);
      } catch (error) {
        if (disk === "full" && writes) this.world.happened("storage-full");
        else if (cause === "sync" && context.db.isOpen()) this.world.fail(error);
        throw error;
      }
    });
  }

  private turnDelay(cause: Cause): number {
    const { rates } = this.world;
    if (this.random.chance(rates.frozen) && cause === "sync")
      return this.random.between(1_000, 40_000);
    return this.random.chance(0.1) ? this.random.between(1, 300) : this.random.between(0, 3);
  }

  /** Arms an accident for one of the next turns of a cycle or of an edit. */
  arm(accident: Accident): void {
    this.accident = accident;
  }

  disarm(): void {
    this.accident = null;
  }

  private strike(cause: Cause): boolean {
    const { accident } = this;
    if (!accident || (accident.mid === "edit") !== (cause === "student")) return false;
    accident.in -= 1;
    if (accident.in > 0) return false;
    this.accident = null;
    accident.strike();
    return true;
  }

  /** Tells the engines. */
  send(input: EngineInput): void {
    for (const { host, alive } of this.contexts) if (alive) host?.send(input);
  }

  isOpen(): boolean {
    return this.contexts.length > 0;
  }

  /** Changes that the device still means to send. */
  waiting(): number {
    return [...this.view().outbox.values()].filter((entry) => !entry.refused).length;
  }

  /** What an open page does by itself: a slow poll, and a heartbeat while something waits. */
  private keepPolling(life: number): void {
    const beat = (ms: () => number, run: () => void): void => {
      this.world.scheduler.after(ms(), () => {
        if (this.life !== life || !this.isOpen()) return;
        run();
        beat(ms, run);
      });
    };
    beat(
      () => 3_000,
      () => this.waiting() > 0 && this.send({ type: "wrote" }),
    );
    beat(
      () => this.random.between(60_000, 90_000),
      () => this.send({ type: "poll" }),
    );
  }

  /** Ends every context where it is. */
  kill(): void {
    for (const context of this.contexts) {
      context.alive = false;
      context.host?.stop();
      context.db.close();
      this.lock.forget(context);
    }
    this.contexts = [];
    this.store = null;
    this.life += 1;
  }

  /** Cuts the power: the last `commits` commits were not on the disk yet. */
  losePower(commits: number): void {
    this.kill();
    const index = Math.max(0, this.past.length - commits);
    const then = this.past[index];
    if (!then) return;
    this.world.happened("power-loss");
    putImage(this.factory, this.name, then.image);
    this.past = this.past.slice(0, index);
    this.world.oracle.powerLost(
      this.watched,
      new DeviceView(takeImage(this.factory, this.name)),
      then.at,
    );
  }

  /** The browser throws the database away, under the app or while it is closed. */
  async deleteDatabase(underTheApp: boolean): Promise<void> {
    if (!underTheApp) this.kill();
    else if (this.isOpen()) this.world.happened("database-deleted-open");
    await new Promise<void>((resolve, reject) => {
      const request = this.factory.deleteDatabase(this.name);
      request.addEventListener("success", () => resolve());
      request.addEventListener("error", () => reject(new Error("the database was not deleted")));
    });
    this.kill();
    this.past = [];
    this.cause = null;
    this.world.oracle.databaseDeleted(this.watched);
  }

  /** The app is updated, and knows the table that it did not know. */
  update(): void {
    if (this.setup.edition !== OLD) return;
    this.kill();
    const image = takeImage(this.factory, this.name);
    this.setup.edition = UPDATED;
    this.watched.edition = UPDATED;
    if (!image.stores.has("meta")) return;
    putImage(this.factory, this.name, beforeUpdate(image));
    // What a loss of power takes the device back to is no older than this.
    this.watched.view = new DeviceView(takeImage(this.factory, this.name));
    this.world.happened("app-update");
    this.past = [];
    this.cause = "sync";
  }

  /** Does something as the student would, in the page; what it rejects with is the simulation's failure. */
  act(work: (store: Store) => Promise<unknown>): void {
    const { store } = this;
    if (!store) return;
    this.world.during(async () => {
      try {
        await work(store);
      } catch (error) {
        const isFull = error instanceof Error && error.name === "QuotaExceededError";
        // The student was beaten to it by another of their tabs.
        const isGone = error instanceof RecordGone;
        if (store.db.isOpen() && !isFull && !isGone) throw error;
      }
    });
  }

  /** Whether all of a guest's work is somewhere. */
  checkGuest(): void {
    if (!this.guest) return;
    const image = takeImage(this.factory, databaseName(null));
    checkGuestWork(this.guest.records, image, this, this.world.oracle.history(this.setup.user));
  }

  /** Shows the oracle what the last event left on the disk. */
  look(): void {
    const { cause } = this;
    if (cause === null) return;
    this.cause = null;
    const image = takeImage(this.factory, this.name);
    this.past.push({ image: this.view().image, at: this.world.oracle.ledger.clock });
    if (this.past.length > PAST_LENGTH) this.past.shift();
    this.world.oracle.deviceChanged(this.watched, new DeviceView(image), cause);
    this.checkGuest();
  }
}
