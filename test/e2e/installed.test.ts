import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { share } from "../support/share.ts";
import { ask, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

let app: App;
let profile: Profile;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  profile = await openProfile(app.url, { whole: true });
});
afterEach(() => profile.close());

/** A page of someone without an account, served by the worker. */
const enterAsGuest = async (): Promise<Page> => {
  const page = await profile.open("/");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await workerReady(page);
  return page;
};

interface Picture {
  src: string;
  sizes: string;
  purpose?: string;
  form_factor?: string;
}

interface Manifest {
  id: string;
  icons: Picture[];
  screenshots: Picture[];
  shortcuts: { url: string; icons: Picture[] }[];
  launch_handler: unknown;
  share_target: unknown;
}

/** What a picture is: its size, and the share of its pixels that can be seen through, at the edges and in all. */
const look = (page: Page, src: string) =>
  page.evaluate(async (from) => {
    const blob = await (await fetch(from)).blob();
    const { width, height } = await createImageBitmap(blob);
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(await createImageBitmap(blob), 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let clear = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] === 0) clear += 1;
    return { size: `${width}x${height}`, clear: clear / (width * height), corner: data[3] };
  }, src);

/** Waits until the composer holds a text. */
const composed = async (page: Page, text: string): Promise<void> => {
  await expect
    .poll(() => page.getByRole("textbox", { name: "Message" }).inputValue(), { timeout: 90_000 })
    .toBe(text);
};

test("a device that Athro has been on names its manifest again once the first screen is there, and can install it", async () => {
  const page = await enterAsGuest();
  /** What the page said at the start, and says now. */
  const named = () =>
    page.evaluate(() => [
      (globalThis as { began?: string }).began,
      document.querySelector<HTMLLinkElement>('link[href="/manifest.webmanifest"]')?.rel,
    ]);
  await page.addInitScript(() =>
    document.addEventListener("readystatechange", () => {
      const link = document.querySelector<HTMLLinkElement>('link[href="/manifest.webmanifest"]');
      Object.assign(globalThis, { began: (globalThis as { began?: string }).began ?? link?.rel });
    }),
  );
  await page.reload();
  await expect.poll(named).toEqual(["later-manifest", "manifest"]);
  const cdp = await profile.context.newCDPSession(page);
  await expect
    .poll(async () => (await cdp.send("Page.getAppManifest")).url)
    .toBe(`${app.url}/manifest.webmanifest`);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
});

test("Chromium finds nothing that keeps Athro from being installed", async () => {
  const page = await profile.open("/");
  await workerReady(page);
  const cdp = await profile.context.newCDPSession(page);
  const { errors, data, url } = await cdp.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(`${app.url}/manifest.webmanifest`);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
  const { appId } = await cdp.send("Page.getAppId");
  expect(appId).toBe(`${app.url}/`);

  const manifest = JSON.parse(data ?? "") as Manifest;
  expect(manifest.shortcuts.map(({ url: to }) => to)).toEqual(["/calendar?new=1", "/athro"]);
  expect(manifest.launch_handler).toEqual({ client_mode: ["navigate-existing", "auto"] });
  // As the tests below share.
  expect(manifest.share_target).toEqual({
    action: "/share",
    method: "POST",
    enctype: "multipart/form-data",
    params: { title: "title", text: "text", url: "url" },
  });
  const icons = [...manifest.icons, ...manifest.shortcuts.flatMap((one) => one.icons)];
  expect(new Set(icons.map(({ purpose }) => purpose))).toEqual(
    new Set(["any", "maskable", "monochrome"]),
  );
  const pictures = await Promise.all(
    [...icons, ...manifest.screenshots].map(async (picture) => ({
      ...picture,
      ...(await look(page, picture.src)),
    })),
  );
  expect(pictures.map(({ src, size }) => [src, size])).toEqual(
    pictures.map(({ src, sizes }) => [src, sizes]),
  );
  const of = (purpose: string) => pictures.filter((picture) => picture.purpose === purpose);
  // A mask cuts from what covers everything; what is of one colour needs a shape.
  expect(of("maskable").map(({ clear }) => clear)).toEqual([0, 0]);
  expect(of("any").every(({ corner }) => corner === 0)).toBe(true);
  expect(of("monochrome").every(({ clear }) => clear > 0.2)).toBe(true);
  expect(new Set(manifest.screenshots.map((one) => one.form_factor))).toEqual(
    new Set(["wide", "narrow"]),
  );
  expect((await look(page, "/icons/apple-touch-icon.png")).clear).toBe(0);
});

test("a share to a device that nobody uses waits for whoever goes on without an account, offline too", async () => {
  const page = await profile.open("/");
  await workerReady(page);
  await profile.context.setOffline(true);
  await share(page, { title: "Photosynthesis", text: "", url: "https://example.org/plants" });
  await page.getByRole("heading", { name: "Which Athro is this for?" }).waitFor();
  expect(new URL(page.url()).hash).toBe("");
  await page.getByRole("button", { name: "Start without an account" }).click();
  await page.getByLabel("What you shared").waitFor();
  await page.getByRole("button", { name: "AthroScience" }).click();
  await composed(page, "Photosynthesis\nhttps://example.org/plants");
  expect(await page.getByRole("article").count()).toBe(0);
});

test("a share that no one gave to an Athro is with the last one, above what is being typed; the shortcuts lead to its chat, and to a new event", async () => {
  const page = await enterAsGuest();
  await page.goto("/athro/athro-history");
  await ask(page, "When was the Chartist rising?");
  await page.getByRole("textbox", { name: "Message" }).fill("Half a thought");
  await share(page, { text: "The Newport Rising of 1839" });
  await page.getByText("It's kept in AthroHistory's message box").waitFor();
  // Closed without a choice.
  await page.goto("/athro/athro-history");
  await composed(page, "The Newport Rising of 1839\n\nHalf a thought");
  expect(await page.getByRole("article").count()).toBe(1);

  await page.goto("/athro");
  await page.waitForURL(/\/athro\/athro-history$/);
  await page.goto("/calendar?new=1");
  await page.getByRole("dialog", { name: "Event" }).waitFor();
});

test("a share by a student who is signed in goes into their own composer", async () => {
  const page = await profile.open("/account");
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await share(page, { text: "Mine alone" });
  await page.getByRole("button", { name: "AthroMusic" }).press("Enter");
  await composed(page, "Mine alone");
  await pillIs(page, "synced");
  expect(profile.problems).toEqual([]);
});

test("a share with nothing in it, and one that can't be stored, say so, and the second loses nothing", async () => {
  const page = await enterAsGuest();
  await share(page, { text: "  " });
  await page.getByText("Nothing came with this").waitFor();

  await page.goto("/settings");
  const [worker] = profile.context.serviceWorkers();
  if (!worker) throw new Error("no worker");
  // As on a full disk: what the worker opens, it can't write to.
  await worker.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no space", "QuotaExceededError");
    };
  });
  await share(page, { text: "Must not go & get lost #1" });
  await page.getByText("It isn't stored on this device yet").waitFor();
  await page.getByRole("button", { name: "AthroArt" }).click();
  await composed(page, "Must not go & get lost #1");
  expect(profile.problems).toEqual([]);
});
