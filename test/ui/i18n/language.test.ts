import { beforeEach, expect, onTestFinished, test, vi } from "vitest";

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
    vi.doUnmock("../../../src/ui/i18n/cy/words.ts");
  });
});

/** As a page loads it. */
const loadLanguage = () => import("../../../src/ui/i18n/language.ts");

test("a choice of language is kept before its words are loaded, and then seen", async () => {
  const { language, setLanguage, words } = await loadLanguage();
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
  vi.doMock("../../../src/ui/i18n/cy/words.ts", () => {
    throw new Error("no network");
  });
  const { language, setLanguage } = await loadLanguage();
  await expect(setLanguage("cy")).rejects.toThrow(/mocking a module/);
  expect(language.value).toBe("en");
  vi.doUnmock("../../../src/ui/i18n/cy/words.ts");
  vi.resetModules();
  const next = await loadLanguage();
  await next.startLanguage();
  expect(next.language.value).toBe("cy");
});
