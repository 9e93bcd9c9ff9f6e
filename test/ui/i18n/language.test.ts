import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { until } from "../../support/until.ts";

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("navigator", { language: "en-GB" });
  vi.resetModules();
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.doUnmock("../../../src/ui/i18n/cy/chat.ts");
  });
});

/** As a page loads it. */
const loadLanguage = () => import("../../../src/ui/i18n/language.ts");

test("a choice of language is kept before its words are loaded, and then seen", async () => {
  const { language, loadWords, setLanguage, words } = await loadLanguage();
  await loadWords(["sync"]);
  const shown = setLanguage("cy");
  expect(kept.get("athro:language")).toBe("cy");
  expect(language.value).toBe("en");
  await shown;
  expect(language.value).toBe("cy");
  expect(words.value.sync.heading).toBe("Cysoni");
  expect(document.documentElement.lang).toBe("cy");
});

test("of two choices, one right after the other, the later is kept and seen", async () => {
  const { language, setLanguage } = await loadLanguage();
  await Promise.all([setLanguage("cy"), setLanguage("en")]);
  expect(kept.get("athro:language")).toBe("en");
  expect(language.value).toBe("en");
});

test("a choice whose words can't be loaded leaves the screens as they are, and holds from the next start", async () => {
  vi.doMock("../../../src/ui/i18n/cy/chat.ts", () => {
    throw new Error("no network");
  });
  const { language, loadWords, setLanguage } = await loadLanguage();
  await loadWords(["chat"]);
  await expect(setLanguage("cy")).rejects.toThrow(/mocking a module/);
  expect(language.value).toBe("en");
  vi.doUnmock("../../../src/ui/i18n/cy/chat.ts");
  vi.resetModules();
  const next = await loadLanguage();
  await next.startLanguage();
  expect(next.language.value).toBe("cy");
});

test("a screen that opens while the language changes has its words in the new one", async () => {
  const { language, loadWords, setLanguage, words } = await loadLanguage();
  await Promise.all([setLanguage("cy"), loadWords(["sync", "chat"])]);
  expect(language.value).toBe("cy");
  expect(words.value.sync.heading).toBe("Cysoni");
  await setLanguage("en");
  expect(words.value.sync.heading).not.toBe("Cysoni");
  expect(words.value.chat).toBeDefined();
});

test("words that couldn't be had are asked for again, and hold nothing else back", async () => {
  vi.doMock("../../../src/ui/i18n/cy/chat.ts", () => {
    throw new Error("no network");
  });
  const { language, loadWords, setLanguage, words } = await loadLanguage();
  await setLanguage("cy");
  await expect(loadWords(["chat"])).rejects.toThrow(/mocking a module/);
  await setLanguage("en");
  await setLanguage("cy");
  expect(language.value).toBe("cy");
  vi.doUnmock("../../../src/ui/i18n/cy/chat.ts");
  await loadWords(["sync"]);
  expect(words.value.sync.heading).toBe("Cysoni");
});

test("a language that is chosen in another tab is shown here too", async () => {
  const tab = new EventTarget();
  vi.stubGlobal("addEventListener", tab.addEventListener.bind(tab));
  const { language, startLanguage } = await loadLanguage();
  await startLanguage();
  const choose = (key: string, newValue: string | null) =>
    tab.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
  choose("athro:language", "cy");
  await until(() => expect(language.value).toBe("cy"));
  // What else is kept, or a value of another version, changes nothing.
  choose("athro:theme", "en");
  choose("athro:language", "de");
  choose("athro:language", null);
  expect(language.value).toBe("cy");
});
