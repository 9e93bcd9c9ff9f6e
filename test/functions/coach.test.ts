import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATHROS } from "../../src/model/athros.ts";
import { ENGLISH } from "../../supabase/functions/athro-reply/coach-english.ts";
import { MOVES } from "../../supabase/functions/athro-reply/coach-phrases.ts";
import type { Phrases } from "../../supabase/functions/athro-reply/coach-phrases.ts";
import { WELSH } from "../../supabase/functions/athro-reply/coach-welsh.ts";
import { coach } from "../../supabase/functions/athro-reply/coach.ts";
import { CONTENT_LENGTH_MAX } from "../../supabase/functions/athro-reply/text.ts";
import type { Turn } from "../../supabase/functions/athro-reply/database.ts";
import { CLAIMED, QUESTION_ID, setStage } from "./support/stage.ts";
import { json } from "./support/server.ts";

const ATHRO_IDS = ATHROS.map(({ id }) => id);

const SAYS_NO_AI = /no AI is connected|dim AI wedi'i gysylltu/iu;

/** A session with the coach: each message in turn, with the replies before it as its history. */
const converse = (athroId: string, messages: readonly string[]): string[] => {
  const history: Turn[] = [];
  return messages.map((question) => {
    const content = coach({ athroId, question, history: [...history] }, 0);
    history.push({ role: "user", content: question }, { role: "assistant", content });
    return content;
  });
};

const first = (athroId: string, question: string, attempt = 0) =>
  coach({ athroId, question, history: [] }, attempt);

const SCRAPS =
  "What is the osmosis Treaty of Versailles 2x + =7 yn beth don't know idk {term} {other} $& thanks ŵy y ` ** ?".split(
    " ",
  );
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const sentence = fc
  .array(fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ unit, maxLength: 12 })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(" "));
const athro = fc.oneof(fc.constantFrom<string>(...ATHRO_IDS), fc.string());
const turn: fc.Arbitrary<Turn> = fc.record({
  role: fc.constantFrom("user", "assistant", "system"),
  content: sentence,
});
const attempt = fc.integer({ min: 0, max: 20 });

describe("any message", () => {
  test("gets a reply that is not empty, well-formed, free of NUL and within the limit", () => {
    fc.assert(
      fc.property(athro, sentence, fc.array(turn, { maxLength: 8 }), attempt, (id, q, past, at) => {
        const reply = coach({ athroId: id, question: q, history: past }, at);
        expect(reply.trim()).not.toBe("");
        expect(reply.isWellFormed()).toBe(true);
        expect(reply).not.toContain("\0");
        expect(reply.length).toBeLessThanOrEqual(CONTENT_LENGTH_MAX);
        expect(SAYS_NO_AI.test(reply)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("that is a session's first is told in full that no AI is connected", () => {
    fc.assert(
      fc.property(athro, sentence, attempt, (athroId, question, at) => {
        const reply = coach({ athroId, question, history: [] }, at);
        const says = [ENGLISH, WELSH].flatMap(({ notice, care }) => [notice, care]);
        expect(says.some((text) => reply.startsWith(text))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("of the longest kind is read in no time", () => {
    for (const piece of ["a", "a ", "2+", "1 ", '"', "of Of ", "ŵ", "-", "don't "]) {
      const question = piece.repeat(16_000 / piece.length);
      expect(first("athro-maths", question).length).toBeLessThan(2_000);
    }
  });

  test("gets the same reply to the same claim, and another one to another attempt", () => {
    for (const id of ATHRO_IDS) {
      expect(first(id, "How do rivers flood?")).toBe(first(id, "How do rivers flood?"));
      expect(first(id, "How do rivers flood?", 1)).not.toBe(first(id, "How do rivers flood?"));
    }
  });
});

describe("a session", () => {
  test("says in full once that no AI is connected, and briefly from then on", () => {
    const [one, two, three] = converse("athro-history", ["The Tudors", "Henry VIII?", "ok"]);
    expect(one?.startsWith(ENGLISH.notice)).toBe(true);
    for (const later of [two, three]) {
      expect(later?.startsWith(ENGLISH.noticeAgain)).toBe(true);
      expect(later).not.toContain(ENGLISH.notice);
    }
    expect(ENGLISH.noticeAgain.length).toBeLessThan(ENGLISH.notice.length / 2);
  });

  test.each(ATHRO_IDS)("with %s asks four different questions in four turns", (id) => {
    const replies = converse(id, [
      "What is energy?",
      "It is something that I have to say about it",
      "Then it goes on to be something else again",
      "And I also think that there is one more thing",
    ]);
    const asked = replies.map((reply) => reply.split("\n\n")[2]);
    expect(new Set(asked).size).toBe(4);
    for (const question of asked) expect(question).toContain("“energy”");
  });

  test("stays with what was asked while the student answers, and hints at spacing", () => {
    const [, two, three] = converse("athro-science", [
      "How does photosynthesis work?",
      "Plants take in carbon dioxide and water and make sugar",
      "The chlorophyll catches the light that it needs for this",
    ]);
    expect(two).toContain("“photosynthesis”");
    expect(two).toMatch(/notes|book/);
    expect(ENGLISH.spacing.some((tip) => three?.includes(tip))).toBe(true);
  });

  test("goes round the terms of what was asked, and starts with the main one of what is new", () => {
    const replies = converse("athro-history", [
      "What is the difference between reparations and war guilt?",
      "They are both about who had to pay for it all",
      "Explain the Parliament, the taxes and the ship money",
    ]);
    const asked = replies.map((reply) => reply.split("\n\n")[2]);
    expect(asked[0]).toContain("“reparations” and “war guilt”");
    expect(asked[1]).toMatch(/“war guilt”/);
    expect(asked[2]).toContain("“Parliament”");
  });

  test("makes the step smaller for a student who is stuck", () => {
    const replies = converse("athro-geography", ["oxbow lakes", "I don't know", "still no idea"]);
    for (const reply of replies.slice(1)) expect(reply).toContain("“oxbow lakes”");
    expect(replies[1]).toMatch(/one minute|smaller|stuck/);
    expect(first("athro-geography", "I don't understand longshore drift")).toContain(
      "“longshore drift”",
    );
    expect(first("athro-geography", "idk")).toContain(ENGLISH.noTopicStuck);
  });

  test("asks for a topic where there is none, and ends with when to come back", () => {
    const [hello, thanks] = converse("athro-art", ["hi!", "thanks, bye"]);
    expect(ENGLISH.noTopic.some((text) => hello?.includes(text))).toBe(true);
    expect(thanks).toContain("tomorrow, then in three days, then in a week");
  });
});

describe("a question", () => {
  test("is about the student's own key terms", () => {
    const reply = first(
      "athro-history",
      "Why did the Treaty of Versailles cause anger in Germany?",
    );
    expect(reply).toContain("Why does “Treaty of Versailles” matter?");
    expect(reply).toContain("“Treaty of Versailles”, “Germany”, “anger”");
  });

  test("keeps a title whole, and leaves small words out", () => {
    expect(first("athro-english", "Can you explain An Inspector Calls to me?")).toContain(
      "“An Inspector Calls”",
    );
  });

  test("quotes an expression as it was written", () => {
    expect(first("athro-maths", "Solve 2x + 5 = 11 please")).toContain("“2x + 5 = 11”");
    expect(first("athro-maths", "What is 2*3*4?")).toContain("“2*3*4”");
    expect(first("athro-maths", "I think y = mx + c is a line")).toContain("“y = mx + c”");
    expect(first("athro-history", "Was COVID-19 like 1918?")).toContain("“COVID-19”");
  });

  test.each([
    ["What is the difference between mitosis and meiosis?", "alike"],
    ["What happens if a cell loses osmosis?", "predict"],
    ["Give me an example of osmosis", "one example"],
    ["How does osmosis work?", "as a chain"],
  ])("follows the student's wording: %s", (question, expected) => {
    expect(first("athro-science", question)).toContain(expected);
  });

  test("from an Athro that isn't known is a general one", () => {
    const reply = first("athro-astronomy", "How do comets move?");
    expect(reply).toContain("in your own words, as if to someone two years younger");
  });

  test("states nothing of what the student wrote as true", () => {
    const reply = first("athro-science", "Plants eat soil because the moon is made of cheese");
    expect(reply).not.toMatch(/\b(?:yes|correct|right|well done|true)\b/iu);
  });
});

describe("the language", () => {
  test.each([
    ["athro-science", "Beth yw ffotosynthesis?"],
    ["athro-history", "Pam roedd pobl yn symud i gymoedd y de?"],
    ["athro-welsh", "Sut mae'r treiglad trwynol yn gweithio?"],
    ["athro-welsh", "treiglad meddal"],
    ["athro-maths", "Dw i ddim yn deall ffracsiynau"],
  ])("is Welsh with %s for: %s", (athroId, question) => {
    expect(first(athroId, question).startsWith(WELSH.notice)).toBe(true);
  });

  test.each([
    ["athro-welsh", "How does the soft mutation work?"],
    ["athro-welsh", "What does cariad mean in English?"],
    ["athro-maths", "Find y when y = 3x and x is 4"],
    ["athro-science", "wyverns"],
    ["athro-history", "The Welsh Not"],
    ["athro-pe", "😀"],
  ])("is English with %s for: %s", (athroId, question) => {
    expect(first(athroId, question).startsWith(ENGLISH.notice)).toBe(true);
  });

  test("of a message that doesn't tell is that of the messages before", () => {
    const [, again] = converse("athro-science", ["Beth yw osmosis?", "osmosis"]);
    expect(again?.startsWith(WELSH.noticeAgain)).toBe(true);
  });
});

describe("a message that may be about the student's safety", () => {
  test.each([
    "I want to kill myself",
    "i just want to die",
    "I've been self harming",
    "my stepdad, he hits me",
    "can't do this homework I'm going to die",
  ])("gets help in place of practice: %s", (question) => {
    expect(first("athro-maths", question)).toBe(ENGLISH.care);
  });

  test.each(["Dw i eisiau marw", "dw i wedi bod yn brifo fy hun", "mae rhywun yn fy mrifo i"])(
    "gets it in Welsh: %s",
    (question) => {
      expect(first("athro-maths", question)).toBe(WELSH.care);
    },
  );

  test.each([
    "Is Macbeth going to die in act five?",
    "How did the suicide rate change Durkheim's theory?",
    "What can harm a cell?",
  ])("is not seen in a lesson's own words: %s", (question) => {
    expect(first("athro-english", question)).toContain(ENGLISH.notice);
  });

  test("names a line that children in the UK can call, and the emergency number", () => {
    for (const { care } of [ENGLISH, WELSH]) expect(care).toMatch(/0800 1111[^]*999/);
  });
});

const every = ({ subjects, general, ...rest }: Phrases): string[] => [
  ...Object.values(rest).flat(),
  ...[general, ...Object.values(subjects)].flatMap((moves) => Object.values(moves)),
];

describe("the phrases", () => {
  test.each([
    ["English", ENGLISH],
    ["Welsh", WELSH],
  ])("in %s hold four questions of its own for every Athro", (_, phrases) => {
    expect(Object.keys(phrases.subjects).toSorted()).toEqual([...ATHRO_IDS].toSorted());
    const questions = Object.values(phrases.subjects).flatMap((moves) =>
      MOVES.map((move) => moves[move]),
    );
    expect(new Set(questions).size).toBe(ATHRO_IDS.length * MOVES.length);
    for (const question of questions) expect(question).toContain("{term}");
  });

  test("leave no gap unfilled and name no other", () => {
    const gaps = new Set(
      [ENGLISH, WELSH].flatMap(every).flatMap((text) => text.match(/\{\w*\}/gu) ?? []),
    );
    expect(gaps).toEqual(new Set(["{term}", "{other}", "{terms}"]));
    for (const message of ["oxbow lakes and river cliffs", "idk", "Sut mae afon yn llifo?"]) {
      for (let at = 0; at < 12; at++) {
        expect(first("athro-geography", message, at)).not.toMatch(/[{}]/u);
      }
    }
  });

  test("are as many in Welsh as in English", () => {
    expect(every(WELSH)).toHaveLength(every(ENGLISH).length);
  });
});

describe("the function without a tutor's server", () => {
  const stage = setStage();

  test.each([undefined, "", "  "])("(%j) saves the coach's reply", async (url) => {
    const { TUTOR_API_URL: _, ...rest } = stage.env;
    stage.env = url === undefined ? rest : { ...rest, TUTOR_API_URL: url };
    const history = [
      { role: "user", content: "Why do leaves fall?" },
      { role: "assistant", content: "What have you seen?" },
    ];
    stage.claim = json({ ...CLAIMED, history });
    const { status } = await stage.ask({ question: QUESTION_ID, attempt: 2 });
    expect(status).toBe(200);
    expect(stage.asked()).toEqual([]);
    expect(stage.saved()[0]?.json["content"]).toBe(
      coach(
        { athroId: CLAIMED.athro_id, question: CLAIMED.question, history: history as Turn[] },
        2,
      ),
    );
  });
});
