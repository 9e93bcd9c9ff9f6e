/** What axe-core finds wrong with what a page shows. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const SOURCE = await readFile(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** WCAG 2.2 AA, and what axe's authors advise beside it. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** `all`, or what alone can differ between two themes. */
export type Checked = "all" | "colours";

/** Each finding as `rule: element (what is wrong)`; empty if there is none. */
export const findings = async (page: Page, checked: Checked = "all"): Promise<string[]> => {
  // By the debugger, which no content policy holds back; a page that was loaded anew has lost it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  return page.evaluate(
    async ({ tags, only }) => {
      // What a change of theme or language brings is there with the next frame.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const { axe } = globalThis as typeof globalThis & { axe: typeof import("axe-core") };
      const { violations } = await axe.run(document, {
        resultTypes: ["violations"],
        // Experimental: it takes all text in a control for its label. An event's name begins with its title, and tells the rest in words.
        rules: { "label-content-name-mismatch": { enabled: false } },
        runOnly: only ? { type: "rule", values: only } : { type: "tag", values: tags },
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary})`),
      );
    },
    { tags: TAGS, only: checked === "colours" ? ["color-contrast", "link-in-text-block"] : null },
  );
};
