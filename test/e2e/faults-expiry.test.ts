import { afterAll, beforeAll, expect, test } from "vitest";
import { openProfile } from "../support/browser.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { agreed, onSyncCall, questionsOn, type ServerSide, SYNC_CALL } from "../support/rows.ts";
import { ask, PASSWORD } from "../support/student.ts";

/** s; short enough to be waited for, and long enough to sign in and sync with. */
const LIFETIME = 4;

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend({
    dist: new URL("../../dist", import.meta.url).pathname,
    accessTokenLifetime: LIFETIME,
  });
});
afterAll(() => backend.stop());

test("[P9] a token that runs out while the queue drains, on a device whose clock is behind, is renewed and the push goes again", async () => {
  const profile = await openProfile(backend.url);
  try {
    const { page, server, email } = await enterSynced(profile, backend.url);
    // The test's own client has short tokens, too: it signs in for each look.
    const fresh: ServerSide = {
      ...server,
      rows: async () => {
        const { error } = await server.client.auth.signInWithPassword({
          email,
          password: PASSWORD,
        });
        if (error) throw error;
        return server.rows();
      },
    };
    await page.goto("/athro/athro-business");
    await profile.context.setOffline(true);
    await ask(page, "Sent with the last of a token");
    // By the device's reckoning the token has an hour to go.
    await expireToken(page, -3_600_000);
    const statuses: number[] = [];
    profile.context.on("response", (response) => {
      if (response.url().endsWith(SYNC_CALL.replace("**", ""))) statuses.push(response.status());
    });
    let delayed = 0;
    const heal = await onSyncCall(profile.context, async (route) => {
      delayed += 1;
      if (delayed === 1)
        await new Promise((resolve) => setTimeout(resolve, (LIFETIME + 1) * 1_000));
      return route.continue();
    });
    await profile.context.setOffline(false);
    await expect.poll(() => statuses, { timeout: 60_000 }).toContain(200);
    expect(statuses[0]).toBe(401);
    heal();
    await agreed(page, fresh);
    expect(await questionsOn(fresh)).toEqual(["Sent with the last of a token"]);
    expect(profile.problems).toEqual([]);
    expect(backend.reports).toEqual([]);
  } finally {
    await profile.close();
  }
});
