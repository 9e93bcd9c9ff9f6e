/** The states in which something is in the way: the network, the server, the app itself, the session. */
import { expireToken } from "../enter.ts";
import { refuse } from "../refuse.ts";
import { onSyncCall, signInBeside } from "../rows.ts";
import { addEvent, AFTERNOON, ask, event, message, pillIs, WEEK } from "../student.ts";
import { heading, press, seen, type State, type World } from "./world.ts";

const guard = ({ page }: World) =>
  page.getByRole("alertdialog", { name: /hasn't synced|haven't synced/ });

const offline: readonly State[] = [
  {
    name: "chat-waiting",
    reach: async ({ page, context }) => {
      await page.goto("/athro/athro-science");
      await page.getByRole("textbox", { name: "Message" }).waitFor();
      await context.setOffline(true);
      await ask(page, "Why is the sky blue?");
      await seen(page, "Waiting to send");
      await pillIs(page, "offline");
    },
  },
  {
    name: "home-offline",
    reach: async ({ page }) => {
      await page.goto("/");
      await seen(page, "Waiting for a reply");
      await pillIs(page, "offline");
    },
  },
  {
    name: "sync-offline",
    reach: async ({ page }) => {
      await page.goto("/sync");
      await seen(page, "You're offline. Everything's saved here");
      await press(page, "Check now");
      await seen(page, /^Couldn't check: (?:you're offline|the server didn't answer)\./);
    },
  },
  {
    name: "sign-out-guard",
    reach: async (world) => {
      await world.page.goto("/account");
      await press(world.page, "Sign out");
      await guard(world).getByRole("button", { name: "Sync first" }).click();
      await seen(world.page, "The server can't be reached now");
    },
    leave: async (world) => {
      await guard(world).getByRole("button", { name: "Cancel" }).click();
    },
  },
];

const refused: readonly State[] = [
  {
    name: "chat-refused",
    reach: async (world) => {
      const { page, context } = world;
      world.heal = await refuse(context, { chat_messages: "23514", calendar_events: "AT413" });
      await page.goto("/athro/athro-science");
      await context.setOffline(false);
      await message(page, "Why is the sky blue?").getByText("Not sent.").waitFor();
    },
  },
  {
    name: "saved-refused",
    reach: async ({ page }) => {
      await press(page, "Save session");
      await press(page, "Saved sessions");
      await page.getByRole("dialog").getByRole("link", { name: "Open" }).first().click();
      await page.getByRole("button", { name: "Resume" }).first().waitFor();
      await message(page, "Why is the sky blue?").getByText("Not sent.").waitFor();
    },
  },
  {
    name: "week-refused",
    reach: async ({ page }) => {
      await page.goto(WEEK);
      await addEvent(page, { title: "Too large", ...AFTERNOON });
      await page.getByRole("button", { name: /Too large.*Needs attention/ }).waitFor();
    },
  },
  {
    name: "editor-refused",
    reach: async ({ page }) => {
      await event(page, "Too large").click();
      await seen(page, "This event couldn't be synced.");
    },
  },
  {
    name: "sync-refused",
    reach: async ({ page }) => {
      await page.goto("/sync");
      await page.getByRole("button", { name: "Retry: Too large" }).waitFor();
      await pillIs(page, "failed");
    },
  },
  {
    name: "discard-question",
    reach: async ({ page }) => {
      await press(page, "Discard: Too large");
      await page.getByRole("alertdialog", { name: "Discard this change?" }).waitFor();
    },
    leave: async (world) => {
      const { page } = world;
      await page.getByRole("alertdialog").getByRole("button", { name: "Keep it" }).click();
      world.heal?.();
      for (const name of ["Retry: Too large", "Retry: Why is the sky blue?"])
        await press(page, name);
      await seen(page, "The server has accepted everything");
    },
  },
  {
    name: "sync-failed",
    reach: async (world) => {
      world.heal = await onSyncCall(world.context, (route) =>
        route.fulfill({ status: 503, contentType: "application/json", body: '{"message":"busy"}' }),
      );
      await world.page.goto(WEEK);
      await addEvent(world.page, { title: "Behind a busy server", ...AFTERNOON });
      await pillIs(world.page, "failed");
      await world.page.goto("/sync");
      await seen(world.page, "The server has a problem.");
    },
    leave: async (world) => {
      world.heal?.();
      await press(world.page, "Check now");
      await pillIs(world.page, "synced");
    },
  },
];

const app: readonly State[] = [
  {
    name: "not-loaded",
    reach: async ({ page, context }) => {
      await page.goto("/settings");
      await heading(page, "Settings");
      // The network drops after a deployment that has taken the files away.
      await page.evaluate(async () => {
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await context.route("**/assets/calendar-screen*", (route) => route.abort());
      await page.getByRole("link", { name: "Calendar", exact: true }).click();
      await heading(page, "This screen couldn't be loaded");
    },
    leave: ({ context }) => context.unroute("**/assets/calendar-screen*"),
  },
  {
    name: "update",
    reach: async ({ page }) => {
      await page.goto("/settings");
      await page.evaluate(() => navigator.serviceWorker.register("/sw.js?next"));
      await seen(page, "New version ready.");
    },
  },
];

const session: readonly State[] = [
  {
    name: "account-ended",
    reach: async ({ page, app, email }) => {
      const { client } = await signInBeside(app.url, email);
      await client.auth.signOut({ scope: "global" });
      await page.goto(WEEK);
      await expireToken(page, 0);
      await addEvent(page, { title: "After the end", ...AFTERNOON });
      await pillIs(page, "signin");
      await page.goto("/account");
      await seen(page, "Your session has ended.");
    },
  },
  {
    name: "sync-signin",
    reach: async ({ page }) => {
      await page.goto("/sync");
      await seen(page, "Sign in to go on syncing. Everything's saved on this device.");
    },
  },
  {
    name: "account-gone",
    reach: async ({ page }) => {
      await page.evaluate(() => localStorage.setItem("athro:account-gone", "1"));
      await page.goto("/");
      await page.getByRole("alertdialog", { name: "Your account was deleted" }).waitFor();
    },
    leave: async ({ page }) => {
      await press(page, "OK");
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
    },
  },
  {
    name: "idle-warning",
    reach: async ({ page, context }) => {
      await page.goto("/settings");
      await page.getByLabel("This is a shared device").check();
      await context.clock.install();
      await page.goto("/settings");
      await heading(page, "Settings");
      await context.clock.runFor("14:10");
      await page.getByRole("alertdialog", { name: "Are you still there?" }).waitFor();
    },
  },
  {
    name: "idle-out",
    reach: async ({ page, context }) => {
      await context.clock.runFor("01:00");
      await page.getByRole("alertdialog", { name: "You were signed out" }).waitFor();
    },
  },
];

export const TROUBLE: readonly State[] = [...offline, ...refused, ...app, ...session];
