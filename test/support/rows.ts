/** What the server and a device hold of one student, read past the app, so that the two can be compared. */
import type { BrowserContext, Page, Request, Route } from "playwright-core";
import { expect } from "vitest";
import { FIELD_GROUPS, TABLE_NAMES, type TableName } from "../../src/model/tables.ts";
import { PUBLISHABLE_KEY } from "../../supabase/local/publishable-key.ts";
import { newClient, type TestClient } from "./backend.ts";
import { PASSWORD } from "./student.ts";

type Columns = Record<string, unknown>;
type Rows = Record<TableName, Columns[]>;

/** A student as the server knows them, signed in through a supabase-js of the test's own. */
export interface ServerSide {
  uid: string;
  client: TestClient;
  /** Every row of the student's. */
  rows(): Promise<Rows>;
}

/** The student must have signed up already. */
export const signInBeside = async (url: string, email: string): Promise<ServerSide> => {
  const client = newClient({ url, key: PUBLISHABLE_KEY });
  const { data, error } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (error) throw error;
  const read = async (table: TableName): Promise<[TableName, Columns[]]> => {
    const answer = await client.from(table).select("*").order("seq");
    if (answer.error) throw answer.error;
    return [table, answer.data];
  };
  return {
    uid: data.user.id,
    client,
    rows: async () => Object.fromEntries(await Promise.all(TABLE_NAMES.map(read))) as Rows,
  };
};

/** The whole of a student's database on the device that shows `page`, by the names of its tables. */
export const readDevice = (page: Page, uid: string): Promise<Record<string, Columns[]>> =>
  page.evaluate(readDatabase, `athro-${uid}`);

/** Runs in a page: the whole of a database, by the names of its tables. */
export const readDatabase = async (name: string): Promise<Record<string, Columns[]>> => {
  const opening = indexedDB.open(name);
  await new Promise((resolve, reject) => {
    opening.addEventListener("success", resolve);
    opening.addEventListener("error", () => reject(opening.error));
  });
  const db = opening.result;
  try {
    const tables = [...db.objectStoreNames];
    const reading = db.transaction(tables, "readonly");
    const asked = tables.map((table) => reading.objectStore(table).getAll());
    await new Promise((resolve, reject) => {
      reading.addEventListener("complete", resolve);
      reading.addEventListener("abort", () => reject(reading.error));
    });
    return Object.fromEntries(tables.map((table, n) => [table, asked[n]?.result ?? []]));
  } finally {
    db.close();
  }
};

/** What tells a row's version from any other: its seq, and every column that a device may write. */
const versionOf = (table: TableName, row: Columns): string => {
  const columns = Object.values(FIELD_GROUPS[table]).flat();
  return JSON.stringify([
    table,
    row.id,
    row.seq,
    ...columns.map((column) => [column, row[column] ?? null]),
  ]);
};

/** Sorted, so that two sides can be compared. */
export const versionsOf = (rows: Record<string, Columns[]>): string[] =>
  TABLE_NAMES.flatMap((table) => (rows[table] ?? []).map((row) => versionOf(table, row))).sort();

/** Waits until nothing waits on the device, the pill says that all is proven, and both sides hold the same rows. */
export const agreed = async (page: Page, { uid, rows }: ServerSide): Promise<void> => {
  await expect
    .poll(
      async () => {
        const [device, server] = await Promise.all([readDevice(page, uid), rows()]);
        const here = versionsOf(device);
        const there = versionsOf(server);
        return {
          pill: await page.locator("[role=status][data-state]").first().getAttribute("data-state"),
          waiting: device.outbox?.length,
          onlyHere: here.filter((version) => !there.includes(version)),
          onlyThere: there.filter((version) => !here.includes(version)),
        };
      },
      { timeout: 90_000, interval: 500 },
    )
    .toEqual({ pill: "synced", waiting: 0, onlyHere: [], onlyThere: [] });
};

/** The texts of the student's own messages on the server, in order, deleted ones left out. */
export const questionsOn = async ({ rows }: ServerSide): Promise<string[]> => {
  const { chat_messages } = await rows();
  return chat_messages
    .filter((row) => row.role === "user" && row.deleted === false)
    .map((row) => String(row.content))
    .sort();
};

export const SYNC_CALL = "**/rest/v1/rpc/sync";

export interface SeenCall {
  user: string;
  mutations: { mid: string; table: string; id: string; stamp: number }[];
}

/** What a call of `sync` asks for. */
export const callOf = (request: Request): SeenCall => {
  const { request: asked } = request.postDataJSON();
  return {
    user: asked.user,
    mutations: asked.mutations.map((text: string) => JSON.parse(text)),
  };
};

/** Puts `handle` between the device and the server's `sync`, for page and worker; from when the returned function is called, it lets all by. */
export const onSyncCall = async (
  context: BrowserContext,
  handle: (route: Route, call: SeenCall) => Promise<unknown>,
): Promise<() => void> => {
  let over = false;
  await context.route(SYNC_CALL, async (route, request) => {
    // Taking the route away would answer in the place of a handler that is at work.
    if (over) await route.continue();
    else await handle(route, callOf(request));
  });
  return () => {
    over = true;
  };
};
