import { describe, expect, test } from "vitest";
import type { Words } from "../../../src/ui/i18n/dictionaries.ts";
import type { HomeWords } from "../../../src/ui/i18n/en/home.ts";
import { home } from "../../../src/ui/i18n/cy/home.ts";
import { plural } from "../../../src/ui/i18n/plural.ts";
import { wholeDictionary } from "../support/whole-dictionary.ts";

const [en, cy] = await Promise.all([wholeDictionary("en"), wholeDictionary("cy")]);

/** Every leaf of a dictionary by its path: a word, or the function that makes a sentence. */
const leavesOf = (node: unknown, path = ""): [string, unknown][] =>
  typeof node === "object" && node !== null
    ? Object.entries(node).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key))
    : [[path, node]];

const shape = (words: Words): string[] =>
  leavesOf(words)
    .map(([path, leaf]) => `${path}: ${typeof leaf}`)
    .toSorted();

test("a key that a language lacks does not type-check, nor does one that is no sentence", () => {
  const { today, ...lacking } = home;
  expect(today).toBe("Heddiw");
  // The type check fails if either of these is taken for a dictionary: what is expected to be an error then is none.
  // @ts-expect-error a key is missing
  const incomplete: HomeWords = lacking;
  // @ts-expect-error a sentence with a number in it is not made by a word alone
  const mistaken: HomeWords = { ...home, exam: { ...home.exam, unit: "diwrnod" } };
  expect([incomplete, mistaken]).toHaveLength(2);
});

test("both languages have the same keys of the same kind", () => {
  expect(shape(cy)).toEqual(shape(en));
});

test("no word is empty, and none is left in the other language", () => {
  /** The same in both. */
  const shared = new Set(["Athro", "Agenda", "System", "Cymraeg yn unig"]);
  const english = new Map(leavesOf(en));
  const wrong = leavesOf(cy).filter(([path, leaf]) => {
    if (typeof leaf !== "string") return false;
    return leaf.trim() === "" || (leaf === english.get(path) && !shared.has(leaf));
  });
  expect(wrong).toEqual([]);
});

describe("plurals", () => {
  test("Welsh has six forms, English two, and a form that isn't given is the last", () => {
    const forms = { zero: "z", one: "o", two: "t", few: "f", many: "m", other: "x" };
    expect([0, 1, 2, 3, 6, 7].map((n) => plural("cy", n, forms))).toEqual([
      "z",
      "o",
      "t",
      "f",
      "m",
      "x",
    ]);
    expect([0, 1, 2].map((n) => plural("en", n, { one: "{n} day", other: "{n} days" }))).toEqual([
      "0 days",
      "1 day",
      "2 days",
    ]);
    expect(plural("cy", 2, { other: "{n} newid" })).toBe("2 newid");
  });

  /** What is made from one number in each language. */
  const counted = [en, cy].flatMap(({ shell, sync, account, data }) => {
    const { done, kinds } = data;
    const sentences = [shell.pill.pending, shell.pill.refused, sync.state.pending];
    sentences.push(sync.state.refused, account.guard.title, account.signedOutKept, done.present);
    sentences.push(account.idle.left, account.idle.kept, kinds.chats, kinds.messages, kinds.events);
    return sentences.concat(Object.values(account.remove.kinds));
  });

  test("a sentence about a number names it, whatever the form", () => {
    for (const say of counted)
      for (const n of [1, 2, 3, 4, 6, 8, 11, 21, 100]) {
        expect(say(n)).toContain(String(n));
        expect(say(n)).not.toMatch(/\{|undefined/);
      }
  });

  test("Welsh nouns after a number are singular, and mutated after two", () => {
    expect(cy.home.exam.unit(2)).toBe("ddiwrnod");
    expect(cy.home.exam.unit(3)).toBe("diwrnod");
    expect(cy.account.remove.kinds.events(2)).toBe("2 ddigwyddiad");
    expect(cy.account.remove.kinds.events(5)).toBe("5 digwyddiad");
    expect(cy.account.guestWork.made(2, 8)).toBe(
      "Cafodd 2 sgwrs ac 8 digwyddiad eu creu yma heb gyfrif.",
    );
  });
});
