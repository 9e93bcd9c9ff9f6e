/**
 * [G5] Every table of the server, and the account, tried by everyone who might stand before it, over HTTP as a client comes. What there is to try
 * is asked of the catalogue: a table that is not as the others fails the test.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestUser, createUser, signToken } from "../support/backend.ts";
import {
  type Stage,
  claimsOf,
  inShort,
  intrudersOf,
  keptOf,
  knock,
  namesOf,
  newVictim,
  openStage,
} from "./personas.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const tables = () =>
  namesOf(
    stage,
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
  );

test("the very claims that are refused below are taken under the true signature and in time", async () => {
  const victim = await newVictim(stage);
  const token = await signToken(stage.backend, claimsOf(victim), 3600);
  const answer = await knock(stage, "GET", "/rest/v1/chat_sessions?select=user_id", token);
  expect(answer).toEqual({ status: 200, body: [{ user_id: victim.id }] });
  const abroad = { ...stage, backend: stage.elsewhere };
  const traveller = await createUser(stage.elsewhere);
  expect((await knock(abroad, "GET", "/auth/v1/user", traveller.accessToken)).status).toBe(200);
});

describe("a table", () => {
  test("is read by its owner, and by no one else", async () => {
    const victim = await newVictim(stage);
    const other = await newVictim(stage);
    const read = async (table: string, token: string | undefined, filter = "") => {
      const answer = await knock(stage, "GET", `/rest/v1/${table}?select=*${filter}`, token);
      return Array.isArray(answer.body)
        ? `${answer.status} ${[...new Set(answer.body.map((row) => row.user_id))].join()}`
        : inShort(answer);
    };
    const all = await tables();
    expect(all.length).toBeGreaterThan(0);
    const theirs = `&user_id=eq.${victim.id}`;
    for (const table of all) {
      const found: Record<string, string> = {
        owner: await read(table, victim.accessToken, theirs),
        "owner, of all": await read(table, victim.accessToken),
        "another student": await read(table, other.accessToken, theirs),
        "another student, of all": await read(table, other.accessToken),
        anonymous: await read(table, undefined, theirs),
      };
      expect({ table, ...found }).toEqual({
        table,
        owner: `200 ${victim.id}`,
        "owner, of all": `200 ${victim.id}`,
        "another student": "200 ",
        "another student, of all": `200 ${other.id}`,
        anonymous: "401 42501",
      });
    }
    for (const { name, token, fault } of await intrudersOf(stage, victim))
      for (const table of all)
        expect({ name, table, answer: await read(table, token) }).toEqual({
          name,
          table,
          answer: `401 ${fault}`,
        });
  });

  test("is written by no one, its owner included", async () => {
    const victim = await newVictim(stage);
    const other = await createUser(stage.backend);
    const before = await keptOf(stage.pool, victim);
    const personas = [
      { name: "owner", token: victim.accessToken, answer: "403 42501" },
      { name: "another student", token: other.accessToken, answer: "403 42501" },
      { name: "anonymous", token: undefined, answer: "401 42501" },
      ...(await intrudersOf(stage, victim)).map(({ name, token, fault }) => ({
        name,
        token,
        answer: `401 ${fault}`,
      })),
    ];
    for (const table of await tables())
      for (const { name, token, answer } of personas) {
        const path = `/rest/v1/${table}?user_id=eq.${victim.id}`;
        const row = { user_id: victim.id, id: randomUUID(), seq: 99 };
        const answers = [
          await knock(stage, "POST", `/rest/v1/${table}`, token, row),
          await knock(stage, "PATCH", path, token, { deleted: true }),
          await knock(stage, "DELETE", path, token),
        ].map(inShort);
        expect({ table, name, answers }).toEqual({
          table,
          name,
          answers: [answer, answer, answer],
        });
      }
    expect(await keptOf(stage.pool, victim)).toEqual(before);
  });

  test("of another schema is out of reach for everyone", async () => {
    const victim = await newVictim(stage);
    const schemas = await namesOf(
      stage,
      "select nspname as name from pg_namespace where nspname <> 'public'",
    );
    expect(schemas).toEqual(expect.arrayContaining(["athro", "auth", "realtime"]));
    for (const schema of schemas)
      for (const token of [victim.accessToken, undefined])
        expect(
          inShort(
            await knock(stage, "GET", "/rest/v1/users", token, undefined, {
              "Accept-Profile": schema,
            }),
          ),
        ).toBe("406 PGRST106");
  });
});

test("an account is looked at, changed and signed out by its owner alone", async () => {
  const [victim, other] = await Promise.all([newVictim(stage), createUser(stage.backend)]);
  const before = await keptOf(stage.pool, victim);
  const user = "/auth/v1/user";
  const whoIs = async ({ accessToken }: TestUser) =>
    (await knock(stage, "GET", user, accessToken)).body;
  expect(await whoIs(victim)).toMatchObject({ id: victim.id });
  expect(await whoIs(other)).toMatchObject({ id: other.id });
  const intruders = await intrudersOf(stage, victim);
  for (const { name, token } of [{ name: "anonymous", token: undefined }, ...intruders])
    for (const { status } of [
      await knock(stage, "GET", user, token),
      await knock(stage, "PUT", user, token, { password: "chosen by someone else" }),
      await knock(stage, "POST", "/auth/v1/logout?scope=global", token),
    ])
      expect({ name, refused: status === 401 || status === 403 }).toEqual({ name, refused: true });
  await knock(stage, "POST", "/auth/v1/logout?scope=global", other.accessToken);
  expect(await keptOf(stage.pool, victim)).toEqual(before);
  expect(await whoIs(victim)).toMatchObject({ id: victim.id });
});
