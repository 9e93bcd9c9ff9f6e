/**
 * [G5] Every function and Edge Function of the server, tried by everyone who might stand before it, over HTTP as a client comes. What there is to
 * try is asked of the catalogue: a function that is not in these lists fails the test.
 */
import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FUNCTIONS as EDGE_FUNCTIONS } from "../../supabase/local/functions.ts";
import { newBrowser, PUBLIC_KEY } from "../../supabase/tests/support/push.ts";
import { createUser, signToken } from "../support/backend.ts";
import {
  type Stage,
  type Victim,
  inShort,
  intrudersOf,
  keptOf,
  knock,
  namesOf,
  newVictim,
  openStage,
  sessionWithId,
} from "./personas.ts";
import { sessionMutation, syncRequest } from "./sync-call.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Door {
  /** What is asked for: something of the victim's. */
  args: (victim: Victim) => object;
  owner: string;
  stranger: string;
  anonymous: string;
}

const FUNCTIONS: Record<string, Door> = {
  "sync(json)": {
    args: ({ id }) => ({
      request: syncRequest(id, { mutations: [sessionMutation(randomUUID(), "News")] }),
    }),
    owner: "200 applied",
    stranger: "403 PT403",
    anonymous: "401 42501",
  },
  "claim_reply(uuid,integer)": {
    args: ({ question }) => ({ question }),
    // One at a time ([A4]): another is being answered.
    owner: "200 busy",
    stranger: "200 unknown",
    anonymous: "401 42501",
  },
  "write_reply(uuid,uuid,text)": {
    args: ({ reply, lease }) => ({ reply, lease, written: "Said by whom?" }),
    owner: "200 writing",
    stranger: "200 lost",
    anonymous: "401 42501",
  },
  "stop_reply(uuid,integer)": {
    args: ({ question }) => ({ question }),
    owner: "200 answered",
    stranger: "200 unknown",
    anonymous: "401 42501",
  },
  "save_reply(uuid,uuid,text,text)": {
    args: ({ reply, lease }) => ({ reply, lease, content: "Said by whom?" }),
    owner: "200 saved",
    stranger: "200 lost",
    anonymous: "401 42501",
  },
  "release_reply(uuid,uuid)": {
    args: ({ reply, lease }) => ({ reply, lease }),
    owner: "200 released",
    stranger: "200 lost",
    anonymous: "401 42501",
  },
  // Takes no argument: it can be turned on no one but its caller.
  "delete_account()": {
    args: () => ({}),
    owner: "200 deleted",
    stranger: "200 deleted",
    anonymous: "401 42501",
  },
  // The same for everyone: a key that browsers are told.
  "push_offer()": {
    args: () => ({}),
    owner: "200 ready",
    stranger: "200 ready",
    anonymous: "401 42501",
  },
  // Whoever knows a browser's address and not its secrets can neither take it over nor end it.
  "save_push(text,text,text,text,text)": {
    args: ({ browser }) => ({
      ...newBrowser(),
      endpoint: browser.endpoint,
      language: "en",
      zone: "Europe/London",
    }),
    owner: "200 taken",
    stranger: "200 taken",
    anonymous: "401 42501",
  },
  "drop_push(text)": {
    args: ({ browser }) => ({ endpoint: browser.endpoint }),
    owner: "200 dropped",
    stranger: "200 unknown",
    anonymous: "401 42501",
  },
  // The service's own: no student runs these, whoever's they ask for.
  "take_push_work(text,integer)": {
    args: () => ({ public_key: PUBLIC_KEY, most: 100 }),
    owner: "403 42501",
    stranger: "403 42501",
    anonymous: "401 42501",
  },
  "claim_pushes(uuid,json)": {
    args: ({ id }) => ({ student: id, pushes: [] }),
    owner: "403 42501",
    stranger: "403 42501",
    anonymous: "401 42501",
  },
  "finish_pushes(uuid,bigint,bigint,json,json,uuid[])": {
    args: ({ id }) => ({ student: id, seq: 0, next_at: 0, sent: [], failed: [], gone: [] }),
    owner: "403 42501",
    stranger: "403 42501",
    anonymous: "401 42501",
  },
  // For a device whose session has ended; of an account that is there it says what it says of one that never was.
  "account_state(uuid)": {
    args: ({ id }) => ({ student: id }),
    owner: "200 unknown",
    stranger: "200 unknown",
    anonymous: "200 unknown",
  },
};

describe("a function", () => {
  test("that there is, is tried below, and there is no other", async () => {
    expect(
      await namesOf(
        stage,
        `select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace`,
      ),
    ).toEqual(Object.keys(FUNCTIONS).toSorted());
  });

  test.each(Object.entries(FUNCTIONS))("%s serves its caller alone", async (signature, door) => {
    const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
    const path = `/rest/v1/rpc/${signature.slice(0, signature.indexOf("("))}`;
    const call = async (token: string | undefined) =>
      inShort(await knock(stage, "POST", path, token, door.args(victim)));
    const before = await keptOf(stage.pool, victim);
    expect(await call(undefined)).toBe(door.anonymous);
    for (const { name, token, fault } of await intrudersOf(stage, victim))
      expect({ name, answer: await call(token) }).toEqual({ name, answer: `401 ${fault}` });
    expect(await call(other.accessToken)).toBe(door.stranger);
    expect(await keptOf(stage.pool, victim)).toEqual(before);
    expect(await call(victim.accessToken)).toBe(door.owner);
  });

  test("sync in a stranger's own name, with ids of the victim's, touches only what is the stranger's", async () => {
    const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
    const before = await keptOf(stage.pool, victim);
    const answer = await knock(stage, "POST", "/rest/v1/rpc/sync", other.accessToken, {
      request: syncRequest(other.id, { mutations: [sessionWithId(victim.session)] }),
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        user: other.id,
        acks: [{ status: "applied" }],
        rows: [{ row: { id: victim.session, title: "By another" } }],
      },
    });
    expect(await keptOf(stage.pool, victim)).toEqual(before);
  });
});

describe("an Edge Function", () => {
  test("that there is, is tried below, and there is no other", async () => {
    const folders = await readdir(new URL("../../supabase/functions", import.meta.url));
    // What begins so is deployed with those that import it, and is none itself.
    const deployed = folders.filter((name) => !name.startsWith("_"));
    expect(deployed.toSorted()).toEqual(["athro-reply", "remind"]);
    expect(Object.keys(EDGE_FUNCTIONS)).toEqual(["athro-reply", "remind"]);
  });

  // On hosted Supabase the gateway lets every request by (`verify_jwt = false`), and the function is alone with it.
  test.each(["through the gateway", "with no gateway before it"])(
    "athro-reply answers its owner's question, %s",
    async (way) => {
      const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
      const path = "/functions/v1/athro-reply";
      const { url, key } = stage.backend;
      const ask = async (token: string | undefined): Promise<string> => {
        const asked = { question: victim.question };
        if (way === "through the gateway")
          return inShort(await knock(stage, "POST", path, token, asked));
        const response = await EDGE_FUNCTIONS["athro-reply"]?.(
          new Request(`${url}${path}`, {
            method: "POST",
            headers: { apikey: key, Authorization: `Bearer ${token ?? key}` },
            body: JSON.stringify(asked),
          }),
          { SUPABASE_URL: url, SUPABASE_ANON_KEY: key },
        );
        return response ? inShort({ status: response.status, body: await response.json() }) : "";
      };
      const before = await keptOf(stage.pool, victim);
      for (const { name, token } of await intrudersOf(stage, victim))
        expect({ name, answer: await ask(token) }).toEqual({
          name,
          answer: expect.stringMatching(/^401 /),
        });
      expect(await ask(undefined)).toMatch(/^401 /);
      expect(await ask(other.accessToken)).toBe("404 unknown_question");
      expect(await keptOf(stage.pool, victim)).toEqual(before);
      // A student is answered one question at a time, so the other question's claim is given back first.
      const { reply, lease } = victim;
      const released = await victim.client.rpc("release_reply", { reply, lease });
      expect(released.error).toBeNull();
      expect(await ask(victim.accessToken)).toBe("200 answered");
    },
  );

  test("remind runs for no student and no visitor, whatever they bring", async () => {
    const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
    const { url, key } = stage.backend;
    const tokens = [undefined, key, victim.accessToken, other.accessToken, "", "a secret"];
    const vapid = { VAPID_PUBLIC_KEY: PUBLIC_KEY, VAPID_PRIVATE_KEY: "A".repeat(43) };
    const service = await signToken(stage.backend, { role: "service_role" }, 60);
    const before = await keptOf(stage.pool, victim);
    for (const token of [...tokens, service]) {
      // This backend has no secret for it; what a configured one does is asked of the function itself.
      const path = "/functions/v1/remind";
      expect(inShort(await knock(stage, "POST", path, token, {}))).toBe("503 not_configured");
      const response = await EDGE_FUNCTIONS["remind"]?.(
        new Request(`${url}${path}`, {
          method: "POST",
          headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
        }),
        {
          SUPABASE_URL: url,
          SUPABASE_ANON_KEY: key,
          SUPABASE_SERVICE_ROLE_KEY: service,
          REMIND_SECRET: "only whoever runs the project knows it",
          VAPID_SUBJECT: "mailto:school@example.org",
          ...vapid,
        },
      );
      expect(response?.status).toBe(401);
    }
    expect(await keptOf(stage.pool, victim)).toEqual(before);
  });
});
