import { cut } from "./text.ts";

/** Code units of a message that the coach looks at. */
const READ_LENGTH_MAX = 4_000;
const TERM_LENGTH_MAX = 60;
const TERM_WORDS_MAX = 3;
const TERMS_MAX = 4;

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/** Words that carry a sentence and not its topic, in both languages. */
const SMALL_WORDS = new Set(
  `a about actually after again all also although always am an and another answer answers any are aren't as ask at be because been
  before being best between both but by can can't cannot cause caused causes could create creates define describe did didn't difference different do
  does doesn't doing don't done each eg english essay etc even ever every example examples exam exams explain few find first for form formed forms from gcse
  get gets getting give gives go goes going good got had happen happened happens has have having he hello help her here hey hi him his
  homework how however i i'd i'll i'm i've idea if important in into is isn't it it's its just know later lesson let like list look
  made make makes making many may maybe me mean means might more most much must my need needs never new next no not now of off ok okay
  on once one only or other our out over page paragraph please put question questions quite rather really reason result revise revising
  revision said same say says see sentence she should show since so solve some something sorry still stuck such sure take tell test
  than thank thanks that that's the their them then there these they thing things think this those through time to today tomorrow too
  topic two under understand until up us use used uses using very want was way ways we well were what what's when where whether which
  went while who whole whose why will with without word words work would write writing wrong yeah yes yesterday yet you your
  ac achos adolygu ai allwch alla allaf am ar arholiad at ateb ateb atebion bod beth bore bydd byddai cael chi cwestiwn cwestiynau da
  dal ddefnyddio ddim defnyddio dim diolch drwy dw dwi dweud dydd dydw dydy eich ei ein eisiau enghraifft enghreifftiau ennyn er esboniad esbonio
  esboniwch eu eglurwch egluro fe fel felly ffurfio fi fod fy gael gair gall gallaf gallu gan geiriau ges gwaith gwahaniaeth gwneud gwybod gyda
  gyfer hefyd helo helpu helpwch heddiw hwn hon hynny hyn hi i iawn iddo iddi ie mae maen meddwl mewn na nac nad neu ni nid nhw nos o
  oedd oes oherwydd olygu ond os pa pam pan pawb peth pethau plîs pryd pwy rhai rhaid rhoi rhwng rwy rwyf roedd rydw rydych rydym sawl siŵr
  shwmae sut sy sydd ti traethawd tua un unrhyw wedi wrth wyt wneud y ydi ydw ydy ydych yfory yma ym yn yna yng yr ysgrifennu ysgrifennwch yw`.split(
    /\s+/,
  ),
);

export const wordsOf = (text: string): string[] => cut(text, READ_LENGTH_MAX).match(WORD) ?? [];

/** A word with the capital article of a name or title before it, as in "An Inspector Calls". */
const NAMED_WORD = new RegExp(`(?:(?:The|An|A|Yr?) (?=\\p{Lu}))?${WORD.source}`, "gu");

interface Phrase {
  words: string[];
  /** An "of" that joins only if another word of the topic follows. */
  joint: boolean;
}

/** Runs of topic words, broken by punctuation and small words; "of" holds a run together ("Treaty of Versailles"). */
const phrasesOf = (text: string): string[] => {
  const read = cut(text, READ_LENGTH_MAX);
  const phrases: string[] = [];
  let open: Phrase = { words: [], joint: false };
  let end = 0;
  const close = () => {
    const words = open.joint ? open.words.slice(0, -1) : open.words;
    if (words.length > 0) phrases.push(words.join(" "));
    open = { words: [], joint: false };
  };
  for (const match of read.matchAll(NAMED_WORD)) {
    const [word] = match;
    if (/[^ ]/.test(read.slice(end, match.index))) close();
    end = match.index + word.length;
    const lower = word.toLowerCase().replaceAll("’", "'");
    const full = open.words.filter((w) => w.toLowerCase() !== "of").length >= TERM_WORDS_MAX;
    if (lower === "of" && open.words.length > 0 && !open.joint && !full) {
      open.words.push(word);
      open.joint = true;
    } else if (SMALL_WORDS.has(lower) || !isTopicWord(word, open.words.length > 0)) {
      close();
    } else {
      if (full) close();
      open.words.push(word);
      open.joint = false;
    }
  }
  close();
  return phrases;
};

/** A bare number is a topic where it may be a year, or where it belongs to the words before it ("World War 2"). */
const isTopicWord = (word: string, follows: boolean): boolean =>
  /^\p{N}+$/u.test(word) ? follows || word.length === 4 : word.length > 1;

const OPERATOR = /[-−+*×÷/^=<>≤≥²³√]/u;
const PART_OF_EXPRESSION = /^[\p{N}\p{L}.,()[\]−+*×÷/^=<>≤≥²³√π°%-]+$/u;
const LETTERS = /^\p{L}+$/u;

/** Whether `piece` of a sentence can stand in an expression. Three letters in a row make a word, unless they name a function. */
const isPartOfExpression = (piece: string): boolean =>
  PART_OF_EXPRESSION.test(piece) &&
  !/\p{L}{3}/u.test(piece.replace(/sin|cos|tan|log/gu, "")) &&
  !(piece.length > 1 && SMALL_WORDS.has(piece.toLowerCase()));

/** Runs of figures, letters and operators, as in "2x + 5 = 11". */
const expressionsOf = (text: string): string[] => {
  const found: string[] = [];
  let run: string[] = [];
  const close = () => {
    const expression = withoutLooseLetters(run)
      .join(" ")
      .replace(/[.,]+$/, "");
    if (/[\p{N}=]/u.test(expression) && OPERATOR.test(expression) && expression.length >= 3) {
      found.push(expression);
    }
    run = [];
  };
  for (const piece of cut(text, READ_LENGTH_MAX).split(/[\s?!:;"“”`]+/u)) {
    if (isPartOfExpression(piece)) run.push(piece);
    else close();
  }
  close();
  return found;
};

/** At either end, a letter that no operator joins to the rest is a word of the sentence ("a", "I", "y"). */
const withoutLooseLetters = (run: readonly string[]): readonly string[] => {
  const [first = "", second = ""] = run;
  const [beforeLast = "", last = ""] = run.slice(-2);
  const from = LETTERS.test(first) && !/^[-−+*×÷/^=<>≤≥]/u.test(second) ? 1 : 0;
  const to = LETTERS.test(last) && !/[-−+*×÷/^=<>≤≥]$/u.test(beforeLast) ? -1 : run.length;
  return run.slice(from, to);
};

/**
 * What a message is about: at most four terms as they are written there, the most telling first. Long words are rarer and say more.
 * With `figures`, expressions go before words, set as code so that Markdown leaves them alone.
 */
export const keyTerms = (text: string, figures: boolean): string[] => {
  const seen = new Set<string>();
  const terms: string[] = [];
  const take = (candidate: string, shown: string) => {
    const key = candidate.toLowerCase();
    if (candidate.length > TERM_LENGTH_MAX || seen.has(key) || terms.length >= TERMS_MAX) return;
    seen.add(key);
    terms.push(shown);
  };
  if (figures) for (const expression of expressionsOf(text)) take(expression, `“${expression}”`);
  if (terms.length > 0) return terms;
  const phrases = phrasesOf(text).toSorted(
    (a, b) => Math.min(b.length, 24) - Math.min(a.length, 24),
  );
  for (const phrase of phrases) take(phrase, `“${phrase}”`);
  return terms;
};
