import type { Claim } from "./database.ts";
import { teachingOf } from "./modes.ts";
import { personaOf, systemPrompt } from "./personas.ts";
import type { TutorMessage } from "./tutor.ts";

/** UTF-16 code units of history sent along, so that a small model's context holds it beside a long question. */
const HISTORY_LENGTH_MAX = 24_000;

/**
 * What the tutor is sent: persona, history, question. A session's own `system` messages stay out: students write those rows
 * themselves, and the persona is not theirs to change.
 */
export const tutorMessages = (
  claim: Pick<Claim, "athroId" | "question" | "history" | "language" | "confidence">,
): TutorMessage[] => {
  const turns: TutorMessage[] = [];
  for (const { role, content } of claim.history) {
    if (role !== "system" && content.trim() !== "") turns.push({ role, content });
  }
  const asked: TutorMessage = { role: "user", content: claim.question };
  return [
    { role: "system", content: systemPrompt(personaOf(claim.athroId), teachingOf(claim)) },
    ...alternating([...newest(turns), asked]),
  ];
};

/** The newest whole turns that fit. */
const newest = (turns: readonly TutorMessage[]): readonly TutorMessage[] => {
  let length = 0;
  let from = turns.length;
  for (const turn of turns.toReversed()) {
    length += turn.content.length;
    if (length > HISTORY_LENGTH_MAX) break;
    from -= 1;
  }
  return turns.slice(from);
};

/** Joins neighbours of one role: questions queued offline follow each other, and some models' templates refuse that. */
const alternating = (turns: readonly TutorMessage[]): TutorMessage[] => {
  const joined: TutorMessage[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role === turn.role) last.content += `\n\n${turn.content}`;
    else joined.push({ ...turn });
  }
  return joined;
};
