/** REST on objects of the test's own: what the app's own tables and functions give no occasion to see. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type TestBackend,
  type TestUser,
  createUser,
  newClient,
  startTestBackend,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let backend: TestBackend;
let user: TestUser;

beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(`
    create table public.marks (
      id bigint generated always as identity primary key,
      owner uuid not null default auth.uid(),
      name text not null unique,
      score numeric,
      details jsonb
    );
    alter table public.marks enable row level security;
    create policy own on public.marks for all to authenticated
      using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
    grant select, insert, update, delete on public.marks to authenticated;

    create function public.echo(item json, list int[] default '{}', day date default null) returns json
      language sql as $$ select json_build_object('item', item, 'list', list, 'day', day) $$;
    create function public.total(n bigint) returns bigint language sql as $$ select n + 1 $$;
    create function public.letters(upto int) returns setof text
      language sql as $$ select chr(96 + i) from generate_series(1, upto) i $$;
    create function public.pairs() returns table (k text, v int)
      language sql as $$ values ('a', 1), ('b', 2) $$;
    create function public.nothing() returns void language sql as $$ $$;
    create function public.whoami() returns json language sql as $$
      select json_build_object('role', current_user, 'uid', auth.uid(), 'zone', current_setting('timezone'),
        'timeout', current_setting('statement_timeout')) $$;
    create function public.fail(state text) returns void language plpgsql as $$
      begin raise exception using errcode = state, message = 'raised', detail = 'the detail', hint = 'the hint'; end $$;
    create function public.twice(n int) returns int language sql as $$ select n * 2 $$;
    create function public.twice(n text) returns text language sql as $$ select n || n $$;
    grant execute on all functions in schema public to anon, authenticated;
  `);
  backend = await startTestBackend({ databaseUrl: database.url });
  user = await createUser(backend);
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
});

const marks = () => user.client.from("marks");
const rpc = (name: string, args: Record<string, unknown> = {}) => user.client.rpc(name, args);

function raw(path: string, init: RequestInit): Promise<Response> {
  return fetch(`${backend.url}/rest/v1/${path}`, {
    ...init,
    headers: { apikey: backend.key, Authorization: `Bearer ${user.accessToken}` },
  });
}

describe("functions", () => {
  test("take arguments of any type by name, and leave out those with a default", async () => {
    const item = { text: "ŵ \\ \" '; drop table marks", none: null, deep: [[1.5]] };
    const given = await rpc("echo", { item, list: [1, 2], day: "2026-11-22" });
    expect(given.data).toEqual({ item, list: [1, 2], day: "2026-11-22" });
    expect((await rpc("echo", { item: "a" })).data).toEqual({ item: "a", list: [], day: null });
    expect((await rpc("echo", { item: null })).data).toMatchObject({ item: null });
  });

  test("get numbers digit by digit", async () => {
    const response = await raw("rpc/total", { method: "POST", body: '{"n": 9007199254740993}' });
    expect(await response.text()).toBe("9007199254740994");
  });

  test("return sets, tables and nothing", async () => {
    expect((await rpc("letters", { upto: 3 })).data).toEqual(["a", "b", "c"]);
    expect((await rpc("letters", { upto: 0 })).data).toEqual([]);
    expect((await rpc("pairs")).data).toEqual([
      { k: "a", v: 1 },
      { k: "b", v: 2 },
    ]);
    expect(await rpc("nothing")).toMatchObject({ data: null, error: null, status: 204 });
  });

  test("of one name that fit alike are ambiguous", async () => {
    expect(await rpc("twice", { n: 1 })).toMatchObject({ error: { code: "PGRST203" } });
  });

  test("with an argument of the wrong type are a bad request", async () => {
    expect(await rpc("total", { n: "many" })).toMatchObject({
      status: 400,
      error: { code: "22P02" },
    });
  });

  test("run as the caller, and no connection remembers the last one", async () => {
    const anonymous = newClient(backend);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? user.client : anonymous).rpc("whoami")),
    );
    answers.forEach(({ data }, i) => {
      const known = i % 2 === 0;
      expect(data).toEqual({
        role: known ? "authenticated" : "anon",
        uid: known ? user.id : null,
        zone: "UTC",
        timeout: "8s",
      });
    });
  });
});

describe("errors", () => {
  test.each([
    ["PT418", 418],
    ["P0001", 400],
    ["22012", 400],
    ["23505", 409],
    ["23514", 400],
    ["40001", 500],
    ["40P01", 500],
    ["53300", 503],
    ["54000", 500],
    ["55P03", 500],
    ["57014", 500],
    ["42501", 403],
  ])("%s has the status %i, and brings its detail and hint", async (state, status) => {
    const answer = await rpc("fail", { state });
    expect(answer.status).toBe(status);
    expect(answer.error).toMatchObject({
      code: state,
      message: "raised",
      details: "the detail",
      hint: "the hint",
    });
  });

  test("after one the connection goes on for the next caller", async () => {
    await Promise.all(Array.from({ length: 20 }, () => rpc("fail", { state: "P0001" })));
    expect((await rpc("total", { n: 1 })).data).toBe(2);
    expect(backend.reports).toEqual([]);
  });
});

describe("writes", () => {
  test("insert, update and delete what policies allow", async () => {
    const inserted = await marks()
      .insert([
        { name: "one", score: 1.25 },
        { name: "two", details: { a: [1] } },
      ])
      .select("name, score, details");
    expect(inserted).toMatchObject({
      status: 201,
      data: [
        { name: "one", score: 1.25, details: null },
        { name: "two", score: null, details: { a: [1] } },
      ],
    });
    const updated = await marks().update({ score: 2 }).eq("name", "two").select("name, score");
    expect(updated.data).toEqual([{ name: "two", score: 2 }]);
    expect(await marks().delete().in("name", ["one", "two"])).toMatchObject({ status: 204 });
    expect((await marks().select()).data).toEqual([]);
  });

  test("that a policy forbids are forbidden", async () => {
    const other = await createUser(backend);
    const { status, error } = await marks().insert({ name: "theirs", owner: other.id });
    expect(status).toBe(403);
    expect(error).toMatchObject({ code: "42501" });
  });

  test("that break a constraint are conflicts", async () => {
    await marks().insert({ name: "taken" });
    expect(await marks().insert({ name: "taken" })).toMatchObject({
      status: 409,
      error: { code: "23505" },
    });
  });

  test("of one row that turn out to be of more are undone", async () => {
    await marks().insert([{ name: "p" }, { name: "q" }]);
    const { status } = await marks().delete().in("name", ["p", "q"]).select().single();
    expect(status).toBe(406);
    expect((await marks().select("name").in("name", ["p", "q"])).data).toHaveLength(2);
  });

  test("of a whole table by accident are refused", async () => {
    for (const method of ["PATCH", "DELETE"]) {
      const response = await raw("marks", { method, body: '{"score": 0}' });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "21000" });
    }
  });

  test("of an unknown column, and upserts, are refused", async () => {
    expect((await marks().insert({ nome: "x" })).error).toMatchObject({ code: "PGRST204" });
    expect((await marks().upsert({ name: "x" })).status).toBe(400);
  });
});

describe("what is no plain query", () => {
  test.each([
    ["marks?select=name,owner(*)", 400],
    ['marks?select=name"', 400],
    ["marks?name=eq", 400],
    ["marks?name=like.a*", 400],
    ["marks?or=(a.eq.1)", 400],
    ["marks?name=in.a,b", 400],
    ["marks?name=is.1%3Bdrop", 400],
    ["marks?order=name.desc%3Bdrop", 400],
    ["marks?limit=-1", 400],
    ["marks%22%3Bdrop%20table%20marks", 404],
    ["pg_class", 404],
  ])("%s is refused with %i", async (path, status) => {
    expect((await raw(path, { method: "GET" })).status).toBe(status);
  });
});

describe("bodies", () => {
  test.each(["rest/v1/rpc/echo", "auth/v1/signup", "functions/v1/athro-reply"])(
    "too large for %s are refused as JSON",
    async (path) => {
      const response = await fetch(`${backend.url}/${path}`, {
        method: "POST",
        headers: { apikey: backend.key },
        body: JSON.stringify({ item: "x".repeat(3_000_000) }),
      });
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ code: "413" });
    },
  );

  test("of no announced length are counted", async () => {
    const chunk = new TextEncoder().encode("x".repeat(100_000));
    let left = 40;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
    expect((await raw("rpc/echo", init)).status).toBe(413);
  });

  test("of just under 2 MB pass", async () => {
    const item = "x".repeat(2_000_000);
    expect((await rpc("echo", { item })).data).toMatchObject({ item });
  });

  test("that are no UTF-8 are a bad request", async () => {
    const response = await raw("rpc/echo", { method: "POST", body: new Uint8Array([0x22, 0xff]) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "PGRST102" });
  });
});
