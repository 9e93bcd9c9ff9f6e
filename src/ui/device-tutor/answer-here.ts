/** Has the browser's own model answer a question; loaded only where that is wanted. */
import { tutorMessages } from "../../../supabase/functions/athro-reply/conversation.ts";
import { createReplyText } from "../../../supabase/functions/athro-reply/reply-text.ts";
import { NOTHING } from "../../../supabase/functions/athro-reply/text.ts";
import { confidencePreference, languagePreference } from "../../model/teaching.ts";
import { keepDeviceReply, questionHere } from "../../store/device-replies.ts";
import { getPreference } from "../../store/preferences.ts";
import type { Store } from "../../store/store.ts";
import { type LanguageModelApi, MODEL_OPTIONS } from "./language-model.ts";

/** A second tab must not answer the same question beside this one. */
const LOCK = "athro-device-tutor";

export interface AnsweringHere {
  store: Store;
  model: LanguageModelApi;
  question: string;
  /** Hears the whole reply as far as it is. */
  heard: (text: string) => void;
  /** The student has it end in the middle: what there is of it is kept, and is the reply. */
  stop: AbortSignal;
  /** It is interrupted: the chat was left, or the server's tutor can be had. What there is of it is dropped. */
  left: AbortSignal;
}

/** True if a reply was stored. A model that fails leaves the question to the server's tutor. */
export const answerHere = async (answering: AnsweringHere): Promise<boolean> => {
  if (!("locks" in navigator)) return write(answering);
  // Whoever comes second finds the question answered, or what was begun interrupted.
  return navigator.locks.request(LOCK, { signal: answering.left }, () => write(answering));
};

const write = async (answering: AnsweringHere): Promise<boolean> => {
  const { store, model, question, heard, stop, left } = answering;
  const asked = await questionHere(store.db, question);
  if (!asked) return false;
  const { db } = store;
  const [language, confidence] = await Promise.all([
    getPreference(db, languagePreference(asked.athroId)),
    getPreference(db, confidencePreference(asked.athroId)),
  ]);
  // The same persona and order as the server's tutor is told.
  const said = tutorMessages({ ...asked, language, confidence });
  const last = said.at(-1);
  if (!last) return false;
  const reply = createReplyText();
  let ended: "stopped" | "cut" | null = null;
  const signal = AbortSignal.any([stop, left]);
  try {
    const session = await model.create({
      ...MODEL_OPTIONS,
      initialPrompts: said.slice(0, -1),
      signal,
    });
    try {
      const reader = session.promptStreaming(last.content, { signal }).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        reply.add(value);
        heard(reply.content());
        if (!reply.full()) continue;
        ended = "cut";
        await reader.cancel();
        break;
      }
    } finally {
      session.destroy();
    }
  } catch (error) {
    if (!signal.aborted) console.warn("device tutor:", error);
    ended = stop.aborted ? "stopped" : "cut";
    // A part would stand where the whole reply of the server's tutor belongs. A guest has none.
    if (!stop.aborted && (left.aborted || store.user !== null)) return false;
  }
  const content = reply.content() || (ended === "stopped" ? NOTHING : "");
  if (content === "") return false;
  return keepDeviceReply(store, question, content, ended);
};
