/** Whoever ends a request ends its answer too, in the middle and after the engine has collected its garbage. */
import { expect, test } from "vitest";
import { createWriter, type Writer } from "./support/chunks.ts";
import { collectGarbage } from "./support/garbage.ts";
import { json, stalled } from "./support/server.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

const askWriter = async (): Promise<{ writer: Writer; answer: Promise<Response> }> => {
  const writer = createWriter();
  stage.tutor = writer.behaviour;
  const answer = stage.open();
  await writer.asked;
  writer.write("A prince of Gwynedd, wh");
  await collectGarbage();
  return { writer, answer };
};

const savedAs = () => stage.saved().map(({ json: { ended, content } }) => ({ ended, content }));

test("a reply that is stopped ends where it is, and the tutor is left", async () => {
  stage.deadlines.tellMs = 500;
  const { writer, answer } = await askWriter();
  stage.write = json({ status: "stop" });
  expect(await (await answer).text()).toContain("event: end");
  expect(savedAs()).toEqual([{ ended: "stopped", content: "A prince of Gwynedd, wh" }]);
  await expect.poll(() => writer.left()).toBe(true);
});

test.each(["silenceMs", "tutorMs"] as const)(
  "a tutor that is silent is waited for as long as is meant, and left (%s)",
  async (deadline) => {
    stage.deadlines[deadline] = 500;
    const { writer, answer } = await askWriter();
    expect(await (await answer).text()).toContain("event: end");
    expect(savedAs()).toEqual([{ ended: "cut", content: "A prince of Gwynedd, wh" }]);
    await expect.poll(() => writer.left()).toBe(true);
  },
);

test("a database that stalls in the middle of its answer is not waited for without an end", async () => {
  stage.claim = stalled;
  stage.deadlines.databaseMs = 500;
  const answer = stage.ask();
  await expect.poll(() => stage.server.calls.length).toBe(1);
  await collectGarbage();
  expect((await answer).status).toBe(503);
});
