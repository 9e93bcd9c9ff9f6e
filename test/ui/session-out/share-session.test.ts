import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { shareText } from "../../../src/ui/session-out/share-session.ts";

/** What the system's share sheet was given. */
const shared: ShareData[] = [];
beforeEach(() => {
  shared.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const browserThat = (can: Partial<Pick<Navigator, "share" | "canShare">>) =>
  vi.stubGlobal("navigator", can);

const share = async (data?: ShareData): Promise<void> => void shared.push(data ?? {});
const TITLE = "What is a loop?";
const NAME = "AthroIT - What is a loop.txt";

test("up to 8,000 characters go as a text, which every app takes", async () => {
  browserThat({ share, canShare: () => true });
  const text = "a".repeat(8_000);
  expect(await shareText(TITLE, text, NAME)).toBe(true);
  expect(shared).toEqual([{ title: TITLE, text }]);
});

test("a longer one goes as a file, whole and by its name", async () => {
  browserThat({ share, canShare: ({ files } = {}) => files?.length === 1 });
  const text = `${"a".repeat(7_990)} Ŵyn bach`;
  expect(text.length).toBe(7_999);
  expect(await shareText(TITLE, `${text} 🐑`, NAME)).toBe(true);
  const [{ title, files, text: none }] = shared as [ShareData];
  expect([title, none]).toEqual([TITLE, undefined]);
  expect(files?.map(({ name, type }) => [name, type])).toEqual([[NAME, "text/plain"]]);
  expect(await files?.[0]?.text()).toBe(`${text} 🐑`);
});

test.each([
  ["takes no files", { share, canShare: () => false }],
  ["can't tell whether it does", { share }],
])("and as a text all the same where the browser %s", async (_, can) => {
  browserThat(can);
  const text = "a".repeat(8_001);
  expect(await shareText(TITLE, text, NAME)).toBe(true);
  expect(shared).toEqual([{ title: TITLE, text }]);
});

test.each([
  ["a student who changes their mind has had what they wanted", "AbortError", true],
  ["a sheet that fails is told, so that the text goes elsewhere", "NotAllowedError", false],
])("%s", async (_, name, expected) => {
  browserThat({ share: () => Promise.reject(new DOMException("no", name)) });
  expect(await shareText(TITLE, "short", NAME)).toBe(expected);
});

test("where there is no sheet nothing is shared", async () => {
  browserThat({});
  expect(await shareText(TITLE, "short", NAME)).toBe(false);
});
