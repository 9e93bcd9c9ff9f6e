/** WebKitGTK, Safari's engine, by plain WebDriver: a driver and a screen of their own for each browser. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type Engine, type Tab, VIEW, WATCH_SCRIPT } from "./driver.ts";

export interface WebKitPrograms {
  driver: string;
  xvfb: string;
  python: string;
}

const ENTER = "\uE007";
const BROWSER = new URL("webkit-browser.py", import.meta.url).pathname;
const START_TRIES = 200;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
};

/** Starts a virtual screen; the number is the server's own choice. */
const startScreen = async (xvfb: string): Promise<{ child: ChildProcess; display: string }> => {
  const size = `${VIEW.width}x${VIEW.height}x24`;
  const child = spawn(
    xvfb,
    ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
    {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    },
  );
  const told = child.stdio[3];
  if (!told) throw new Error("no pipe to Xvfb");
  const number = await Promise.race([
    once(told, "data").then(([data]) => String(data).trim()),
    once(child, "exit").then(([code]) => {
      throw new Error(`Xvfb ended with ${code} before it was ready`);
    }),
  ]);
  return { child, display: `:${number}` };
};

type Send = (method: string, path: string, body?: unknown) => Promise<never>;

/** One command of WebDriver, answered with its value. */
const senderTo =
  (port: number): Send =>
  async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === "POST" && { body: JSON.stringify(body ?? {}) }),
    });
    const { value } = (await answer.json()) as { value: never };
    if (!answer.ok) throw new Error(`WebDriver: ${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };

const whenReady = async (send: Send, driver: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < START_TRIES; tries += 1) {
    const ready = await send("GET", "/status").then(
      () => true,
      () => false,
    );
    if (ready) return;
    if (driver.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("WebKitWebDriver did not come up");
};

/** The commands of a session go to the tab that has its turn, so that each says first which one it means. */
const commands = (send: Send, session: string) => {
  let turn: Promise<unknown> = Promise.resolve();
  return (handle: string, method: string, path: string, body?: unknown): Promise<never> => {
    const mine = turn.then(async () => {
      await send("POST", `${session}/window`, { handle });
      return send(method, `${session}${path}`, body);
    });
    turn = mine.catch(() => {});
    return mine;
  };
};

const tabOf = (handle: string, command: ReturnType<typeof commands>): Tab => {
  const post = (path: string, body: unknown) => command(handle, "POST", path, body);
  return {
    goto: (url) => post("/url", { url }),
    reload: () => post("/refresh", {}),
    evaluate: async (body, argument) => {
      const script = `
        const [argument, done] = arguments;
        Promise.resolve().then(() => (${body.toString()})(argument))
          .then((value) => done({ value }), (error) => done({ error: String(error) }));
      `;
      const { value, error }: { value?: unknown; error?: string } = await post("/execute/async", {
        script,
        args: [argument ?? null],
      });
      if (error !== undefined) throw new Error(error);
      // What a function gives back in the page is what its type says.
      return value as never;
    },
    run: (script) => post("/execute/sync", { script, args: [] }),
    clickAt: (x, y) =>
      post("/actions", {
        actions: [
          {
            type: "pointer",
            id: "mouse",
            actions: [
              { type: "pointerMove", x: Math.round(x), y: Math.round(y), origin: "viewport" },
              { type: "pointerDown", button: 0 },
              { type: "pointerUp", button: 0 },
            ],
          },
        ],
      }),
    type: (text) =>
      post("/actions", {
        actions: [
          {
            type: "key",
            id: "keys",
            actions: [...text.replaceAll("\n", ENTER)].flatMap((value) => [
              { type: "keyDown", value },
              { type: "keyUp", value },
            ]),
          },
        ],
      }),
    close: () => command(handle, "DELETE", "/window"),
  };
};

export const webkit = ({ driver, xvfb, python }: WebKitPrograms): Engine => ({
  name: "WebKitGTK",
  open: async (dir): Promise<Browser> => {
    const script = join(dir, "first.js");
    await mkdir(dir, { recursive: true });
    await writeFile(script, WATCH_SCRIPT);
    const screen = await startScreen(xvfb);
    const port = await freePort();
    const started = spawn(driver, [`--port=${port}`], {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        HOME: process.env.HOME ?? dir,
        XDG_DATA_HOME: join(dir, "data"),
        XDG_CACHE_HOME: join(dir, "cache"),
        DISPLAY: screen.display,
        GDK_BACKEND: "x11",
        TZ: "Europe/London",
      },
    });
    const send = senderTo(port);
    await whenReady(send, started);
    const { sessionId }: { sessionId: string } = await send("POST", "/session", {
      capabilities: {
        alwaysMatch: {
          timeouts: { script: 60_000, pageLoad: 60_000 },
          "webkitgtk:browserOptions": { binary: python, args: [BROWSER, dir, script] },
        },
      },
    });
    const session = `/session/${sessionId}`;
    const command = commands(send, session);
    let spare: string | null = await send("GET", `${session}/window`);
    return {
      newTab: async () => {
        const handle = spare ?? (await newWindow(send, session));
        spare = null;
        return tabOf(handle, command);
      },
      close: async () => {
        await send("DELETE", session);
        await end(started);
        await end(screen.child);
      },
    };
  },
});

const newWindow = async (send: Send, session: string): Promise<string> => {
  const { handle }: { handle: string } = await send("POST", `${session}/window/new`, {
    type: "tab",
  });
  return handle;
};
