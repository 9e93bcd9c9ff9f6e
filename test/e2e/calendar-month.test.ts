/** The month gone through by keys and drawn in by mouse, and one of those that repeat moved in it. */
import { expect, test } from "vitest";
import { begin, CY, look, speak, undo } from "../support/planner.ts";
import { boxOf, event } from "../support/student.ts";

test("in Auckland, in Welsh, a month is gone through by keys, and what repeats asks which ones go along", async () => {
  const [page, profile] = await begin({ timezone: "Pacific/Auckland", locale: "en-NZ" });
  await speak(page, "cy");
  await look(page, "month", "2026-11-25");
  const cell = (date: string) => page.locator(`[data-date="${date}"]`);
  await cell("2026-11-25").focus();
  // Enter adds an event where there is none.
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Digwyddiad" });
  await dialog.getByLabel("Teitl", { exact: true }).fill("Maths");
  await dialog.getByLabel("Ailadrodd", { exact: true }).selectOption({ label: "Bob wythnos" });
  await dialog.getByRole("button", { name: "Cadw", exact: true }).click();
  await event(page, "Maths").waitFor();
  for (const [key, date] of [
    ["ArrowRight", "2026-11-26"],
    ["End", "2026-11-29"],
    ["ArrowDown", "2026-12-06"],
    ["Home", "2026-11-30"],
    ["PageUp", "2026-10-30"],
    ["Shift+PageDown", "2027-10-30"],
  ] as const) {
    if (key === "ArrowRight") await cell("2026-11-25").focus();
    await page.keyboard.press(key);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-date")))
      .toBe(date);
  }
  // The place is in the address, so that loading the page again shows it.
  await page.reload();
  await cell("2027-10-30").waitFor();

  // Several days are drawn with the mouse; the view is the one that was chosen last.
  await look(page, "month", "2026-11-25");
  await page.getByRole("button", { name: "Wythnos", exact: true }).click();
  await page.getByRole("button", { name: "Mis", exact: true }).click();
  await page.goto("/calendar?date=2026-11-25");
  await page.locator(".calendar-files button").first().waitFor();
  const [from, to] = [await boxOf(cell("2026-11-17")), await boxOf(cell("2026-11-19"))];
  await page.mouse.move(from.x + 20, from.y + from.height - 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + to.height - 8, { steps: 6 });
  await page.mouse.up();
  expect(await dialog.getByLabel("Drwy'r dydd", { exact: true }).isChecked()).toBe(true);
  expect(await dialog.getByLabel("Dyddiad gorffen", { exact: true }).inputValue()).toBe(
    "2026-11-19",
  );
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  // Only one of them moves; another device's edit that comes meanwhile stands.
  const box = await boxOf(page.locator('[data-date="2026-11-25"] [data-key]'));
  await page.mouse.move(box.x + 30, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 30 + from.width, box.y + 10, { steps: 6 });
  await page.mouse.up();
  await page.getByRole("button", { name: CY.only }).click();
  await page
    .getByText(/^Wedi'i symud: Dydd Iau 26 Tachwedd/)
    .first()
    .waitFor();
  await expect.poll(() => page.locator('[data-date="2026-11-26"] [data-key]').count()).toBe(1);
  expect(await page.locator('[data-date="2026-12-02"] [data-key]').count()).toBe(1);
  await undo(page, CY);
  await expect.poll(() => page.locator('[data-date="2026-11-25"] [data-key]').count()).toBe(1);
  expect(profile.problems).toEqual([]);
});
