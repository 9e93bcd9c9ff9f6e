import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { tellPages, watchReplies } from "../../src/host/reply-channel.ts";
import type { Writing } from "../../src/model/writing.ts";
import type { AskOutcome } from "../../src/sync/answers.ts";
import type { Hearing } from "../../src/transport/replies.ts";
import { until } from "../support/until.ts";

const STUDENT = "s";
const QUESTION = { id: "q", attempt: 0 };

afterEach(() => {
  vi.unstubAllGlobals();
});

const watch = (uid = STUDENT) => {
  const seen: (Writing | null)[] = [];
  onTestFinished(watchReplies(uid, (writing) => seen.push(writing)));
  return { seen, last: () => seen.at(-1), until: (check: () => void) => until(check) };
};

/** A reply that is heard piece by piece until it is over. */
const ask = (question = QUESTION) => {
  let hear: Hearing | undefined;
  let end: ((outcome: AskOutcome) => void) | undefined;
  const told = tellPages(STUDENT, question, (heard) => {
    hear = heard;
    return new Promise((resolve) => {
      end = resolve;
    });
  });
  onTestFinished(() => end?.({ kind: "unreachable" }));
  return {
    told,
    hear: (at: number, text: string) => hear?.(at, text),
    end: (o: AskOutcome) => end?.(o),
  };
};

const writing = (text: string, saved = false): Writing => ({
  question: "q",
  attempt: 0,
  text,
  saved,
});

test("a page sees a reply grow, and that it is saved", async () => {
  const { seen, last } = watch();
  const { told, hear, end } = ask();
  hear(0, "What ");
  hear(5, "do ");
  await until(() => expect(last()).toEqual(writing("What do ")));
  hear(8, "you see?");
  await until(() => expect(last()).toEqual(writing("What do you see?")));
  end({ kind: "answered" });
  await until(() => expect(last()).toEqual(writing("What do you see?", true)));
  expect(await told).toEqual({ kind: "answered" });
  // Not one message for each piece.
  expect(seen.length).toBeLessThan(6);
});

test("a page that comes late gets the whole, and another student's page nothing", async () => {
  const { hear } = ask();
  hear(0, "Long ago");
  const stranger = watch("other");
  const { last } = watch();
  await until(() => expect(last()).toEqual(writing("Long ago")));
  hear(8, ", in Gwynedd");
  await until(() => expect(last()).toEqual(writing("Long ago, in Gwynedd")));
  expect(stranger.seen).toEqual([]);
});

test("what was heard stands while the connection is lost, and goes on from what another has written", async () => {
  const { last } = watch();
  const first = ask();
  first.hear(0, "Half a");
  await until(() => expect(last()).toEqual(writing("Half a")));
  first.end({ kind: "unreachable" });
  await first.told;
  const second = ask();
  second.hear(0, "Half a thought");
  await until(() => expect(last()).toEqual(writing("Half a thought")));
  second.end({ kind: "busy", afterMs: 2_000 });
  await second.told;
  expect(last()).toEqual(writing("Half a thought"));
});

test("one that is begun anew with other words takes the place of what was heard", async () => {
  const { last } = watch();
  const first = ask();
  first.hear(0, "A long beginning");
  await until(() => expect(last()).toEqual(writing("A long beginning")));
  first.end({ kind: "unreachable" });
  await first.told;
  const second = ask();
  second.hear(0, "Other");
  await until(() => expect(last()).toEqual(writing("Other")));
});

test("one that could not be had goes", async () => {
  const { last } = watch();
  const { hear, end } = ask();
  hear(0, "Hm");
  await until(() => expect(last()).toEqual(writing("Hm")));
  end({ kind: "failed", afterMs: null });
  await until(() => expect(last()).toBeNull());
});

test("where there is no such channel, replies are asked for all the same", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
  expect(await tellPages(STUDENT, QUESTION, async () => ({ kind: "answered" }))).toEqual({
    kind: "answered",
  });
  watchReplies(STUDENT, () => {})();
});
