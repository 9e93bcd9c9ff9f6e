/** The states that need no account: before the student has chosen, and as a guest. */
import { type Laid, layMessages, takeAway } from "../lay-messages.ts";
import { ask, message, pillIs, WEEK } from "../student.ts";
import { escape, go, heading, press, seen, type State } from "./world.ts";

/** More than a log shows at once. */
const LONG = Array.from({ length: 120 }, (_, n): Laid =>
  n % 2
    ? { role: "user", content: `Is a half of that 1/${2 ** (n % 11)}?` }
    : { role: "assistant", content: `**Step ${n / 2 + 1}.** What is a half of a half of it?` },
);
let laid: string[] = [];

const AGENDA = WEEK.replace("week", "agenda");

const unchosen: readonly State[] = [
  {
    name: "welcome",
    reach: async ({ page }) => {
      await page.goto("/");
      await heading(page, "Welcome to Athro");
    },
  },
  {
    name: "settings-unchosen",
    reach: async ({ page }) => {
      await go(page, "/settings");
      await heading(page, "Settings");
    },
  },
  {
    name: "share-unchosen",
    reach: async ({ page }) => {
      await go(page, "/share#text=What%20is%20photosynthesis%3F");
      await page.getByRole("textbox", { name: "What you shared" }).waitFor();
      await page.getByRole("button", { name: "Start without an account" }).waitFor();
    },
  },
  {
    name: "account-create",
    reach: async ({ page }) => {
      await go(page, "/account?mode=up");
      await heading(page, "Your work on all your devices");
    },
  },
  {
    name: "account-create-problem",
    reach: async ({ page }) => {
      await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "account-sign-in",
    reach: async ({ page }) => {
      await go(page, "/account?mode=in");
      await heading(page, "Welcome back");
    },
  },
  {
    name: "account-offline",
    reach: async ({ page, context }) => {
      await context.setOffline(true);
      await seen(page, "You're offline. This needs the network");
    },
    leave: ({ context }) => context.setOffline(false),
  },
  {
    name: "account-reset",
    reach: async ({ page }) => {
      await go(page, "/account?mode=reset");
      await heading(page, "Forgotten your password?");
    },
  },
  {
    name: "account-reset-sent",
    reach: async ({ page, email }) => {
      await page.getByLabel("Email", { exact: true }).fill(email);
      await press(page, "Send the link");
      await heading(page, "Check your email");
    },
  },
  {
    name: "account-bad-link",
    reach: async ({ page }) => {
      await go(page, "/account?error=access_denied&error_code=otp_expired");
      await heading(page, "This link doesn't work any more");
    },
  },
  {
    name: "account-new-password",
    reach: async ({ page }) => {
      await go(page, "/account?type=recovery&token_hash=none");
      await heading(page, "Choose a new password");
    },
  },
  {
    name: "account-confirm",
    reach: async ({ page }) => {
      await go(page, "/account?type=signup&token_hash=none");
      await heading(page, "Confirm your email");
    },
  },
];

const guest: readonly State[] = [
  {
    name: "home-empty",
    reach: async ({ page }) => {
      await go(page, "/");
      await press(page, "Start without an account");
      await pillIs(page, "guest");
      await seen(page, "Nothing is planned for today.");
    },
  },
  {
    name: "search-nothing-yet",
    reach: async ({ page }) => {
      await go(page, "/search");
      await seen(page, "There is nothing to search yet.");
    },
  },
  {
    name: "athros",
    reach: async ({ page }) => {
      await go(page, "/athros");
      await page.getByRole("main").getByRole("link", { name: "AthroMaths" }).waitFor();
    },
  },
  {
    name: "chat-empty",
    reach: async ({ page }) => {
      await go(page, "/athro/athro-maths");
      await seen(page, "What would you like to ask AthroMaths?");
    },
  },
  {
    name: "saved-sessions-empty",
    reach: async ({ page }) => {
      await press(page, "Saved sessions");
      await seen(page, "No saved sessions yet.");
    },
    leave: escape,
  },
  {
    name: "chat-guest",
    reach: async ({ page }) => {
      await ask(page, "What is a half of a half?");
      await seen(page, "For a reply, create an account");
    },
  },
  {
    name: "chat-too-long",
    reach: async ({ page }) => {
      await page.getByRole("textbox", { name: "Message" }).fill(`${"word ".repeat(3_200)}a`);
      await press(page, "Send");
      await seen(page, "the limit is 16,000");
    },
    leave: ({ page }) => page.getByRole("textbox", { name: "Message" }).fill(""),
  },
  {
    name: "toast",
    reach: async ({ page }) => {
      await press(page, "Save session");
      await seen(page, "Saved. New chat started.");
      // A notice stays while the pointer is on it.
      await page.getByRole("button", { name: "Undo" }).hover();
    },
    leave: async ({ page }) => {
      await press(page, "Undo");
      await message(page, "What is a half of a half?").waitFor();
    },
  },
  {
    name: "chat-place",
    reach: async ({ page }) => {
      laid = await layMessages(page, LONG);
      await page.goto(`/athro/athro-maths?message=${laid[60]}`);
      await message(page, "Step 31.").waitFor();
      await page.getByRole("button", { name: "To the latest messages" }).waitFor();
    },
    leave: ({ page }) => takeAway(page, laid),
  },
  {
    name: "search-before",
    reach: async ({ page }) => {
      await go(page, "/search");
      await seen(page, "It works without a network.");
    },
  },
  {
    name: "week-empty",
    reach: async ({ page }) => {
      await go(page, WEEK);
      await seen(page, "Nothing planned this week.");
    },
  },
  {
    name: "agenda-empty",
    reach: async ({ page }) => {
      await go(page, AGENDA);
      await seen(page, "appear here, day by day");
    },
  },
  {
    name: "sync-guest",
    reach: async ({ page }) => {
      await go(page, "/sync");
      await seen(page, "Without an account nothing leaves it");
    },
  },
  {
    name: "settings-guest",
    reach: async ({ page }) => {
      await go(page, "/settings");
      await heading(page, "Settings");
      await seen(page, "Remove my data from this device");
    },
  },
  {
    name: "remove-guest-data",
    reach: async ({ page }) => {
      await press(page, "Remove my data from this device");
      await press(page, "Remove");
      await seen(page, "Type “remove” to go ahead");
    },
    leave: escape,
  },
  {
    name: "account-guest",
    reach: async ({ page }) => {
      await go(page, "/account?mode=up");
      await heading(page, "Your work so far can come with you");
    },
  },
  {
    name: "not-found",
    reach: async ({ page }) => {
      await go(page, "/nowhere");
      await heading(page, "There's nothing here");
    },
  },
  {
    name: "missing-athro",
    reach: async ({ page }) => {
      await go(page, "/athro/nobody");
      await heading(page, "There is no such Athro");
    },
  },
  {
    name: "missing-session",
    reach: async ({ page }) => {
      await go(page, "/sessions/none");
      await heading(page, "This session isn't here");
    },
  },
];

export const ALONE: readonly State[] = [...unchosen, ...guest];
