/** The main scenarios, as one list for every engine. None has Background Sync to thank: two of the three engines have none. */
import { expect } from "vitest";
import { deploy, versionOf } from "./deploy.ts";
import { readHostile } from "./hostile.ts";
import type { Wanted } from "./pages/find.ts";
import { button, field, MAIN } from "./screen.ts";
import {
  addEvent,
  agreed,
  arrive,
  ask,
  BOX,
  type Device,
  EVENT_DIALOG,
  eventBlock,
  GUARD,
  message,
  pill,
  saveEditor,
  SIGN_OUT,
  signIn,
} from "./student.ts";
import { questionsOn } from "../support/rows.ts";
import { WEEK } from "../support/student.ts";

interface World {
  /** Of the server. */
  url: string;
  newDevice(): Promise<Device>;
}

export interface Scenario {
  name: string;
  run(world: World): Promise<void>;
}

const START: Wanted = button("Start without an account");

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "chat: asked with real keys, answered, there after a reload, saved and opened again",
    run: async ({ url, newDevice }) => {
      const laptop = await newDevice();
      const { screen, server } = await arrive(laptop, url);
      await screen.goto("/athro/athro-maths");
      await screen.type(BOX, "How do I complete the square?\n");
      await screen.see(message("How do I complete the square?"));
      await screen.see({ role: "article", text: "no AI" });
      await screen.see({ ...message("complete the square"), text: "Answered" });
      await screen.reload();
      await screen.see(message("How do I complete the square?"));
      for (const [text, lines] of [
        ["And half a thought\nof\nfour\nlines", 4],
        ["And half a thought", 1],
      ] as const) {
        await screen.fill(BOX, text);
        await screen.until(
          `the composer is as tall as ${lines} lines`,
          (lines) => {
            const box = document.querySelector(".composer-text");
            if (!box) return false;
            const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
            const inside =
              box.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
            return (
              Math.round(inside / Number.parseFloat(lineHeight)) === lines &&
              box.scrollHeight <= box.clientHeight
            );
          },
          lines,
        );
      }
      await screen.press(button("Save session"));
      await screen.gone(message("How do I complete the square?"));
      await screen.until(
        "the notice stands above the composer",
        () => {
          const [notice, composer] = [".toast", ".composer"].map((one) =>
            document.querySelector(one)?.getBoundingClientRect(),
          );
          return !!notice && !!composer && notice.top > 0 && notice.bottom <= composer.top;
        },
        null,
      );
      expect(await screen.value(BOX)).toBe("And half a thought");
      await screen.press(button("Saved sessions"));
      await screen.press({
        text: "How do I complete the square?",
        inside: { role: "list", name: "Saved sessions" },
      });
      await screen.see(message("How do I complete the square?"));
      await agreed(screen, server);
    },
  },
  {
    name: "calendar: an event is added, edited, there after a reload, deleted and restored",
    run: async ({ url, newDevice }) => {
      const { screen, server } = await arrive(await newDevice(), url);
      await screen.goto(WEEK);
      await addEvent(screen, "Biology mock");
      await screen.press(eventBlock("Biology mock"));
      await saveEditor(screen, { Title: "Biology exam", Kind: "Exam", Notes: "Bring a pen" });
      await screen.reload();
      await screen.press(eventBlock("Biology exam"));
      await screen.see(EVENT_DIALOG);
      expect(await screen.value(field("Notes", EVENT_DIALOG))).toBe("Bring a pen");
      expect(await screen.value(field("Start time", EVENT_DIALOG))).toBe("14:00");
      await screen.press(button("Delete", EVENT_DIALOG));
      await screen.gone(eventBlock("Biology exam"));
      await screen.goto("/sync");
      await screen.press(button("Restore: Biology exam"));
      await screen.gone(button("Restore: Biology exam"));
      await screen.goto(WEEK);
      await screen.see(eventBlock("Biology exam"));
      await agreed(screen, server);
    },
  },
  {
    name: "offline: every screen opens from a cold start, and what is written is there after a reload",
    run: async ({ url, newDevice }) => {
      const laptop = await newDevice();
      const { screen } = await arrive(laptop, url);
      laptop.network.goOffline();
      for (const [path, heading] of [
        ["/", ""],
        ["/athros", "Athros"],
        ["/settings", "Settings"],
        ["/sync", "Sync"],
        ["/account", "Account"],
      ] as const) {
        await screen.goto(path);
        await screen.see({ role: "heading", ...(heading && { name: heading }), inside: MAIN });
      }
      await screen.goto("/athro/athro-art");
      await ask(screen, "What is chiaroscuro?");
      await screen.goto(WEEK);
      await addEvent(screen, "Gallery visit");
      await screen.reload();
      await screen.see(eventBlock("Gallery visit"));
      await screen.goto("/athro/athro-art");
      await screen.see(message("What is chiaroscuro?"));
      await screen.see(pill("offline"));
    },
  },
  {
    name: "the queue is sent when the network returns, and a question asked offline is answered",
    run: async ({ url, newDevice }) => {
      const laptop = await newDevice();
      const { screen, server } = await arrive(laptop, url);
      await screen.goto("/athro/athro-welsh");
      await screen.see(BOX);
      laptop.network.goOffline();
      await ask(screen, "When do I use the soft mutation?");
      await ask(screen, "And the nasal one?");
      await screen.see(pill("offline"));
      expect(await questionsOn(server)).toEqual([]);
      laptop.network.goOnline();
      await screen.see({ role: "article", text: "no AI" });
      await agreed(screen, server);
      expect(await questionsOn(server)).toEqual([
        "And the nasal one?",
        "When do I use the soft mutation?",
      ]);
    },
  },
  {
    name: "the queue is sent at the next start, after the browser was closed offline",
    run: async ({ url, newDevice }) => {
      const laptop = await newDevice();
      const { screen, server } = await arrive(laptop, url);
      await screen.goto("/athro/athro-history");
      await screen.see(BOX);
      laptop.network.goOffline();
      await ask(screen, "Who was Llywelyn?");
      await laptop.shut();
      // Still offline: the app opens from what the browser kept.
      const again = await laptop.open("/athro/athro-history");
      await again.see(message("Who was Llywelyn?"));
      await laptop.shut();
      expect(await questionsOn(server)).toEqual([]);
      laptop.network.goOnline();
      const later = await laptop.open("/");
      await agreed(later, server);
      expect(await questionsOn(server)).toEqual(["Who was Llywelyn?"]);
    },
  },
  {
    name: "signing out with work that has not synced is guarded, and the work waits for the same student",
    run: async ({ url, newDevice }) => {
      const laptop = await newDevice();
      const { screen, email, server } = await arrive(laptop, url);
      await screen.goto("/athro/athro-maths");
      await screen.see(BOX);
      laptop.network.goOffline();
      await ask(screen, "Is it kept?");
      await screen.goto("/account");
      await screen.press(SIGN_OUT);
      await screen.press(button("Cancel", GUARD));
      await screen.gone(GUARD);
      await screen.press(SIGN_OUT);
      await screen.press(button("Sign out anyway", GUARD));
      await screen.see(START);
      laptop.network.goOnline();
      await signIn(screen, email);
      await agreed(screen, server);
      expect(await questionsOn(server)).toEqual(["Is it kept?"]);
    },
  },
  {
    name: "a new version is offered; only the tab that agrees reloads, and nothing typed in another is lost",
    run: async ({ url, newDevice }) => {
      const laptop = await newDevice();
      const { screen } = await arrive(laptop, url);
      const other = await laptop.open("/athro/athro-science");
      await other.fill(BOX, "Half a sent");
      await screen.goto("/calendar");
      expect(await versionOf(screen)).toBe(null);
      deploy(laptop.network, "2");
      await screen.reload();
      await screen.press(button("Update"));
      await screen.until(
        "the new version is not there",
        () => document.documentElement.dataset.version === "2",
        null,
      );
      await other.see(BOX);
      expect(await versionOf(other)).toBe(null);
      expect(await other.value(BOX)).toBe("Half a sent");
      await ask(other, "Half a sentence, and its end");
      await other.reload();
      await other.see(message("Half a sentence, and its end"));
      expect(await versionOf(other)).toBe("2");
    },
  },
  {
    name: "two devices: each sees what the other does, and offline edits of one event are both kept",
    run: async ({ url, newDevice }) => {
      const [laptop, phone] = [await newDevice(), await newDevice()];
      const { screen, email, server } = await arrive(laptop, url);
      const { screen: other } = await arrive(phone, url, email);
      await other.goto("/athro/athro-science");
      await other.see(BOX);
      await screen.goto("/athro/athro-science");
      await ask(screen, "What is osmosis?");
      await other.see(message("What is osmosis?"));
      await screen.goto(WEEK);
      await addEvent(screen, "Physics");
      await other.goto(WEEK);
      await other.see(eventBlock("Physics"));
      laptop.network.goOffline();
      phone.network.goOffline();
      await screen.press(eventBlock("Physics"));
      await saveEditor(screen, { Notes: "Bring a calculator" });
      await other.press(eventBlock("Physics"));
      await saveEditor(other, { Title: "Physics paper 2" });
      laptop.network.goOnline();
      phone.network.goOnline();
      for (const one of [screen, other]) {
        await one.see(eventBlock("Physics paper 2"));
        await one.press(eventBlock("Physics paper 2"));
        await one.until(
          "the notes did not come",
          () =>
            [...document.querySelectorAll("textarea")].some(
              ({ value }) => value === "Bring a calculator",
            ),
          null,
        );
        await one.press(button("Cancel", EVENT_DIALOG));
        await agreed(one, server);
      }
    },
  },
  {
    name: "hostile messages run nothing, ask for nothing, lead nowhere and dress up as nothing",
    run: async ({ newDevice }) => {
      const laptop = await newDevice();
      const screen = await laptop.open("/");
      await screen.press(START);
      await screen.see({ role: "link", name: "Ask a question" });
      await screen.goto("/athro/athro-it");
      await ask(screen, "What is XSS?");
      await readHostile(screen);
    },
  },
];
