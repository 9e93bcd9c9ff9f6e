/** Carries out the operations of a plan. */
import { preferenceId } from "../../src/model/ids.ts";
import { commit, edit } from "../../src/store/write.ts";
import type { Device } from "./device.ts";
import type { FaultKind } from "./faults.ts";
import type { Oracle } from "./oracle.ts";
import { type EventName, isAct, type Operation } from "./plan.ts";
import { plant, POISONS } from "./poison.ts";
import { createRandom, type Random } from "./prng.ts";
import type { Backup } from "./server.ts";
import { ACTS, type ActName, draftIn } from "./student-acts.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const BURST_ROWS = 240;

/** Acts that count as one of the kinds that must have happened. */
const COUNTED: Partial<Record<ActName, FaultKind>> = {
  message: "message-sent",
  editChain: "edit-chain",
  editEvent: "event-edited",
  saveSession: "session-saved",
  resumeSession: "session-resumed",
  deleteSession: "session-deleted",
  newerField: "unknown-group",
};

/** A backup of the server, with what the oracle knew then. */
interface BackedUp {
  rows: Backup;
  known: ReturnType<Oracle["remember"]>;
}

export class Happenings {
  private readonly world: World;
  private readonly users: readonly string[];
  private backup: BackedUp | null = null;

  constructor(world: World, users: readonly string[]) {
    this.world = world;
    this.users = users;
  }

  perform(operation: Operation): void {
    const { world } = this;
    const device = world.devices[operation.device];
    if (!device) return;
    const random = createRandom(operation.seed);
    world.ops += 1;
    world.log(`${operation.kind} on device ${operation.device}`);
    if (isAct(operation.kind)) this.act(operation.kind, device, random);
    else this.events[operation.kind](device, random);
  }

  private act(name: ActName, device: Device, random: Random): void {
    if (!device.store) return;
    const work = ACTS[name](device, random);
    if (!work) return;
    const kind = COUNTED[name];
    if (kind) this.world.happened(kind);
    const hadDraft =
      name === "message" &&
      ["athro-maths", "athro-welsh"].some((athro) => draftIn(device, athro) !== "");
    if (hadDraft || name === "draftThenSend") this.world.happened("draft-cleared");
    device.act(work);
  }

  private readonly events: Record<EventName, (device: Device, random: Random) => void> = {
    partition: (device, random) => {
      const { network } = device;
      network.partition = random.pick(["in", "out", "all"] as const);
      this.world.scheduler.after(random.between(1_000, 40_000), () => {
        network.partition = "none";
        if (random.chance(0.7)) device.send({ type: "online" });
      });
    },
    killMidCycle: (device, random) => {
      device.arm({
        in: random.between(1, 9),
        mid: "cycle",
        strike: () => {
          this.world.happened("kill-mid-cycle");
          this.world.log(`device ${device.watched.index} killed`);
          device.kill();
          device.openIn(random.between(50, 8_000));
        },
      });
      device.send({ type: "flush" });
    },
    killMidEdit: (device, random) => {
      device.arm({
        in: random.between(1, 3),
        mid: "edit",
        strike: () => {
          this.world.happened("kill-mid-edit");
          device.kill();
          device.openIn(random.between(50, 3_000));
        },
      });
    },
    losePower: (device, random) => {
      const commits = random.between(1, 9);
      device.arm({
        in: random.between(1, 12),
        mid: random.chance(0.8) ? "cycle" : "edit",
        strike: () => {
          this.world.log(`device ${device.watched.index} loses ${commits} commits`);
          device.losePower(commits);
          device.openIn(random.between(500, 20_000));
        },
      });
    },
    sleep: (device, random) => {
      device.kill();
      device.asleep = true;
      this.world.scheduler.after(random.between(5_000, 90_000), () => {
        device.asleep = false;
        device.openIn(0);
      });
    },
    absence: () => {
      this.world.happened("long-absence");
      this.world.away = true;
      for (const device of this.world.devices) {
        device.kill();
        device.asleep = true;
      }
    },
    jumpClock: (device, random) => {
      const far = random.chance(0.6)
        ? random.between(1, 9) * DAY_MS
        : random.between(1, 90) * 60_000;
      const back = random.chance(0.5);
      this.world.happened(back ? "clock-back" : "clock-forward");
      device.skew += back ? -far : far;
      this.world.log(`device ${device.watched.index} is off by ${device.skew / 1000} s`);
    },
    expireToken: (device, random) => {
      this.world.happened("token-expiry");
      device.network.signedIn = false;
      this.world.scheduler.after(random.between(1_000, 30_000), () => {
        device.network.signedIn = true;
        device.send({ type: "started" });
      });
    },
    otherStudent: (device, random) => {
      const { network } = device;
      const other = this.users.find((user) => user !== device.setup.user) ?? random.uuid();
      this.world.happened("other-student");
      network.other = other;
      this.world.scheduler.after(random.between(1_000, 30_000), () => {
        network.other = null;
        device.send({ type: "started" });
      });
    },
    fillDisk: (device, random) => {
      device.disk = "full";
      this.world.scheduler.after(random.between(500, 20_000), () => {
        device.disk = "free";
      });
    },
    updateApp: (device, random) => {
      device.update();
      device.openIn(random.between(100, 4_000));
    },
    deleteDatabase: (device, random) => {
      this.world.happened("database-deleted");
      this.world.during(async () => {
        await device.deleteDatabase(random.chance(0.5));
        device.openIn(random.between(100, 4_000));
      });
    },
    plantPoison: (device, random) => {
      const poison = random.pick(POISONS);
      if (!device.store) return;
      this.world.happened(poison);
      const before = ACTS.newEvent(device, random.fork("before"));
      const after = ACTS.setting(device, random.fork("after"));
      device.act(async (store) => {
        await before?.(store);
        await plant(poison, this.world.oracle.ledger, random)(store);
        await after?.(store);
      });
    },
    signUpAsGuest: (device, random) => {
      if (!device.store) return;
      this.world.during(() => device.takeGuestIn(random));
      if (random.chance(0.4)) return;
      device.arm({
        in: random.between(1, 14),
        mid: "edit",
        strike: () => {
          this.world.happened("adoption-cut");
          device.kill();
          device.openIn(random.between(50, 3_000));
        },
      });
    },
    clash: (device, random) => this.clash(device, random),
    burst: (device, random) => this.burst(device, random),
    backUpServer: () =>
      this.world.during(async () => {
        this.backup = {
          known: this.world.oracle.remember(this.users),
          rows: await this.world.server.backUp(this.users),
        };
      }),
    restoreServer: () => {
      const { scheduler, server } = this.world;
      // Not while a transaction is open.
      const restore = (): void => {
        if (server.isHeld()) scheduler.after(500, restore);
        else this.world.during(() => this.restoreServer());
      };
      restore();
    },
  };

  private async restoreServer(): Promise<void> {
    const { backup, world } = this;
    if (!backup) return;
    world.happened("restored-server");
    await world.server.restore(backup.rows);
    const states = new Map(
      await Promise.all(
        this.users.map(async (user) => [user, await world.server.read(user, 0)] as const),
      ),
    );
    world.oracle.restored(backup.known, states, world.scheduler.now);
  }

  /** Several devices of one student, apart from the network, give one event another title. */
  private clash(device: Device, random: Random): void {
    const { world } = this;
    const others = world.devices.filter((one) => one.setup.user === device.setup.user && one.store);
    const row = device
      .view()
      .rows("calendar_events")
      .find((one) => others.every((other) => other.view().row("calendar_events", String(one.id))));
    if (!row) return;
    for (const [index, one] of others.entries()) {
      one.network.partition = "all";
      const title = `clash ${random.int(100_000)} by ${index}`;
      one.act((store) =>
        commit(store.db, store, [edit("calendar_events", String(row.id), { title: { title } })]),
      );
      world.scheduler.after(random.between(2_000, 12_000), () => {
        one.network.partition = "none";
        one.send({ type: "online" });
      });
    }
  }

  /** One device sleeps while another changes hundreds of rows. */
  private burst(device: Device, random: Random): void {
    const { world } = this;
    const other = world.devices.find(
      (one) => one !== device && one.setup.user === device.setup.user && one.store,
    );
    if (!other) return;
    world.happened("sleeper");
    device.kill();
    device.asleep = true;
    other.act((store) =>
      commit(
        store.db,
        store,
        Array.from({ length: BURST_ROWS }, (_, index) => {
          const name = `topic:${index}`;
          return edit("preferences", preferenceId(name), {
            origin: { name },
            value: { value: random.int(10) },
          });
        }),
      ),
    );
    world.scheduler.after(random.between(20_000, 120_000), () => {
      device.asleep = false;
      device.openIn(0);
    });
  }
}
