/**
 * Chromium with nothing attached to its page but what a measurement asks for. A driver of tests follows the network and the console too: for
 * each request the browser then notes where in which script it was made, and reads the whole script again for that; and the driver runs
 * scripts of its own in the page. At a start, both together took a tenth of the time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

export interface BarePage {
  /** A command of the DevTools protocol, to the page. */
  send(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The value of an expression in the page, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
}

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** Starts the browser over what `dir` keeps, for one blank page, and ends it when `act` is done. */
export const inBareBrowser = async <T>(
  chrome: string,
  flags: readonly string[],
  dir: string,
  act: (page: BarePage) => Promise<T>,
): Promise<T> => {
  const browser = spawn(
    chrome,
    [
      ...flags,
      "--headless",
      "--remote-debugging-pipe",
      "--window-size=1280,800",
      `--user-data-dir=${dir}`,
      // A window of its own, as an installed app has it. Else the browser's address bar starts too: a page of 400 scripts, beside the one that is
      // measured.
      "--app=data:text/html,",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => browser.once("exit", () => resolve()));
  const send = commandsOver(browser);
  try {
    const { targetInfos } = await send("Target.getTargets");
    const blank = (targetInfos as { type: string; targetId: string }[]).find(
      ({ type }) => type === "page",
    );
    const { sessionId } = await send("Target.attachToTarget", {
      targetId: blank?.targetId,
      flatten: true,
    });
    const toPage: BarePage["send"] = (method, params) => send(method, params, sessionId as string);
    return await act({
      send: toPage,
      evaluate: async <V>(expression: string) => {
        const { result, exceptionDetails } = await toPage("Runtime.evaluate", {
          expression,
          returnByValue: true,
          awaitPromise: true,
        });
        if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
        return (result as { value: V }).value;
      },
    });
  } finally {
    // Properly, so that what it keeps is whole at the next start.
    send("Browser.close").catch(() => {});
    await ended;
  }
};

/** Commands as JSON that ends with NUL, answered in any order. All that wait fail when the browser has ended. */
const commandsOver = (browser: ChildProcess) => {
  const input = browser.stdio[3] as Writable;
  const output = browser.stdio[4] as Readable;
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  let rest = "";
  output.setEncoding("utf8");
  output.on("data", (text: string) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      if (answer.id === undefined) continue;
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    }
  });
  // A browser that has ended takes nothing more; who waits hears of it so.
  input.on("error", () => {});
  browser.once("exit", () => {
    for (const done of waiting.values()) done({ error: { message: "the browser has ended" } });
  });
  return (
    method: string,
    params: Record<string, unknown> = {},
    sessionId?: string,
  ): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {}),
      );
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
};
