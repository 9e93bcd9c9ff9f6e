import { describe, expect, inject, onTestFinished, test } from "vitest";
import type { Engine } from "./driver.ts";
import { SCENARIOS } from "./scenarios.ts";
import { type Device, newDevice } from "./student.ts";

/** Runs the list in one engine; after each scenario no tab may have shown anything in red. */
export const runScenarios = (engine: Engine): void => {
  describe.each([engine])("$name", () => {
    test.each(SCENARIOS)("$name", async ({ run }) => {
      const { url, finder } = inject("engines");
      const devices: Device[] = [];
      await run({
        url,
        newDevice: async () => {
          const device = await newDevice({ engine, url, finder });
          onTestFinished(() => device.end());
          devices.push(device);
          return device;
        },
      });
      for (const device of devices) expect(await device.problems()).toEqual([]);
    });
  });
};
