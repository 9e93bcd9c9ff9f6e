/** What a practice question asks the student to do. */
export const MOVES = ["explain", "example", "compare", "predict"] as const;
export type Move = (typeof MOVES)[number];

/**
 * The coach's sentences in one language. `{term}` stands for a term of the student's, quoted; `{other}` for a second one. They state
 * nothing about a subject: the coach doesn't know whether anything is true.
 */
export interface Phrases {
  /** Says that no AI is connected, in a session's first reply and in later ones. */
  notice: string;
  noticeAgain: string;
  /** What comes before the question: the student asked something, named a topic, tried an answer, or is stuck. */
  asked: readonly string[];
  topic: readonly string[];
  tried: readonly string[];
  stuck: readonly string[];
  /** Without a term to work with. */
  noTopic: readonly string[];
  noTopicStuck: string;
  farewell: string;
  /** Remembering, before anything else. */
  recall: readonly string[];
  /** For two terms. */
  pair: readonly string[];
  /** `{terms}` is a list. */
  useWords: string;
  selfCheck: readonly string[];
  spacing: readonly string[];
  /** By Athro id, for each move. */
  subjects: Readonly<Record<string, Readonly<Record<Move, string>>>>;
  general: Readonly<Record<Move, string>>;
  /** To a student who may be at risk. */
  care: string;
}
