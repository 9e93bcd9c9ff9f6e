import { EventEmitter, once } from "node:events";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import {
  agreed,
  onSyncCall,
  questionsOn,
  readDevice,
  type ServerSide,
  signInBeside,
} from "../support/rows.ts";
import {
  addEvent,
  AFTERNOON,
  message,
  newEmail,
  PASSWORD,
  pillIs,
  signedIn,
  signOut,
  signUp,
  WEEK,
} from "../support/student.ts";
import { showTo, watchJoins, watchRequests, watchScreens, wronglyShown } from "../support/watch.ts";

const TURNS = 100;
const ATHROS = ["Maths", "History", "Media"] as const;

const app = inject("app");
let profile: Profile;
beforeAll(async () => {
  profile = await openProfile(app.url);
});
afterAll(() => profile.close());

interface Student {
  /** Stands in all that the student writes, and in the address. */
  name: string;
  email: string;
  server: ServerSide;
  asked: string[];
  /** What was left in a composer. */
  draft: string;
}

/** As the app's links go, without loading the page again. */
const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);

/** The screen before stays until the next is there, with a composer of its own. */
const openChat = async (page: Page, subject: string): Promise<void> => {
  await go(page, `/athro/athro-${subject.toLowerCase()}`);
  await page.getByRole("log", { name: `Athro${subject}` }).waitFor();
};

const composer = (page: Page) => page.getByRole("textbox", { name: "Message" });
const welcome = (page: Page) => page.getByRole("button", { name: "Start without an account" });

const enter = async (page: Page, { email }: Student): Promise<void> => {
  await go(page, "/account?mode=in");
  await page.getByLabel("Email", { exact: true }).fill(email);
  const password = page.getByLabel("Password", { exact: true });
  await password.fill(PASSWORD);
  await password.press("Enter");
  await signedIn(page);
};

/** Whatever still waits. */
const leave = async (page: Page): Promise<void> => {
  await go(page, "/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).press("Enter");
  const anyway = page.getByRole("button", { name: "Sign out anyway" });
  await anyway.or(welcome(page)).first().waitFor();
  if (await anyway.isVisible()) await anyway.press("Enter");
  await welcome(page).waitFor();
};

/** In the chat that the student was in three turns ago, which shows what was said then. */
const askAgain = async (page: Page, me: Student, text: string): Promise<void> => {
  await openChat(page, ATHROS[me.asked.length % ATHROS.length] ?? "");
  const former = me.asked.at(-ATHROS.length);
  if (former !== undefined) await message(page, former).first().waitFor();
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await message(page, text).first().waitFor();
  me.asked.push(text);
};

/** Where one's own draft of last time stands, and no one else's. */
const leaveDraft = async (page: Page, me: Student, text: string): Promise<void> => {
  await openChat(page, "Art");
  await expect.poll(() => composer(page).inputValue(), { timeout: 60_000 }).toBe(me.draft);
  await composer(page).fill(text);
  me.draft = text;
};

/** By an address that the other one left behind. */
const openChatOf = async (page: Page, { server }: Student): Promise<void> => {
  const { chat_sessions: [theirs] = [] } = await readDevice(page, server.uid);
  await go(page, `/sessions/${String(theirs?.id)}`);
  await page.getByRole("heading", { name: "This session isn't here" }).waitFor();
};

test(
  "[G5] two students who take turns on one profile a hundred times, with the network coming and going, never see or send anything of each other's",
  {
    timeout: 900_000,
  },
  async () => {
    const { context } = profile;
    const names = ["Angharad", "Bleddyn"];
    const sent = watchRequests(context);
    const joins = watchJoins(context);
    await watchScreens(context, names);
    const page = await profile.open("/");
    // A second tab, which no one touches, with a chat on its screen whoever is in.
    const beside = await profile.open("/athro/athro-maths");
    const tabs = [page, beside];
    for (const tab of tabs) await tab.emulateMedia({ reducedMotion: "reduce" });
    const shownTo = (name: string) => Promise.all(tabs.map((tab) => showTo(tab, name)));

    const students: Student[] = [];
    for (const name of names) {
      await shownTo(name);
      const email = `${name.toLowerCase()}-${newEmail()}`;
      await signUp(page, email);
      await signedIn(page);
      await workerReady(page);
      const server = await signInBeside(app.url, email);
      students.push({ name, email, server, asked: [], draft: "" });
      await signOut(page);
    }

    /** Set for a turn: the answer to what is pushed in it comes when the other student is in. */
    let late = false;
    const entered = new EventEmitter();
    const heal = await onSyncCall(context, async (route, { mutations }) => {
      if (!late || mutations.length === 0) return route.continue().catch(() => {});
      late = false;
      const next = once(entered, "next");
      const response = await route.fetch().catch(() => null);
      await next;
      return (response ? route.fulfill({ response }) : route.abort()).catch(() => {});
    });

    for (let turn = 0; turn < TURNS; turn += 1) {
      const [me, other] = turn % 2 === 0 ? students : students.toReversed();
      if (!me || !other) throw new Error("two students");
      const round = Math.floor(turn / 2);
      await Promise.all(tabs.map((tab) => welcome(tab).waitFor()));
      await shownTo("no one");
      await shownTo(me.name);
      await enter(page, me);
      entered.emit("next");

      // The network: there with late answers, there, gone until the other is to come, gone until just before leaving.
      const network = round % 4;
      late = network === 0;
      if (network > 1) await context.setOffline(true);
      const text = `${me.name} asks ${turn}`;
      await askAgain(page, me, text);
      if (round % 3 === 0) await leaveDraft(page, me, `${me.name} leaves ${turn}`);
      if (round % 5 === 1) {
        await go(page, WEEK);
        await addEvent(page, { title: `${me.name} plans ${turn}`, ...AFTERNOON });
      }
      if (round % 5 === 2) await openChatOf(page, other);
      if (round % 5 === 3) await page.reload();
      if (network === 1) await pillIs(page, "synced");
      if (network === 3) await context.setOffline(false);
      await leave(page);

      for (const tab of tabs) expect(await wronglyShown(tab)).toEqual([]);
      const kept = JSON.stringify(await readDevice(page, me.server.uid));
      expect(kept).toContain(text);
      expect(kept).not.toContain(other.name);
      await context.setOffline(false);
    }
    entered.emit("next");
    heal();

    // Nor was anything lost on the way.
    for (const me of students) {
      await Promise.all(tabs.map((tab) => welcome(tab).waitFor()));
      await shownTo(me.name);
      await enter(page, me);
      await agreed(page, me.server);
      expect(await questionsOn(me.server)).toEqual(me.asked.toSorted());
      await signOut(page);
    }
    for (const tab of tabs) expect(await wronglyShown(tab)).toEqual([]);

    for (const { name, server } of students) {
      const [other = ""] = names.filter((one) => one !== name);
      const own = sent.filter(({ sub }) => sub === server.uid);
      const bodies = own.map(({ body }) => body).join("\n");
      expect(bodies).toContain(`${name} asks`);
      expect(bodies).not.toContain(other);
      const rows = await server.rows();
      expect(JSON.stringify(rows)).not.toContain(other);
      const messages = rows.chat_messages.map(({ id }) => id);
      const wanted = own.filter(({ path }) => path.endsWith("/athro-reply"));
      expect(wanted.length).toBeGreaterThan(0);
      for (const { body } of wanted) expect(messages).toContain(JSON.parse(body).question);
    }
    const uids = new Set(students.map(({ server }) => server.uid));
    expect(new Set(sent.map(({ sub }) => sub))).toEqual(uids);
    for (const { user, sub } of sent) expect(user ?? sub).toBe(sub);
    for (const byWorker of [true, false])
      expect(sent.some((one) => one.byWorker === byWorker)).toBe(true);
    expect(new Set(joins.map(({ sub }) => sub))).toEqual(uids);
    for (const { topic, sub } of joins) expect(topic).toBe(`realtime:user:${String(sub)}`);
    expect(profile.problems).toEqual([]);
  },
);
