import { join } from "node:path";
import { build, type Rolldown } from "vite";
import { expect, inject, onTestFinished, test } from "vitest";
import type * as Zones from "../../src/model/ics/zone.ts";
import { openProfile } from "../support/browser.ts";

const ZONE = join(import.meta.dirname, "../../src/model/ics/zone.ts");

/** The model's zones as one script, which leaves them in `zones`. */
const zonesScript = async (): Promise<string> => {
  const built = (await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: ZONE, name: "zones", formats: ["iife"] },
    },
  })) as Rolldown.RolldownOutput[];
  return built[0]?.output[0].code ?? "";
};

test("a browser with Temporal has the same clocks as by Intl, and knows the same zones", async () => {
  const profile = await openProfile(inject("app").url, { lawless: true });
  onTestFinished(() => profile.close());
  const page = await profile.open("/");
  await page.addScriptTag({ content: await zonesScript() });
  const found = await page.evaluate(() => {
    const { zones } = globalThis as { zones?: typeof Zones };
    if (!zones) throw new Error("the script has left no zones");
    const { offsetOf } = zones;
    const { Temporal } = globalThis as { Temporal?: unknown };
    const byTemporal = offsetOf;
    const byIntl = (zone: string) => {
      Object.assign(globalThis, { Temporal: undefined });
      const offset = offsetOf(zone);
      Object.assign(globalThis, { Temporal });
      return offset;
    };
    const differences: string[] = [];
    let compared = 0;
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      const [one, other] = [byTemporal(zone), byIntl(zone)];
      for (let ms = Date.UTC(2004); ms < Date.UTC(2024); ms += 20 * 86_400_000) {
        compared += 1;
        if (one?.(ms) !== other?.(ms)) differences.push(`${zone} ${new Date(ms).toISOString()}`);
      }
    }
    const odd = ["", "Foo/Bar", "Europe", "2027-03-15T09:00Z", "europe/london", "UTC", "T12[UTC]"];
    const known = (offset: typeof byTemporal) => odd.map((zone) => offset(zone) !== null);
    return {
      temporal: Temporal !== undefined,
      compared,
      differences,
      known: [known(byTemporal), known(byIntl)],
    };
  });
  expect(found.temporal).toBe(true);
  expect(found.compared).toBeGreaterThan(100_000);
  expect(found.differences).toEqual([]);
  expect(found.known[0]).toEqual(found.known[1]);
  expect(found.known[0]).toEqual([false, false, false, false, true, true, false]);
});
