import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { deleteEvent } from "../../src/store/events.ts";
import { readFile } from "../../src/store/import-file.ts";
import { bytesOf, fill, openStore } from "./support/exported.ts";

const whole = async (): Promise<Uint8Array> => {
  const store = await openStore(undefined, "aaaaaaaa");
  await fill(store);
  return bytesOf(store);
};

describe("[X3] a file", () => {
  test("is read as it was unpacked by the browser, and packed anew by another program", async () => {
    const bytes = await whole();
    const records = unzipSync(bytes)["athro.json"] ?? new Uint8Array();
    const read = await readFile(bytes);
    expect(read.kind).toBe("read");
    expect(await readFile(records)).toEqual(read);
    expect(await readFile(zipSync({ "athro.json": records, "notes.txt": strToU8("x") }))).toEqual(
      read,
    );
  });

  test("that was cut off anywhere is refused", async () => {
    const bytes = await whole();
    for (let length = 4; length < bytes.length; length += 97)
      expect(await readFile(bytes.subarray(0, length))).toEqual({
        kind: "problem",
        problem: { kind: "damaged" },
      });
  });

  test("in which bytes were spoilt is refused, or reads as a file that obeys every rule", async () => {
    const bytes = await whole();
    for (let at = 40; at < bytes.length; at += 53) {
      const spoilt = bytes.slice();
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      const outcome = await readFile(spoilt);
      const found =
        outcome.kind === "read" ? outcome.read.records.chat_sessions.length : outcome.problem.kind;
      expect([1, "damaged", "foreign", "records"]).toContain(found);
    }
  });

  test("that is something else is told from one that is damaged", async () => {
    const foreign = { kind: "problem", problem: { kind: "foreign" } };
    expect(await readFile(zipSync({ "holiday.txt": strToU8("x") }))).toEqual(foreign);
    expect(await readFile(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]))).toEqual(foreign);
    expect(await readFile(new Uint8Array())).toEqual(foreign);
  });

  test("has a calendar that leaves out what was deleted", async () => {
    const store = await openStore(undefined, "aaaaaaaa");
    await deleteEvent(store, await fill(store));
    const calendar = unzipSync(await bytesOf(store))["calendar.ics"];
    const text = new TextDecoder().decode(calendar);
    expect(text).toContain("SUMMARY:Chemistry\r\n");
    expect(text).not.toContain("Physics");
  });
});
