import { ENGLISH } from "./coach-english.ts";
import { speaksWelsh } from "./coach-language.ts";
import { MOVES } from "./coach-phrases.ts";
import type { Move, Phrases } from "./coach-phrases.ts";
import { mayBeAtRisk, readStance, withoutStuckWords } from "./coach-stance.ts";
import type { Stance } from "./coach-stance.ts";
import { keyTerms } from "./coach-words.ts";
import { WELSH } from "./coach-welsh.ts";
import type { Claim } from "./database.ts";
import { storable } from "./text.ts";

/** Every so many turns the tip is about spacing, else about checking oneself. */
const SPACING_EVERY = 3;
const WITH_FIGURES = new Set(["athro-maths", "athro-science"]);

/**
 * The reply where no tutor's server is configured: it says so, and asks a practice question about the student's own words. It knows
 * no facts and gives none. The same claim and attempt give the same reply; another attempt gives another question.
 */
export const coach = (
  { athroId, question, history }: Pick<Claim, "athroId" | "question" | "history">,
  attempt: number,
): string => {
  const written = history.filter(({ role }) => role === "user").map(({ content }) => content);
  const replies = history.filter(({ role }) => role === "assistant").map(({ content }) => content);
  const phrases = speaksWelsh(question, written, athroId === "athro-welsh") ? WELSH : ENGLISH;
  if (mayBeAtRisk(question)) return phrases.care;

  const again = replies.length > 0;
  const parts = practise({
    phrases,
    athroId,
    stance: readStance(question, again),
    question,
    written,
    turn: replies.length + attempt,
    attempt,
    replies,
  });
  return storable([again ? phrases.noticeAgain : phrases.notice, ...parts].join("\n\n"));
};

interface Practice {
  phrases: Phrases;
  athroId: string;
  stance: Stance;
  question: string;
  /** The student's messages before this one. */
  written: readonly string[];
  /** Counts replies and attempts, so that neither repeats the one before. */
  turn: number;
  attempt: number;
  replies: readonly string[];
}

const practise = (practice: Practice): string[] => {
  const { phrases, stance, turn } = practice;
  if (stance === "farewell") return [phrases.farewell];
  const { terms, fresh } = focusOf(practice);
  const [main] = terms;
  if (main === undefined) {
    return [stance === "stuck" ? phrases.noTopicStuck : pick(phrases.noTopic, turn)];
  }
  // What has just come up is about its main term; staying with it goes round the others too.
  const at = fresh ? 0 : turn % terms.length;
  const term = terms[at] ?? main;
  const other = terms[(at + 1) % terms.length] ?? main;
  const fill = (text: string) =>
    text.replaceAll("{term}", () => term).replaceAll("{other}", () => other);

  const lead = fill(pick(phrases[stance], turn));
  if (stance === "stuck") return [lead, fill(pick(phrases.recall, turn))];
  const candidates = practiceQuestions(practice, other !== term).map(fill);
  const asked = candidates.find((text) => !practice.replies.some((reply) => reply.includes(text)));
  const words = terms.length > 2 && turn % 2 === 0 ? [listed(phrases.useWords, terms)] : [];
  const tips = turn % SPACING_EVERY === SPACING_EVERY - 1 ? phrases.spacing : phrases.selfCheck;
  return [lead, asked ?? pick(candidates, turn), [...words, pick(tips, turn)].join(" ")];
};

/**
 * The terms to practise. A question or a topic brings its own. An attempt at an answer stays with what was asked, as does a message
 * without any terms ("ok", "I'm stuck").
 */
const focusOf = ({ athroId, stance, question, written }: Practice) => {
  const figures = WITH_FIGURES.has(athroId);
  const own = keyTerms(withoutStuckWords(question), figures);
  if (stance !== "tried" && own.length > 0) return { terms: own, fresh: true };
  for (const text of written.toReversed()) {
    const before = readStance(text, true);
    const terms = before === "asked" || before === "topic" ? keyTerms(text, figures) : [];
    if (terms.length > 0) return { terms, fresh: false };
  }
  return { terms: own, fresh: true };
};

/**
 * Questions by preference: a topic just named is recalled first; then comes the move that the student's own wording asks for, or
 * else one that moves on each turn, and the others after it. Two of the student's terms are compared with each other.
 */
const practiceQuestions = (
  { phrases, athroId, stance, question, turn, attempt }: Practice,
  paired: boolean,
): string[] => {
  const own = Object.hasOwn(phrases.subjects, athroId) ? phrases.subjects[athroId] : undefined;
  const subject = own ?? phrases.general;
  const cue = stance === "asked" ? moveAskedFor(question) : undefined;
  const start = cue === undefined ? weigh(question) + turn : MOVES.indexOf(cue) + attempt;
  const moves = MOVES.map((_, step) => pick(MOVES, start + step));
  return [
    ...(stance === "topic" && turn === 0 ? [pick(phrases.recall, weigh(question))] : []),
    ...moves.map((move) =>
      move === "compare" && paired
        ? pick(phrases.pair, cue === undefined ? turn : attempt)
        : subject[move],
    ),
  ];
};

const CUES: readonly (readonly [Move, RegExp])[] = [
  [
    "compare",
    /\b(?:compare|contrast|differences?|versus|vs|cymharu|cymharwch|gwahaniaethau?|rhwng)\b/iu,
  ],
  [
    "predict",
    /\b(?:what happens|what would|what if|happen if|predict|beth sy'n digwydd|beth fyddai|petai|pe bai|rhagfynegi)\b/iu,
  ],
  ["example", /\b(?:examples?|instances?|enghraifft|enghreifftiau)\b/iu],
  [
    "explain",
    /\b(?:why|how|explain|describe|what|pam|sut|esboniwch|eglurwch|disgrifiwch|beth)\b/iu,
  ],
];

const moveAskedFor = (question: string): Move | undefined =>
  CUES.find(([, cue]) => cue.test(question))?.[0];

/** A number that depends on the words alone, so that topics start at different questions. */
const weigh = (text: string): number => {
  let sum = 0;
  for (const character of text.slice(0, 200)) sum += character.codePointAt(0) ?? 0;
  return sum;
};

const pick = <T>(from: readonly T[], at: number): T => {
  const found = from[at % from.length];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
};

const listed = (text: string, terms: readonly string[]): string =>
  text.replaceAll("{terms}", () => terms.join(", "));
