/** What a student does in the scenarios, by the names that the screens have for everyone. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Network, startNetwork } from "../support/network.ts";
import { readDatabase, type ServerSide, signInBeside, versionsOf } from "../support/rows.ts";
import { AFTERNOON, newEmail, PASSWORD } from "../support/student.ts";
import type { Browser, Engine } from "./driver.ts";
import type { Wanted } from "./pages/find.ts";
import { button, field, MAIN, openScreen, type Screen } from "./screen.ts";

export interface Device {
  network: Network;
  open(path: string): Promise<Screen>;
  /** Closes the browser, for good or until the next `open`. */
  shut(): Promise<void>;
  /** What every tab showed in red, those that are closed included. */
  problems(): Promise<string[]>;
  /** Ends it all and removes what it kept. */
  end(): Promise<void>;
}

export interface Place {
  engine: Engine;
  /** Of the server. */
  url: string;
  finder: string;
}

/** A browser with an empty profile, on a network of its own. */
export const newDevice = async ({ engine, url, finder }: Place): Promise<Device> => {
  const network = await startNetwork(url);
  const dir = await mkdtemp(join(tmpdir(), "athro-engine-"));
  const noted: string[] = [];
  const screens = new Set<Screen>();
  let browser: Browser | null = null;

  const collect = async (): Promise<void> => {
    for (const screen of screens) noted.push(...(await screen.problems()));
    screens.clear();
  };
  const shut = async (): Promise<void> => {
    await collect();
    await browser?.close();
    browser = null;
  };
  return {
    network,
    open: async (path) => {
      browser ??= await engine.open(dir);
      const screen = await openScreen(await browser.newTab(), network.url, finder);
      screens.add(screen);
      await screen.goto(path);
      return screen;
    },
    shut,
    problems: async () => {
      await collect();
      return noted;
    },
    end: async () => {
      try {
        await browser?.close();
      } finally {
        await network.close();
        await rm(dir, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
};

export const pill = (state: string): Wanted => ({ role: "status", name: "Sync status", state });
export const message = (text: string): Wanted => ({ role: "article", text });
export const BOX = field("Message");
export const EVENT_DIALOG: Wanted = { role: "dialog", name: "Event" };
export const SIGN_OUT = button("Sign out", MAIN);
export const GUARD: Wanted = { role: "alertdialog", name: "synced", partly: true };

export interface Student {
  screen: Screen;
  email: string;
  server: ServerSide;
}

type Mode = "up" | "in";
const formOf = (mode: Mode): string => `/account?mode=${mode}`;

const fillForm = async (screen: Screen, email: string, mode: Mode): Promise<void> => {
  await screen.fill(field("Email"), email);
  await screen.fill(field("Password"), PASSWORD);
  await screen.press(button(mode === "up" ? "Create account" : "Sign in", MAIN));
  await screen.see(SIGN_OUT);
};

export const signIn = async (screen: Screen, email: string): Promise<void> => {
  await screen.goto(formOf("in"));
  await fillForm(screen, email, "in");
};

/** A new student, or the one with `email`, signed in on a device that opens offline from then on. */
export const arrive = async (device: Device, url: string, email?: string): Promise<Student> => {
  const mode = email === undefined ? "up" : "in";
  const screen = await device.open(formOf(mode));
  const address = email ?? newEmail();
  await fillForm(screen, address, mode);
  await workerReady(screen);
  await screen.see(pill("synced"));
  return { screen, email: address, server: await signInBeside(url, address) };
};

const workerReady = (screen: Screen): Promise<void> =>
  screen.until(
    "no worker controls the page",
    async () => {
      await navigator.serviceWorker.ready;
      return navigator.serviceWorker.controller !== null;
    },
    null,
  );

export const ask = async (screen: Screen, text: string): Promise<void> => {
  await screen.fill(BOX, text);
  await screen.press(button("Send"));
  await screen.see(message(text));
};

export const eventBlock = (title: string): Wanted => ({
  role: "button",
  name: title,
  partly: true,
  inside: MAIN,
});

export const saveEditor = async (screen: Screen, fields: Record<string, string>): Promise<void> => {
  for (const [name, text] of Object.entries(fields))
    await screen.fill(field(name, EVENT_DIALOG), text);
  await screen.press(button("Save", EVENT_DIALOG));
  await screen.gone(EVENT_DIALOG);
};

export const addEvent = async (screen: Screen, title: string): Promise<void> => {
  await screen.press(button("New event"));
  await saveEditor(screen, {
    Title: title,
    "Start date": AFTERNOON.startDate,
    "Start time": AFTERNOON.startTime,
    "End date": AFTERNOON.endDate,
    "End time": AFTERNOON.endTime,
  });
  await screen.see(eventBlock(title));
};

/** Waits until nothing waits on the device, and it holds the same as the server to the row. */
export const agreed = async (screen: Screen, server: ServerSide): Promise<void> => {
  await screen.see(pill("synced"));
  const end = performance.now() + 45_000;
  for (;;) {
    const [device, rows] = await Promise.all([
      screen.tab.evaluate(readDatabase, `athro-${server.uid}`),
      server.rows(),
    ]);
    const here = versionsOf(device);
    const there = versionsOf(rows);
    const same = JSON.stringify(here) === JSON.stringify(there);
    if (same && device.outbox?.length === 0) return;
    if (performance.now() > end)
      throw new Error(
        `device and server differ, ${device.outbox?.length} waiting\n${JSON.stringify({ here, there }, null, 1)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
