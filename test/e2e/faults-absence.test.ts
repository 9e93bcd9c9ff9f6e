import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { openProfile } from "../support/browser.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { agreed, questionsOn, type ServerSide } from "../support/rows.ts";
import { addEvent, AFTERNOON, ask, event, message, WEEK } from "../support/student.ts";
import { syncRequest } from "../contract/sync-call.ts";

const app = inject("app");

const HOUR_MS = 3_600_000;
const EVENTS = 100;
const MESSAGES = 399;

/** What another device did: a session of many messages, and a full calendar. 500 rows. */
const fillFromElsewhere = async ({ uid, client }: ServerSide): Promise<void> => {
  const began = Date.now() - 2 * HOUR_MS;
  const session = randomUUID();
  const mutation = (table: string, id: string, n: number, set: Record<string, object>) =>
    JSON.stringify({
      mid: randomUUID(),
      table,
      id,
      set,
      base: Object.fromEntries(Object.keys(set).map((group) => [group, 0])),
      stamp: began + n,
    });
  const at = (n: number) => new Date(began + n).toISOString();
  const mutations = [
    mutation("chat_sessions", session, 0, {
      origin: { athro_id: "athro-music", created_at: at(0) },
      title: { title: "Two hours of music" },
      active: { is_active: true },
    }),
    ...Array.from({ length: MESSAGES }, (_, n) =>
      mutation("chat_messages", randomUUID(), n, {
        body: {
          session_id: session,
          role: "user",
          content: `From elsewhere ${n}.`,
          order_key: began + n,
          question_id: null,
          attempt: null,
          wants_reply: false,
          created_at: at(n),
        },
      }),
    ),
    ...Array.from({ length: EVENTS }, (_, n) =>
      mutation("calendar_events", randomUUID(), n, {
        origin: { created_at: at(n) },
        title: { title: `Event from elsewhere ${n}` },
        time: {
          all_day: false,
          starts_at: `2027-0${1 + (n % 9)}-11T09:00:00`,
          ends_at: `2027-0${1 + (n % 9)}-11T10:00:00`,
          zone: "Europe/London",
        },
      }),
    ),
  ];
  const device = randomUUID();
  for (let n = 0; n < mutations.length; n += 100) {
    const { data, error } = await client.rpc("sync", {
      request: syncRequest(uid, { device, mutations: mutations.slice(n, n + 100) }),
    });
    if (error) throw error;
    for (const ack of data.acks) expect(ack.status).toBe("applied");
  }
};

test("[G3] after two hours asleep with 500 changes elsewhere and some of its own, a device holds all of them", async () => {
  const profile = await openProfile(app.url);
  try {
    const { page, server } = await enterSynced(profile, app.url);
    await profile.context.setOffline(true);
    await page.goto(WEEK);
    await addEvent(page, { title: "Before falling asleep", ...AFTERNOON });
    await page.goto("/athro/athro-music");
    await ask(page, "What is a suspension?");
    const cdp = await profile.context.newCDPSession(page);
    await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
    await fillFromElsewhere(server);
    await cdp.send("Page.setWebLifecycleState", { state: "active" });
    await expireToken(page, HOUR_MS);
    await profile.context.setOffline(false);

    await agreed(page, server);
    const rows = await server.rows();
    expect(rows.calendar_events).toHaveLength(EVENTS + 1);
    expect(await questionsOn(server)).toHaveLength(MESSAGES + 1);
    await message(page, "What is a suspension?").waitFor();
    await page.goto(WEEK);
    await event(page, "Before falling asleep").waitFor();
    await page.goto("/calendar?view=week&date=2027-01-11");
    await event(page, "Event from elsewhere 0").waitFor();
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
