import { expect, inject, test } from "vitest";
import { openProfile, workerReady } from "../support/browser.ts";
import { ask, message, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

const app = inject("app");

test("[G6] with nothing edited for 10 s, nothing is pushed and nothing is asked for", async () => {
  const profile = await openProfile(app.url);
  try {
    const page = await profile.open();
    await signUp(page, newEmail());
    await signedIn(page);
    await workerReady(page);
    await page.goto("/athro/athro-history");
    await ask(page, "Why did the Cold War begin?");
    // Two messages, the question and the reply: then all is done.
    await page.getByRole("article").nth(1).waitFor();
    await message(page, "Why did the Cold War begin?").getByText("Answered").waitFor();
    await pillIs(page, "synced");
    await page.waitForTimeout(3_000);

    // Parts of the page that come late are answered by its worker.
    const requests: string[] = [];
    profile.context.on("request", (request) => {
      if (!new URL(request.url()).pathname.startsWith("/assets/"))
        requests.push(`${request.method()} ${request.url()}`);
    });
    await page.waitForTimeout(10_000);
    expect(requests).toEqual([]);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
