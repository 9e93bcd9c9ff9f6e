import { expect, inject, test } from "vitest";
import { openProfile, workerReady } from "../support/browser.ts";
import {
  addEvent,
  AFTERNOON,
  WEEK,
  ask,
  event,
  message,
  newEmail,
  pillIs,
  signedIn,
  signIn,
  signUp,
} from "../support/student.ts";

const app = inject("app");

test("[G4] what was written offline arrives after the tab is closed, by the worker alone", async () => {
  const email = newEmail();
  const first = await openProfile(app.url, { fresh: true });
  const second = await openProfile(app.url, { fresh: true });
  try {
    const page = await first.open();
    await signUp(page, email);
    await signedIn(page);
    await workerReady(page);
    await pillIs(page, "synced");
    await first.context.setOffline(true);
    await page.goto("/athro/athro-maths");
    await ask(page, "What is the discriminant?");
    await page.goto(WEEK);
    await addEvent(page, { title: "Maths paper 1", ...AFTERNOON });
    await page.close();

    // The server has seen nothing of it yet.
    const other = await second.open();
    await signIn(other, email);
    await signedIn(other);
    await pillIs(other, "synced");
    await other.goto(WEEK);
    await other.getByRole("button", { name: "New event" }).first().waitFor();
    expect(await event(other, "Maths paper 1").count()).toBe(0);

    const answered = first.context.waitForEvent("response", {
      predicate: (response) => response.url().endsWith("/rest/v1/rpc/sync") && response.ok(),
      timeout: 90_000,
    });
    await first.context.setOffline(false);
    const response = await answered;
    expect(response.request().serviceWorker()).not.toBeNull();
    expect(first.context.pages().map((one) => one.url())).toEqual(["about:blank"]);

    await event(other, "Maths paper 1").waitFor();
    await other.goto("/athro/athro-maths");
    await message(other, "What is the discriminant?").waitFor();
    expect([...first.problems, ...second.problems]).toEqual([]);
  } finally {
    await first.close();
    await second.close();
  }
});
