/** Which Athro and which kind of event a text names. Words of both languages count in both: students mix them. */
import type { EventKind } from "../tables.ts";
import { anyOf, END, folded, START } from "./spans.ts";

const ATHRO_WORDS: Readonly<Record<string, readonly string[]>> = {
  maths: ["maths", "math", "mathematics", "athromaths", "algebra", "mathemateg"],
  english: ["english", "athroenglish", "saesneg"],
  welsh: ["welsh", "cymraeg", "athrocymraeg"],
  science: [
    "science",
    "biology",
    "chemistry",
    "physics",
    "athroscience",
    "gwyddoniaeth",
    "bioleg",
    "cemeg",
    "ffiseg",
  ],
  history: ["history", "athrohistory", "hanes"],
  geography: ["geography", "athrogeography", "daearyddiaeth"],
  languages: [
    "languages",
    "athrolanguages",
    "french",
    "german",
    "spanish",
    "italian",
    "mandarin",
    "ieithoedd",
    "ffrangeg",
    "almaeneg",
    "sbaeneg",
    "eidaleg",
  ],
  rs: ["religious studies", "religious education", "athrors", "addysg grefyddol"],
  it: [
    "computing",
    "computer science",
    "ict",
    "athroit",
    "cyfrifiadureg",
    "technoleg gwybodaeth",
    "tgch",
  ],
  designtech: ["design technology", "design and technology", "d&t", "dylunio a thechnoleg"],
  art: ["art", "athroart", "celf"],
  music: ["music", "athromusic", "cerddoriaeth"],
  drama: ["drama", "athrodrama"],
  pe: ["physical education", "athrope", "addysg gorfforol", "ymarfer corff"],
  business: ["business", "business studies", "athrobusiness", "busnes", "astudiaethau busnes"],
  cookery: ["cookery", "cooking", "food technology", "athrocookery", "coginio"],
  media: ["media", "media studies", "athromedia", "cyfryngau", "astudiaethau'r cyfryngau"],
  social: ["sociology", "social studies", "athrosocial", "cymdeithaseg"],
  nature: ["nature studies", "athronature", "astudiaethau natur"],
};

/** Too short to count unless they are written as what they are. */
const CAPITALS: Readonly<Record<string, string>> = {
  RS: "rs",
  RE: "rs",
  IT: "it",
  TG: "it",
  PE: "pe",
  DT: "designtech",
};

const KIND_WORDS: Readonly<Record<EventKind, readonly string[]>> = {
  exam: [
    "exam",
    "exams",
    "examination",
    "test",
    "mock",
    "mocks",
    "arholiad",
    "arholiadau",
    "prawf",
  ],
  revision: [
    "revision",
    "revise",
    "revising",
    "review",
    "study",
    "adolygu",
    "adolygiad",
    "astudio",
  ],
  assignment: [
    "assignment",
    "homework",
    "coursework",
    "essay",
    "deadline",
    "due",
    "aseiniad",
    "gwaith cartref",
    "gwaith cwrs",
    "traethawd",
  ],
  lesson: ["lesson", "lessons", "class", "tutorial", "lecture", "gwers", "gwersi", "dosbarth"],
  break: [
    "break",
    "lunch",
    "holiday",
    "holidays",
    "half term",
    "half-term",
    "egwyl",
    "toriad",
    "cinio",
    "gwyliau",
    "hanner tymor",
  ],
  other: [],
};

const SOFT: readonly (readonly [RegExp, string])[] = [
  [/^ll/, "l"],
  [/^rh/, "r"],
  [/^c(?!h)/, "g"],
  [/^p(?!h)/, "b"],
  [/^t(?!h)/, "d"],
  [/^g/, ""],
  [/^b/, "f"],
  [/^d(?!d)/, "dd"],
  [/^m/, "f"],
];

const HARD: readonly (readonly [RegExp, string])[] = [
  [/^c(?!h)/, "ch"],
  [/^p(?!h)/, "ph"],
  [/^t(?!h)/, "th"],
];

const changed = (word: string, rules: typeof SOFT): string[] => {
  const rule = rules.find(([from]) => from.test(word));
  return rule ? [word.replace(rule[0], rule[1])] : [];
};

/** A word as it may stand in a Welsh sentence: as it is, softened, and with a breath. */
export const mutated = (word: string): string[] => [
  word,
  ...changed(word, SOFT),
  ...changed(word, HARD),
];

const finder = <T extends string>(lists: Readonly<Record<T, readonly string[]>>) => {
  const known = new Map<string, T>();
  for (const [id, words] of Object.entries(lists) as [T, readonly string[]][])
    for (const word of words)
      for (const form of mutated(word)) if (!known.has(form)) known.set(form, id);
  const pattern = new RegExp(`${START}(?:${anyOf(known.keys())})${END}`, "gu");
  return (text: string) =>
    [...folded(text).matchAll(pattern)].map(({ 0: word, index }) => ({
      index,
      id: known.get(word.replace(/\s+/gu, " ")),
    }));
};

const athroWords = finder(ATHRO_WORDS);
const kindWords = finder(KIND_WORDS);
const CAPITAL = new RegExp(`${START}(?:${anyOf(Object.keys(CAPITALS))})${END}`, "gu");

/** The first Athro that a text names, by id; null if none. */
export const athroIn = (text: string): string | null => {
  const capitals = [...text.matchAll(CAPITAL)].map(({ 0: word, index }) => ({
    index,
    id: CAPITALS[word],
  }));
  const [first] = [...athroWords(text), ...capitals].toSorted((a, b) => a.index - b.index);
  return first?.id === undefined ? null : `athro-${first.id}`;
};

/** What outranks what, where a text names several: "revision for the exam" is no exam. */
const RANK: readonly EventKind[] = ["revision", "exam", "assignment", "lesson", "break", "other"];

/** The kind of event that a text names; null if none. */
export const kindIn = (text: string): EventKind | null => {
  const named = new Set(kindWords(text).map(({ id }) => id));
  return RANK.find((kind) => named.has(kind)) ?? null;
};
