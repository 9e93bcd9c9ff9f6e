/** Replies as a tutor's server writes them, from the wire to the screen; what is done about them is done by the keyboard alone. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Page } from "playwright-core";
import { createWriter, type Writer } from "../functions/support/chunks.ts";
import { type Behaviour, json, startServer, type TestServer } from "../functions/support/server.ts";
import { type App, startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { focused, isFocused, pressBy, pressTool, tabTo } from "../support/keyboard.ts";
import { startNetwork } from "../support/network.ts";
import { ask, message, newEmail, pillIs, signedIn, signIn, signUp } from "../support/student.ts";

let tutor: TestServer;
let behave: Behaviour;
let app: App;
let profile: Profile;
beforeAll(async () => {
  tutor = await startServer(() => behave);
  app = await startApp({ TUTOR_API_URL: `${tutor.url}/v1`, TUTOR_MODEL: "small" });
});
afterAll(async () => {
  await app.stop();
  await tutor.close();
});
beforeEach(async () => {
  profile = await openProfile(app.url);
});
afterEach(() => profile.close());

const enter = async (athro: string, email = newEmail(), by = signUp, on = profile) => {
  const page = await on.open("/account");
  await by(page, email);
  await signedIn(page);
  await workerReady(page);
  await page.goto(`/athro/${athro}`);
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  return page;
};

/** The tutor that writes the next reply. */
const nextWriter = (): Writer => {
  const writer = createWriter();
  behave = writer.behaviour;
  return writer;
};

/** Asks, and leaves when the tutor has begun to write. */
const askWriter = async (page: Page, question: string): Promise<Writer> => {
  const writer = nextWriter();
  await ask(page, question);
  await writer.asked;
  return writer;
};

/** Asks, and leaves when the reply is whole. */
const askAnswered = async (page: Page, question: string, text: string): Promise<void> => {
  const writer = await askWriter(page, question);
  writer.write(text);
  writer.finish();
  await message(page, question).getByText("Answered").waitFor();
};

const reply = (page: Page, text: string) =>
  page.getByRole("article").filter({ hasText: text }).filter({ hasNotText: "Answered" });

const stop = (page: Page) => page.getByRole("button", { name: "Stop", exact: true });

test("a reply is seen as it is written, goes on through a reload and a lost connection, and is said to begin and to end", async () => {
  await profile.close();
  const network = await startNetwork(app.url);
  onTestFinished(() => network.close());
  profile = await openProfile(network.url);
  const page = await enter("athro-science");
  const writer = await askWriter(page, "Why are leaves green?");
  writer.write("What light ");
  await reply(page, "What light").waitFor();
  // It is on its way, and not read out: the one status tells of it.
  expect(await page.getByRole("article", { name: "AthroScience is writing…" }).count()).toBe(1);
  expect(await page.getByRole("log").getAttribute("aria-live")).toBe("off");
  await page
    .locator("output", { hasText: "AthroScience is writing…" })
    .waitFor({ state: "attached" });
  writer.write("does a leaf ");
  await reply(page, "What light does a leaf").waitFor();

  await page.reload();
  await reply(page, "What light does a leaf").waitFor();

  network.goOffline();
  // The function hears the tutor, whoever else does, and what was missed is there with the network.
  writer.write("not ");
  expect(writer.left()).toBe(false);
  network.goOnline();
  await reply(page, "What light does a leaf not").waitFor();
  writer.write("use?");
  await reply(page, "What light does a leaf not use?").waitFor();
  await stop(page).waitFor();
  writer.finish();
  await message(page, "Why are leaves green?").getByText("Answered").waitFor();
  await stop(page).waitFor({ state: "detached" });
  await reply(page, "What light does a leaf not use?").waitFor();
  expect(await page.getByRole("article").count()).toBe(2);
  await page
    .locator("output", { hasText: "AthroScience has replied" })
    .waitFor({ state: "attached" });
  expect(profile.problems).toEqual([]);
});

/** Fifteen short paragraphs. */
const lines = (from: number): string =>
  Array.from({ length: 15 }, (_, n) => `Line ${from + n}.\n\n`).join("");

test("while a reply is being written, what is pressed stays under the pointer; then the log goes on with its end", async () => {
  const page = await enter("athro-maths");
  await page.setViewportSize({ width: 390, height: 600 });
  const writer = await askWriter(page, "What is a limit?");
  const log = page.getByRole("log");
  // Its scrollbar: that it is let go is not always told.
  await log.dispatchEvent("pointerdown", { button: 0 });
  writer.write(lines(1));
  await reply(page, "Line 15.").waitFor();
  const left = () => log.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
  await expect.poll(left).toBeLessThan(2);

  const pressed = page.getByText("Line 12.");
  const box = await pressed.boundingBox();
  if (!box) throw new Error("it is not in view");
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  writer.write(lines(16));
  await reply(page, "Line 30.").waitFor();
  expect((await pressed.boundingBox())?.y).toBeCloseTo(box.y, 0);
  await page.mouse.up();
  await expect.poll(left).toBeLessThan(2);
  writer.finish();
  await message(page, "What is a limit?").getByText("Answered").waitFor();
  expect(profile.problems).toEqual([]);
});

test("[A5] Stop keeps the part; Another reply stands beside it, and the choice between them syncs", async () => {
  const email = newEmail();
  const page = await enter("athro-history", email);
  const writer = await askWriter(page, "Who was Llywelyn?");
  writer.write("A prince of Gwynedd, wh");
  await reply(page, "A prince of Gwynedd, wh").waitFor();
  await stop(page).waitFor();
  await pressBy(page, "Stop");
  await page.getByText("You stopped this reply").waitFor();
  await stop(page).waitFor({ state: "detached" });
  await expect.poll(() => writer.left()).toBe(true);

  const second = nextWriter();
  await pressTool(page, "Tools for AthroHistory", "Another reply");
  await second.asked;
  second.write("Which Llywelyn");
  await reply(page, "Which Llywelyn").waitFor();
  expect(await reply(page, "A prince of Gwynedd").count()).toBe(0);
  second.write(" do you mean?");
  second.finish();
  await page.getByText("Reply 2 of 2").waitFor({ state: "attached" });
  await reply(page, "Which Llywelyn do you mean?").waitFor();
  await pressTool(page, "Tools for AthroHistory", "Previous reply");
  await reply(page, "A prince of Gwynedd").waitFor();
  expect(await reply(page, "Which Llywelyn").count()).toBe(0);
  // The keyboard stays where it goes from one to the other, also at the first and the last.
  expect((await focused(page)).name).toBe("Previous reply");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await reply(page, "Which Llywelyn").waitFor();
  expect((await focused(page)).name).toBe("Next reply");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await reply(page, "A prince of Gwynedd").waitFor();
  await pillIs(page, "synced");

  const other = await openProfile(app.url);
  try {
    const there = await enter("athro-history", email, signIn, other);
    await reply(there, "A prince of Gwynedd").waitFor();
    await there.getByText("Reply 1 of 2").waitFor({ state: "attached" });
    // What is shown is what the tutor takes for said.
    const third = nextWriter();
    await ask(there, "And when did he die?");
    await third.asked;
    expect(tutor.calls.at(-1)?.text).toContain("A prince of Gwynedd");
    expect(tutor.calls.at(-1)?.text).not.toContain("Which Llywelyn");
    third.write("When do you think?");
    third.finish();
    await reply(there, "When do you think?").waitFor();
    await reply(page, "When do you think?").waitFor();
    expect(other.problems).toEqual([]);
  } finally {
    await other.close();
  }
  expect(profile.problems).toEqual([]);
});

test("[A6] how the student wants to be taught, chosen by the keyboard alone, is what the tutor is told; [A4] a next question waits for the reply before its own", async () => {
  const page = await enter("athro-welsh");
  await page.getByRole("heading", { level: 1, name: "AthroCymraeg" }).focus();
  await pressBy(page, "Confidence");
  const dialog = page.getByRole("dialog", { name: "Confidence" });
  await dialog.getByRole("slider").and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Home");
  await dialog.getByText("0 of 10", { exact: true }).waitFor();
  await pressBy(page, "Save");
  await dialog.waitFor({ state: "detached" });
  await tabTo(page, "Answers in");
  await page.keyboard.press("End");

  const writer = await askWriter(page, "What is the soft mutation?");
  const messages = tutor.calls.at(-1)?.json["messages"] as { role: string; content: string }[];
  expect(messages.map(({ role }) => role)).toEqual(["system", "user"]);
  for (const told of ["You are AthroCymraeg", "Welsh and English side by side", "0 out of 10"])
    expect(messages[0]?.content).toContain(told);
  writer.write("Beth yw enw? What is a noun?");
  await reply(page, "Beth yw enw?").waitFor();

  await ask(page, "And the nasal one?");
  const waits = "Sent. Its reply comes after the one being written";
  await message(page, "And the nasal one?").getByText(waits).waitFor();
  await page.locator("output", { hasText: waits }).waitFor({ state: "attached" });
  const before = tutor.calls.length;
  const second = nextWriter();
  writer.finish();
  await message(page, "What is the soft mutation?").getByText("Answered").waitFor();
  await second.asked;
  expect(tutor.calls).toHaveLength(before + 1);
  await message(page, "And the nasal one?").getByText("AthroCymraeg is writing…").waitFor();
  second.write("Beth yw trwyn? What is a nose?");
  second.finish();
  await message(page, "And the nasal one?").getByText("Answered").waitFor();
  expect(profile.problems).toEqual([]);
});

test("a question is edited and sent anew, deleted and brought back; nothing of it is gone", async () => {
  const page = await enter("athro-maths");
  await askAnswered(page, "What is 2 x 3?", "What is 2 + 2 + 2?");

  await pressTool(page, "Tools for You", "Edit");
  const box = page.getByRole("dialog").getByRole("textbox", { name: "Message" });
  expect(await box.inputValue()).toBe("What is 2 x 3?");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("0");
  const second = nextWriter();
  await pressBy(page, "Send");
  await message(page, "What is 2 x 30?").waitFor();
  await second.asked;
  expect(tutor.calls.at(-1)?.text).not.toContain("What is 2 x 3?");
  second.write("What is 2 x 3, to begin with?");
  second.finish();
  await message(page, "What is 2 x 30?").getByText("Answered").waitFor();
  expect(await page.getByRole("article").count()).toBe(2);

  // Where a next question is written, now that the button that led there is gone.
  await expect.poll(async () => (await focused(page)).name).toBe("Message");
  await pressBy(page, "Edited. Restore the first", "Shift+Tab");
  await reply(page, "What is 2 + 2 + 2?").waitFor();
  expect(await message(page, "What is 2 x 30?").count()).toBe(0);
  // The edited one is not lost either.
  await page.getByText("2 messages deleted.").waitFor();

  await pressTool(page, "Tools for You", "Delete");
  await message(page, "What is 2 x 3?").waitFor({ state: "detached" });
  await pressBy(page, "Undo");
  await message(page, "What is 2 x 3?").getByText("Answered").waitFor();
  await reply(page, "What is 2 + 2 + 2?").waitFor();
  await pillIs(page, "synced");
  await page.reload();
  await reply(page, "What is 2 + 2 + 2?").waitFor();
  await page.getByRole("textbox", { name: "Message" }).focus();
  await pressBy(page, "Restore", "Shift+Tab");
  await message(page, "What is 2 x 30?").waitFor();
  expect(profile.problems).toEqual([]);
});

test("a tutor that can't answer is said in words and tried again by hand, and a question that is too long is shortened", async () => {
  const page = await enter("athro-art");
  behave = json({ error: { message: "overloaded" } }, 500);
  await ask(page, "How do I mix green?");
  await page.getByText("Couldn't get a reply.").first().waitFor();
  const writer = nextWriter();
  await pressBy(page, "Try again", "Shift+Tab");
  await writer.asked;
  writer.write("Which two colours make it?");
  writer.finish();
  await message(page, "How do I mix green?").getByText("Answered").waitFor();

  // Too long to be answered, and not to be sent.
  await ask(page, `Why? ${"word ".repeat(1_600)}`);
  await page
    .getByText("Too long for AthroArt to answer: the limit is 8,000 characters.")
    .first()
    .waitFor();
  await pressBy(page, "Edit", "Shift+Tab");
  await page.getByRole("dialog", { name: "Edit and send again" }).waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Why is blue a cold colour?");
  const shorter = nextWriter();
  await pressBy(page, "Send");
  await shorter.asked;
  shorter.write("When does it look cold to you?");
  shorter.finish();
  await message(page, "Why is blue a cold colour?").getByText("Answered").waitFor();
  expect(profile.problems.filter((line) => !/50[23]|422/.test(line))).toEqual([]);
});

test("[A4] the day's replies run out, which is said with the time when there are more; the next day the question is answered", async () => {
  const page = await enter("athro-music");
  await askAnswered(page, "What is a fugue?", "Who sings first?");
  // Others' counts are theirs: each test has a student of its own.
  await app.sql("update athro.reply_limits set replies_per_day = 1");
  onTestFinished(() => app.sql("update athro.reply_limits set replies_per_day = default"));
  const calls = tutor.calls.length;
  await ask(page, "And what is a canon?");
  const question = message(page, "And what is a canon?");
  await question
    .getByText(/^You've had today's replies\. Yours will come after \d\d:\d\d\.$/)
    .waitFor();
  expect(tutor.calls).toHaveLength(calls);

  await app.sql("update athro.reply_counts set day = day - 1");
  const second = nextWriter();
  await pressBy(page, "Try again", "Shift+Tab");
  await second.asked;
  second.write("Who follows whom?");
  second.finish();
  await question.getByText("Answered").waitFor();
  await reply(page, "Who follows whom?").waitFor();
  expect(profile.problems.filter((line) => !/429/.test(line))).toEqual([]);
});

/** Saves the chat, and opens it from the list of saved sessions. */
const saveAndOpen = async (page: Page, title: string): Promise<void> => {
  await page.getByRole("button", { name: "Save session", exact: true }).click();
  await message(page, title).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Saved sessions", exact: true }).click();
  await page.getByRole("dialog").getByRole("link", { name: title }).click();
  await page.waitForURL(/\/sessions\//);
  await message(page, title).waitFor();
};

test("in a saved session a reply is watched and stopped; another is asked for, and a question that is too long is edited where the chat goes on", async () => {
  const page = await enter("athro-science");
  const writer = await askWriter(page, "Why is it cold in winter?");
  writer.write("Which way ");
  await reply(page, "Which way").waitFor();
  await saveAndOpen(page, "Why is it cold in winter?");
  await reply(page, "Which way").waitFor();
  writer.write("does the Earth lean");
  await reply(page, "Which way does the Earth lean").waitFor();
  await stop(page).waitFor();
  await page.getByRole("heading", { level: 1 }).focus();
  await pressBy(page, "Stop");
  await page.getByText("You stopped this reply").waitFor();
  await stop(page).waitFor({ state: "detached" });
  await expect.poll(() => writer.left()).toBe(true);
  await expect.poll(() => isFocused(page.getByRole("log"))).toBe(true);

  const second = nextWriter();
  await page.getByRole("button", { name: "Another reply" }).click();
  await second.asked;
  second.write("When is a shadow long?");
  second.finish();
  await reply(page, "When is a shadow long?").waitFor();
  await page.getByText("Reply 2 of 2").waitFor({ state: "attached" });

  await page.goto("/athro/athro-science");
  await ask(page, `Why so? ${"word ".repeat(1_600)}`);
  await page
    .getByText("Too long for AthroScience to answer: the limit is 8,000 characters.")
    .first()
    .waitFor();
  await saveAndOpen(page, "Why so?");
  await page.getByRole("heading", { level: 1 }).focus();
  await pressBy(page, "Edit");
  await page.getByRole("dialog", { name: "Edit and send again" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/athro/athro-science");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Why so much colder?");
  const shorter = nextWriter();
  await pressBy(page, "Send");
  await shorter.asked;
  shorter.write("Colder than what?");
  shorter.finish();
  await message(page, "Why so much colder?").getByText("Answered").waitFor();
  // In its place, and in its session.
  expect(await page.getByRole("article").count()).toBe(2);
  await page.getByRole("heading", { level: 1, name: "AthroScience" }).waitFor();
  await page.getByText("Edited. Restore the first").waitFor();
  expect(profile.problems.filter((line) => !/422/.test(line))).toEqual([]);
});
