import { afterEach, describe, expect, test, vi } from "vitest";
import {
  brokenOff,
  chunk,
  DONE,
  endlessly,
  event,
  inDribbles,
  stalling,
  streamed,
  streamOf,
} from "./support/chunks.ts";
import { type Behaviour, json } from "./support/server.ts";
import { setStage, TUTOR_KEY } from "./support/stage.ts";
import { listen } from "./support/listen.ts";

const stage = setStage();

afterEach(() => {
  vi.unstubAllGlobals();
});

const savedAs = () => stage.saved().map(({ json: { content, ended } }) => ({ content, ended }));

const WHOLE = "What do you notice about a leaf?";
/** Characters of two, three and four bytes. */
const ACCENTS = "Tŷ → 🍃 ≥ ŵ";

describe("a tutor's stream", () => {
  const HALF = "Half a thought";
  const half = chunk({ content: HALF });

  test.each<[string, Behaviour, string]>([
    [
      "as hosted servers send it",
      streamed(streamOf("What do ", "you notice", " about a leaf?")),
      WHOLE,
    ],
    [
      "with CRLF, comments and other fields",
      streamed(
        `: hi\r\n\r\nid: 1\r\nevent: message\r\n${streamOf(WHOLE).replaceAll("\n", "\r\n")}`,
      ),
      WHOLE,
    ],
    ["without [DONE]", streamed(chunk({ content: WHOLE }) + chunk({}, "stop")), WHOLE],
    ["without a finish reason", streamed(chunk({ content: WHOLE }) + DONE), WHOLE],
    [
      "whose last event no blank line ends",
      streamed((chunk({ content: WHOLE }) + chunk({}, "stop")).trimEnd()),
      WHOLE,
    ],
    [
      "with tool calls, reasoning and empty chunks between",
      streamed(
        [
          chunk({ role: "assistant", content: null, reasoning_content: "Let me see" }),
          chunk({
            tool_calls: [{ index: 0, id: "c1", function: { name: "look", arguments: "{}" } }],
          }),
          chunk({ content: "What do you " }),
          event({ choices: [{ index: 0 }] }),
          event({ choices: [{ index: 0, delta: null }] }),
          "data: {not json\n\n",
          "nonsense\n\n",
          chunk({ content: "notice about a leaf?" }),
          chunk({}, "stop"),
          DONE,
        ].join(""),
      ),
      WHOLE,
    ],
    [
      "with the model's thinking in pieces before it",
      streamed(
        streamOf("<th", "ink>Hm, ", "let me</thi", "nk>\n\nWhat do", " you notice about a leaf?"),
      ),
      WHOLE,
    ],
    [
      "with a first chunk that has the role alone, and reasoning in chunks of its own",
      streamed(
        [
          chunk({ role: "assistant" }),
          chunk({ reasoning_content: "A leaf is " }),
          chunk({ reasoning: "green", reasoning_details: [{ type: "reasoning.text", text: "g" }] }),
          chunk({ content: WHOLE }),
          chunk({ content: "" }, "stop"),
          DONE,
        ].join(""),
      ),
      WHOLE,
    ],
    [
      "with comments that keep the connection open, and data without a space",
      streamed(
        [
          ": OPENROUTER PROCESSING\n\n",
          chunk({ content: "What do you notice" }),
          ":\n\n: ping\n\n",
          chunk({ content: " about a leaf?" }).replace("data: ", "data:"),
          ": ping\n\n",
          chunk({}, "stop"),
          DONE.replace("data: ", "data:"),
        ].join(""),
      ),
      WHOLE,
    ],
    [
      "whose last text comes with the finish reason, and whose count of tokens is in every chunk",
      streamed(
        [
          event({ choices: [{ index: 0, delta: { content: "What do you " } }], usage: null }),
          event({
            choices: [
              { index: 0, delta: { content: "notice about a leaf?" }, finish_reason: "stop" },
            ],
            usage: { prompt_tokens: 4, completion_tokens: 9, total_tokens: 13 },
          }),
          event({ choices: [], usage: { completion_tokens: 9 } }),
        ].join(""),
      ),
      WHOLE,
    ],
    ["read byte by byte, in the middle of characters", inDribbles(streamOf(ACCENTS), 1), ACCENTS],
    [
      "read in pieces that part CR from LF",
      inDribbles(streamOf(ACCENTS).replaceAll("\n", "\r\n"), 3),
      ACCENTS,
    ],
    ["that goes on after [DONE]", endlessly(streamOf(WHOLE)), WHOLE],
  ])("%s is saved whole", async (_, tutor, content) => {
    stage.tutor = tutor;
    const { text, end } = await listen(await stage.open());
    expect(text).toBe(content);
    expect(end).toMatchObject({ http: 200, status: "answered", ended: null });
    expect(savedAs()).toEqual([{ content, ended: null }]);
  });

  test("that is not UTF-8 is saved with what could be read", async () => {
    const bytes = Buffer.concat([
      Buffer.from('data: {"choices":[{"delta":{"content":"Caf'),
      Buffer.from([0xe9]),
      Buffer.from(' au lait"},"finish_reason":"stop"}]}\n\n'),
    ]);
    stage.tutor = streamed(bytes);
    await stage.ask();
    expect(savedAs()).toEqual([{ content: "Caf\ufffd au lait", ended: null }]);
  });

  test.each<[string, Behaviour, string]>([
    ["breaks off", brokenOff(half), "TypeError"],
    ["ends without saying that it is whole", streamed(half), "cut off"],
    [
      "has an error in the middle",
      streamed(half + event({ error: { message: `bad key ${TUTOR_KEY}` } })),
      "an error in the stream",
    ],
    [
      "reaches the tutor's limit",
      streamed(half + chunk({}, "length") + DONE),
      "finished by a limit",
    ],
    [
      "is taken back by a filter",
      streamed(half + chunk({}, "content_filter") + DONE),
      "finished by a limit",
    ],
    [
      "has an error beside an empty choice, though [DONE] follows",
      streamed(
        half +
          event({
            error: { code: 502, message: "Provider disconnected" },
            choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
          }) +
          DONE,
      ),
      "an error in the stream",
    ],
    [
      "has an error of which the event is named",
      streamed(`${half}event: error\n${event({ error: { type: "server_error", code: null } })}`),
      "an error in the stream",
    ],
    ["falls silent", stalling(half), "TimeoutError"],
    [
      "is followed by an event without an end",
      endlessly(`${half}data: ${"x".repeat(70_000)}`),
      "answer too large",
    ],
  ])("that %s is kept as far as it got, and marked as cut", async (_, tutor, logged) => {
    stage.tutor = tutor;
    if (logged === "TimeoutError") stage.deadlines.silenceMs = 2_000;
    const { end } = await listen(await stage.open());
    expect(end).toMatchObject({ http: 200, status: "answered", ended: "cut" });
    const [saved] = savedAs();
    expect(saved?.ended).toBe("cut");
    expect(saved?.content).toMatch(new RegExp(`^${HALF}`));
    expect(stage.logged).toEqual([`athro-reply: tutor: ${logged}`]);
    expect(stage.logged.join()).not.toContain("SECRET");
  });

  test("that never ends is cut at the length of a message", async () => {
    stage.tutor = endlessly(chunk({ content: "and on " }));
    const { text, end } = await listen(await stage.open());
    expect(end).toMatchObject({ ended: "cut" });
    expect(text).toHaveLength(16_000);
    expect(savedAs()).toEqual([{ content: text.trimEnd(), ended: "cut" }]);
  });

  test("that takes too long in all is cut, however busily it writes", async () => {
    stage.deadlines.tutorMs = 150;
    stage.tutor = (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const timer = setInterval(() => response.write(chunk({ content: "." })), 10);
      response.on("close", () => clearInterval(timer));
    };
    await stage.ask();
    expect(savedAs()).toEqual([{ content: expect.stringMatching(/^\.+$/), ended: "cut" }]);
  });

  test.each<[string, Behaviour, number, string]>([
    ["has no text", streamed(streamOf()), 502, "tutor_unavailable"],
    [
      "has an unclosed thought alone",
      streamed(streamOf("<think>Let me see")),
      502,
      "tutor_unavailable",
    ],
    [
      "has an error first",
      streamed(event({ error: { message: "overloaded" } })),
      502,
      "tutor_unavailable",
    ],
    ["is garbage", streamed(Buffer.from([0xff, 0xfe, 0, 1, 2])), 502, "tutor_unavailable"],
    [
      "breaks off before the first word",
      brokenOff(chunk({ role: "assistant" })),
      502,
      "tutor_unavailable",
    ],
    ["is refused with 429", json({}, 429, { "retry-after": "7" }), 503, "tutor_busy"],
    ["is refused with 500", json({}, 500), 502, "tutor_unavailable"],
  ])(
    "that %s is none: the claim is given back, and the end says so",
    async (_, tutor, http, error) => {
      stage.tutor = tutor;
      const { events, end } = await listen(await stage.open());
      expect(events.map(({ event: name }) => name)).toEqual(["writing", "end"]);
      expect(end).toMatchObject({ http, error });
      expect(end?.["retry_after_ms"]).toBe(http === 503 ? 7_000 : undefined);
      expect(stage.saved()).toEqual([]);
      expect(stage.released()).toHaveLength(1);
    },
  );
});
