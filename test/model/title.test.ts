import { describe, expect, test } from "vitest";
import { plainText, questionTitle } from "../../src/model/title.ts";

describe("plain text", () => {
  test.each([
    ["# Heading", "Heading"],
    ["> quoted\n> again", "quoted\nagain"],
    ["- one\n* two\n3. three", "one\ntwo\nthree"],
    ["**bold** and *slanted*, __both__ and _one_", "bold and slanted, both and one"],
    ["~~gone~~ `code` ``more``", "gone code more"],
    ["[a link](https://example.org/a_b) and ![a picture](x.png)", "a link and a picture"],
    ["```js\nconst a = 1;\n```\nafter", "\nconst a = 1;\n\nafter"],
    // What only looks like marks is a sum, or a name.
    ["2*3*4 and 2**3 and 4**5", "2*3*4 and 2**3 and 4**5"],
    ["a_1 and b_2, snake_case_name", "a_1 and b_2, snake_case_name"],
    ["- 5 + 3", "- 5 + 3"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["3.5 is more than 3", "3.5 is more than 3"],
  ])("of %j", (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe("a chat's title", () => {
  test.each([
    ["What is a third of a half? And of a whole?", "What is a third of a half?"],
    ["Beth yw'r treiglad trwynol? Dw i ddim yn deall.", "Beth yw'r treiglad trwynol?"],
    ["Hi! Can you help me with surds?", "Hi! Can you help me with surds?"],
    ["Helo. Sut mae datrys hafaliadau cydamserol?", "Helo. Sut mae datrys hafaliadau cydamserol?"],
    [
      "What did Dr. Jones mean by e.g. entropy? I forgot.",
      "What did Dr. Jones mean by e.g. entropy?",
    ],
    ["Beth yw ystyr h.y. Mewn brawddeg?", "Beth yw ystyr h.y. Mewn brawddeg?"],
    ["Solve 3.5x = 7. Show each step.", "Solve 3.5x = 7."],
    ["# Essay plan\nWhy did the war begin?", "Essay plan"],
    ["**Explain** `for` loops", "Explain for loops"],
    ["```py\nprint(1)\n```\nWhy does this print 1?", "print(1)"],
    ["   \n  two   spaces\there  ", "two spaces here"],
    ["“Is it so?” she asked. I wonder why.", "“Is it so?” she asked."],
    // Something is better than nothing: a chat without a title counts as one without messages.
    ["**", "**"],
    ["???", "???"],
  ])("%j", (question, title) => {
    expect(questionTitle(question)).toBe(title);
  });

  test("is shortened at a word, and never longer than asked for", () => {
    const long = "Pam mae'r llywodraeth yn gwario mwy ar ffyrdd nag ar drenau y dyddiau hyn?";
    expect(questionTitle(long)).toBe("Pam mae'r llywodraeth yn gwario mwy ar ffyrdd nag ar…");
    expect(questionTitle(long).length).toBeLessThanOrEqual(60);
    expect(questionTitle("a".repeat(200))).toHaveLength(60);
  });
});
