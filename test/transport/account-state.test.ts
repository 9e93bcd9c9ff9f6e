/** [U13] What may and what may not be taken for "your account was deleted", over real HTTP. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { askAccountState } from "../../src/transport/account-state.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const EPOCH = "22222222-2222-4222-8222-222222222222";
const OTHER = "33333333-3333-4333-8333-333333333333";
const DELETED = { user: UID, state: "deleted", epoch: EPOCH, deleted_at: 1_795_424_400_000 };

/** Asks a server that answers so. */
const askWith = async (listener: RequestListener | null): Promise<string> => {
  const server = createServer(listener ?? undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<unknown>((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  if (listener === null) await close();
  else onTestFinished(() => close().then(() => {}));
  return askAccountState({ url: `http://127.0.0.1:${port}`, key: "k" }, UID, EPOCH);
};

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  };

test("[U13] the server's own answer counts, and it alone", async () => {
  expect(await askWith(answer(200, DELETED))).toBe("deleted");
});

/** Says yes to whatever it is asked, in the words of the question. */
const echo: RequestListener = (request, response) => {
  const seen = [request.url, JSON.stringify(request.headers)];
  request.on("data", (chunk: Buffer) => seen.push(chunk.toString()));
  request.on("end", () => {
    expect(seen.join(" ")).not.toContain(EPOCH);
    response.end(JSON.stringify({ ...DELETED, epoch: seen.at(-1) }));
  });
};

test("[U13] the device's epoch is not in the question, so that no echo can be the answer", async () => {
  expect(await askWith(echo)).toBe("unknown");
});

const others: [name: string, listener: RequestListener | null, state: string][] = [
  [
    "an account that is there, or never was",
    answer(200, { user: UID, state: "unknown" }),
    "unknown",
  ],
  ["a restored or another server", answer(200, { ...DELETED, epoch: OTHER }), "unknown"],
  ["an answer without an epoch", answer(200, { ...DELETED, epoch: undefined }), "unknown"],
  ["an answer without a time", answer(200, { ...DELETED, deleted_at: "now" }), "unknown"],
  ["an answer about another account", answer(200, { ...DELETED, user: OTHER }), "unreachable"],
  ["another word", answer(200, { ...DELETED, state: "gone" }), "unreachable"],
  ["no server", null, "unreachable"],
  ["a portal's page", answer(200, "<h1>Log in to the Wi-Fi</h1>"), "unreachable"],
  ["a portal's JSON", answer(200, { status: "login required", deleted: true }), "unreachable"],
  ["a list", answer(200, [DELETED]), "unreachable"],
  ["nothing", answer(200, "null"), "unreachable"],
  ["a portal that leads elsewhere", answer(302, "", { location: "/login" }), "unreachable"],
  [
    "a session that ended",
    answer(401, { code: "PGRST303", message: "JWT expired" }),
    "unreachable",
  ],
  ["the right words with another status", answer(403, DELETED), "unreachable"],
  ["a server that knows no such function", answer(404, { code: "PGRST202" }), "unreachable"],
  ["gone, as HTTP says it", answer(410, DELETED), "unreachable"],
  ["a server that fails", answer(500, DELETED), "unreachable"],
];
test.each(others)("[U13] %s wipes nothing", async (_, listener, state) => {
  expect(await askWith(listener)).toBe(state);
});
