/** A student at a device, ready for whatever is to go wrong. */
import type { Page } from "playwright-core";
import { type Profile, workerReady } from "./profile.ts";
import { type ServerSide, signInBeside } from "./rows.ts";
import { newEmail, pillIs, signedIn, signIn, signUp } from "./student.ts";

export interface Entered {
  page: Page;
  email: string;
  server: ServerSide;
}

/** Signs a new student up, or signs the one with `email` in, and waits until the worker serves them and all is synced. */
export const enterSynced = async (
  profile: Profile,
  url: string,
  email?: string,
): Promise<Entered> => {
  const page = await profile.open();
  const address = email ?? newEmail();
  await (email === undefined ? signUp : signIn)(page, address);
  await signedIn(page);
  await workerReady(page);
  await pillIs(page, "synced");
  return { page, email: address, server: await signInBeside(url, address) };
};

/** As after a long time: by the device's own reckoning the access token ran out `agoMs` ago. */
export const expireToken = (page: Page, agoMs: number): Promise<void> =>
  page.evaluate(async (expiresAt) => {
    const opening = indexedDB.open("athro-device");
    await new Promise((resolve, reject) => {
      opening.addEventListener("success", resolve);
      opening.addEventListener("error", () => reject(opening.error));
    });
    const writing = opening.result.transaction("entries", "readwrite");
    const entries = writing.objectStore("entries");
    const reading = entries.get("session");
    reading.addEventListener("success", () => entries.put({ ...reading.result, expiresAt }));
    await new Promise((resolve, reject) => {
      writing.addEventListener("complete", resolve);
      writing.addEventListener("abort", () => reject(writing.error));
    });
    opening.result.close();
  }, Date.now() - agoMs);
