/** Years of chats to be searched: by the app's index, which is built from its database, and by minisearch, which is given the same texts. */
import MiniSearch from "minisearch";
import { newId } from "../../../src/model/new-id.ts";
import { fold, wordsOf } from "../../../src/model/search/words.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createSearchIndex, type SearchIndex } from "../../../src/store/search-index.ts";
import { readFound } from "../../../src/store/search-results.ts";
import { chatOf, SESSION, USER } from "./rows.ts";

const SEARCHED = 20_000;
/** Distinct words; some are said often and most hardly ever, as in any language. */
const VOCABULARY = 20_000;
const SYLLABLES = "an tri gon ba the wyn ell or mi ca dd gw llan po re si ver ment tion ys".split(
  " ",
);

let seed = 1;
const random = (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};
const pick = <T>(from: readonly T[], at: number): T => from[Math.floor(at * from.length)] as T;
const vocabulary = Array.from({ length: VOCABULARY }, (_, n) => {
  let word = "";
  for (let left = 1 + Math.floor(random() * 3); left >= 0; left -= 1)
    word += pick(SYLLABLES, random());
  return n % 3 === 0 ? word : word + String.fromCharCode(97 + (n % 26)) + (n % 7);
});
/** A question is short, and its reply long. */
const textOf = (n: number): string =>
  Array.from({ length: n % 2 === 0 ? 20 : 120 }, () => pick(vocabulary, random() ** 3)).join(" ");

const messages = chatOf(SEARCHED).map(({ id, body }, n) => ({
  id,
  seq: n + 1,
  stamps: {},
  deleted: false,
  extra: {},
  ...body,
  content: textOf(n),
}));

const db = await openDatabase(USER, newId);
const store = { db, user: USER, now: Date.now, newId };
let index: SearchIndex | null = null;
const mini = new MiniSearch({
  fields: ["content"],
  storeFields: [],
  tokenize: wordsOf,
  processTerm: (word) => word,
});

/** What is typed: each beginning of each of these is looked for. */
const TYPED = [0.02, 0.2, 0.5, 0.9].map((at) => pick(vocabulary, at ** 3));
const keys = [...TYPED, `${TYPED[0]} ${TYPED[1]}`, `${TYPED[3]?.slice(0, -2)}zz`].flatMap((typed) =>
  Array.from(typed, (_, n) => typed.slice(0, n + 1)),
);

const bench = {
  fill: async () => {
    await db.chat_messages.bulkPut(messages);
    await db.chat_sessions.put({
      id: SESSION,
      seq: SEARCHED + 1,
      stamps: {},
      deleted: false,
      extra: {},
      athro_id: "athro-maths",
      created_at: "2026-11-20T10:00:00.000Z",
      title: "",
      is_active: true,
    });
  },
  /** ms until all is read. */
  build: async (): Promise<number> => {
    const from = performance.now();
    await new Promise<void>((resolve, reject) => {
      index = createSearchIndex(
        store,
        () => {
          if (index?.progress() === 1) resolve();
        },
        reject,
      );
    });
    return performance.now() - from;
  },
  /** How many keys there are to type. */
  keys: () => keys.length,
  /** One key: what is found, with the rows that are shown. */
  type: async (nth: number): Promise<void> => {
    const { hits } = index?.find(keys[nth] ?? "", { kind: "all", athro: "" }, 30) ?? { hits: [] };
    await readFound(db, hits, "2026-11-26");
  },
  buildMini: () => mini.addAll(messages),
  typeMini: (nth: number): void => {
    mini.search(fold(keys[nth] ?? ""), {
      prefix: true,
      fuzzy: (word) => (word.length < 4 ? false : 0.2),
      combineWith: "AND",
    });
  },
};
export type SearchingBench = typeof bench;
Object.assign(globalThis, { bench });
