// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { expect, onTestFinished, test } from "vitest";
import { createEvent } from "../../../src/store/events.ts";
import { TodayAgenda } from "../../../src/ui/home/today-agenda.tsx";
import { loadWords, setLanguage } from "../../../src/ui/i18n/language.ts";
import { openTestStore } from "../../support/store.ts";

test("an event that came without a title is called what it is called elsewhere", async () => {
  await loadWords(["home", "calendar"]);
  const store = await openTestStore();
  await createEvent(store, {
    title: "",
    kind: "other",
    athro_id: null,
    starts_at: "2026-11-25T09:00:00",
    ends_at: "2026-11-25T10:00:00",
    zone: "Europe/London",
    all_day: false,
    location: "",
    notes: "",
    confidence: null,
    priority: false,
    rrule: null,
  });
  const place = document.createElement("div");
  render(<TodayAgenda store={store} today="2026-11-25" />, place);
  onTestFinished(() => render(null, place));
  const title = () => place.querySelector(".today-title")?.textContent;
  await expect.poll(title).toBe("Untitled event");
  await setLanguage("cy");
  onTestFinished(() => setLanguage("en"));
  await expect.poll(title).toBe("Digwyddiad heb deitl");
});
