import { Dexie } from "dexie";
import { expect, test } from "vitest";
import { RecordTooLarge } from "../../src/store/write.ts";
import { writeProblem } from "../../src/store/write-problem.ts";
import { openTestStore } from "../support/store.ts";

test("a full device is known inside Dexie's AbortError", () => {
  const inner = new DOMException("no space", "QuotaExceededError");
  expect(writeProblem(new Dexie.AbortError("aborted", inner))).toBe("full");
  expect(writeProblem(inner)).toBe("full");
});

test("a record that no server would take is told apart", () => {
  expect(writeProblem(new RecordTooLarge())).toBe("too-large");
});

test("a database that was closed is told apart", async () => {
  const { db } = await openTestStore();
  db.close();
  const failed = await db.drafts.put({ athro_id: "a", text: "", at: 0 }).then(
    () => null,
    (error: unknown) => error,
  );
  expect(writeProblem(failed)).toBe("closed");
});

test("anything else is unknown", () => {
  expect(writeProblem(new Error("what"))).toBe("unknown");
  expect(writeProblem("what")).toBe("unknown");
  expect(writeProblem(undefined)).toBe("unknown");
});
