import { afterEach, expect, test, vi } from "vitest";
import { deviceZone } from "../../src/model/device-zone.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const knowing = (zone: string) => vi.stubGlobal("Temporal", { Now: { timeZoneId: () => zone } });

test("a browser with Temporal tells its zone without the dates of all the world", () => {
  knowing("America/New_York");
  const dates = vi.spyOn(Intl, "DateTimeFormat");
  expect(deviceZone()).toBe("America/New_York");
  expect(dates).not.toHaveBeenCalled();
});

test("one without Temporal tells it all the same", () => {
  vi.stubGlobal("Temporal", undefined);
  expect(deviceZone()).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
});

test.each(["Etc/Unknown", ""])("one that doesn't know it (%j) is taken to be in UTC", (zone) => {
  knowing(zone);
  expect(deviceZone()).toBe("UTC");
});
