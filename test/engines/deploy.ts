/** A new version of the app, as a student's browser meets one. */
import type { Network } from "../support/network.ts";
import type { Screen } from "./screen.ts";

/** The page says which version it is, and the worker's list of files has another page in it. */
export const deploy = ({ deployed }: Network, version: string): void => {
  deployed.set("/index.html", (html) => html.replace("<html", `<html data-version="${version}"`));
  deployed.set("/sw.js", (script) => {
    const entry = /("revision":")([^"]+","url":"index\.html")/;
    if (!entry.test(script)) throw new Error("sw.js does not list index.html as it did");
    return script.replace(entry, `$1${version}$2`);
  });
};

/** Of the page that a tab shows; null for the one that was built. */
export const versionOf = ({ tab }: Screen): Promise<string | null> =>
  tab.evaluate(() => document.documentElement.dataset.version ?? null, null);
