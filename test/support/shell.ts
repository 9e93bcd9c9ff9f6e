/**
 * Chromium's shell has the call that puts a number on the app's icon, and nothing behind it: it ends the process of a worker that makes it.
 * There the call is taken from workers before they begin, so that the app finds none, as in browsers that have none.
 */
import type { BrowserContext, CDPSession, Page } from "playwright-core";

/** Of every worker of the context's pages, those to come as well. */
export const withoutBadges = async (context: BrowserContext): Promise<void> => {
  const heard = new WeakSet<Page>();
  const hear = async (page: Page): Promise<void> => {
    if (heard.has(page)) return;
    heard.add(page);
    await takeBadges(await context.newCDPSession(page));
  };
  for (const page of context.pages()) await hear(page);
  // A page that closes at once has no workers.
  context.on("page", (page) => void hear(page).catch(() => {}));
  const newPage = context.newPage.bind(context);
  context.newPage = async () => {
    const page = await newPage();
    await hear(page);
    return page;
  };
};

const takeBadges = async (session: CDPSession): Promise<void> => {
  let id = 0;
  session.on("Target.attachedToTarget", ({ sessionId }) => {
    const tell = (method: string, params = {}) => {
      const message = JSON.stringify({ id: (id += 1), method, params });
      return session.send("Target.sendMessageToTarget", { sessionId, message });
    };
    const expression = "if (self.WorkerNavigator) delete WorkerNavigator.prototype.setAppBadge";
    // Told in order. A worker, or its page, may have gone by then.
    Promise.all([
      tell("Runtime.evaluate", { expression }),
      tell("Runtime.runIfWaitingForDebugger"),
    ]).catch(() => {});
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: false,
  });
};
