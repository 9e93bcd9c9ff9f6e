/** A school day on a bad network: two devices of one student, one of which another student uses too. */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { digestMoved } from "../../src/sync/digest.ts";
import { TABLE_NAMES } from "../../src/model/tables.ts";
import { createRandom, type Random } from "../simulation/prng.ts";
import type { App } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { type Network, startNetwork } from "../support/network.ts";
import { agreed, readDevice, type ServerSide, signInBeside } from "../support/rows.ts";
import { newEmail, pillIs, signedIn, signIn, signUp } from "../support/student.ts";
import { ACTS, type Scene } from "./acts.ts";
import { createLedger, ownerOf, tokensIn, type Who } from "./ledger.ts";
import { startWeather, type Weather } from "./weather.ts";

export interface DayOptions {
  seed: string;
  /** On both devices together. */
  actions: number;
  /** The day's length; 0 for no pause between actions, so that what would be minutes of a network's absence are seconds. */
  minutes: number;
}

/** How often each act is drawn. */
const WEIGHTS: Readonly<Record<keyof typeof ACTS | "reopens" | "changes", number>> = {
  asks: 14,
  drafts: 12,
  saves: 6,
  resumes: 4,
  renames: 6,
  deletesSession: 4,
  restores: 5,
  addsEvent: 11,
  editsEvent: 16,
  deletesEvent: 4,
  switches: 6,
  reloads: 5,
  reopens: 4,
  changes: 3,
};

interface Device {
  name: "laptop" | "phone";
  /** Who uses it by turns. */
  students: readonly Who[];
  network: Network;
  weather: Weather;
  profile: Profile;
  page: Page;
  who: Who;
  random: Random;
  done: string[];
}

/** Rejects with the seed and all that was done if anything is not as it should be in the end. */
export const runDay = async (
  app: App,
  options: DayOptions,
): Promise<{ actions: number; texts: number }> => {
  const { seed, actions, minutes } = options;
  const random = createRandom(seed);
  const ledger = createLedger();
  const emails: Record<Who, string> = { ada: newEmail(), ben: newEmail() };
  const known = new Set<Who>();
  const devices: Device[] = [];
  const done: string[] = [];
  const state = { failed: false, played: 0 };

  const enter = async (device: Device, who: Who): Promise<void> => {
    device.weather.calm();
    await (known.has(who) ? signIn : signUp)(device.page, emails[who]);
    known.add(who);
    await signedIn(device.page);
    device.who = who;
  };

  const begin = async (name: Device["name"], students: readonly Who[]): Promise<void> => {
    const network = await startNetwork(app.url);
    const profile = await openProfile(network.url, { whole: true });
    const device: Device = {
      name,
      students,
      network,
      profile,
      page: await profile.open("/account"),
      weather: startWeather(network, random.fork(`${name} weather`)),
      who: "ada",
      random: random.fork(name),
      done,
    };
    devices.push(device);
    await enter(device, "ada");
    await workerReady(device.page);
  };

  const live = async (device: Device, count: number): Promise<void> => {
    for (let n = 0; n < count && !state.failed; n += 1) {
      const weather = device.weather.tick();
      if (weather) note(device, weather);
      note(device, await act(device));
      state.played += 1;
      await staysApart(device);
      if (minutes > 0) await pause((minutes * 60_000) / count);
    }
  };
  const note = ({ name, who }: Device, what: string): void => {
    done.push(`${done.length + 1}. ${name}, ${who}: ${what}`);
  };

  const act = async (device: Device): Promise<string> => {
    const what = device.random.weighted(WEIGHTS);
    if (what === "reopens") return reopen(device);
    if (what === "changes") return change(device);
    const { page, who, name } = device;
    const scene: Scene = { page, who, device: name, random: device.random, ledger };
    try {
      return await ACTS[what](scene);
    } catch (error) {
      note(device, `${what}, and fails on ${page.url()}`);
      throw error;
    }
  };

  /** Someone signs out, by the guard if something waits, and the next one in: the same student, or the other. */
  const change = async (device: Device): Promise<string> => {
    const { page, random } = device;
    const next = random.pick(device.students);
    const how = await leave(device, random.weighted({ anyway: 5, cancelled: 2, synced: 3 }));
    await enter(device, next);
    return `signs out ${how}, and ${next} signs in`;
    async function leave({ weather }: Device, by: "anyway" | "cancelled" | "synced") {
      await page.goto("/account");
      const out = page.getByRole("button", { name: "Sign out", exact: true });
      const gone = page.getByRole("button", { name: "Start without an account" });
      const guard = page.getByRole("alertdialog", { name: /hasn't synced|haven't synced/ });
      await out.click();
      await gone.or(guard).first().waitFor();
      if (await gone.isVisible()) return "at once";
      if (by === "cancelled") {
        await guard
          .getByRole("button", { name: "Cancel" })
          .click({ timeout: 5_000 })
          .catch(() => {});
        await guard.waitFor({ state: "hidden" });
        await out.or(gone).first().click();
        await gone.or(guard).first().waitFor();
        if (await gone.isVisible()) return "at the second try";
      }
      if (by === "synced") {
        weather.calm();
        await guard.getByRole("button", { name: "Sync first" }).click();
      } else await guard.getByRole("button", { name: "Sign out anyway" }).click();
      await gone.waitFor({ timeout: 60_000 });
      return `by the guard, ${by}`;
    }
  };

  const play = async (device: Device, count: number): Promise<void> => {
    try {
      await live(device, count);
    } catch (error) {
      state.failed = true;
      throw error;
    }
  };

  try {
    await begin("laptop", ["ada", "ben", "ben"]);
    await begin("phone", ["ada"]);
    const [laptop, phone] = devices as [Device, Device];
    const ends = await Promise.allSettled([
      play(laptop, Math.ceil(actions / 2)),
      play(phone, Math.floor(actions / 2)),
    ]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;

    for (const { weather } of devices) weather.clear();
    const [ada, ben] = [
      await signInBeside(app.url, emails.ada),
      known.has("ben") ? await signInBeside(app.url, emails.ben) : null,
    ];
    // Whoever is at the laptop now, then the other; Ada last, so that her two devices can be held beside each other.
    if (ben && laptop.who === "ada") await takeTurn(laptop, "ben");
    if (ben) await settle(laptop, ben);
    if (laptop.who === "ben") await takeTurn(laptop, "ada");
    for (const device of [laptop, phone, laptop]) await settle(device, ada);

    const wrong = devices.flatMap(({ name, profile }) =>
      profile.problems.map((one) => `${name}: ${one}`),
    );
    for (const [who, side] of [
      ["ada", ada],
      ["ben", ben],
    ] as const) {
      if (!side) continue;
      const drafts: Record<string, unknown>[] = [];
      for (const { page, students } of devices) {
        if (!students.includes(who)) continue;
        const kept = await readDevice(page, side.uid);
        drafts.push(...(kept.drafts ?? []));
        for (const token of new Set(tokensIn(JSON.stringify(kept))))
          if (ownerOf(token) !== who) wrong.push(`${token} is in a database of ${who}`);
      }
      wrong.push(...ledger.check(who, await side.rows(), drafts));
    }
    expect(wrong).toEqual([]);
    console.log(`a school day with seed ${seed}: ${state.played} actions, ${ledger.size()} texts`);
    return { actions: state.played, texts: ledger.size() };
  } catch (error) {
    throw new Error(
      `npm run test:day -- --seed ${seed} --actions ${actions}${minutes ? ` --minutes ${minutes}` : ""}\n${done.join("\n")}`,
      { cause: error },
    );
  } finally {
    for (const { profile, network } of devices) {
      await profile.close();
      await network.close();
    }
  }

  async function takeTurn(device: Device, who: Who): Promise<void> {
    await pillIs(device.page, "synced");
    await change({ ...device, students: [who] });
    device.who = who;
  }
};

/** Closes the tab and opens another: what was typed last has its last moment to be kept. */
const reopen = async (device: Device): Promise<string> => {
  const path = new URL(device.page.url()).pathname;
  await device.page.close({ runBeforeUnload: true });
  device.page = await device.profile.open(path);
  await device.page.getByRole("heading", { level: 1 }).first().waitFor();
  return `closes the tab, and opens ${path}`;
};

/** Nothing on the screen is another student's. */
const staysApart = async ({ page, who }: Device): Promise<void> => {
  const shown = await page.locator("body").innerText();
  expect(tokensIn(shown).filter((token) => ownerOf(token) !== who)).toEqual([]);
};

/** Waits until device and server hold the same rows, and the device's digest is that of the server's rows. */
const settle = async ({ page }: Device, server: ServerSide): Promise<void> => {
  await page.goto("/");
  await agreed(page, server);
  const rows = await server.rows();
  const digest = TABLE_NAMES.flatMap((table) => rows[table]).reduce(
    (sum, row) => digestMoved(sum, 0, Number(row.seq)),
    0,
  );
  const { meta = [] } = await readDevice(page, server.uid);
  expect(meta.find(({ key }) => key === "sync")?.digest).toBe(digest);
};
