/** Has the browser's own model answer a question; loaded only where that is wanted. */
import { tutorMessages } from "../../../supabase/functions/athro-reply/conversation.ts";
import { createReplyText } from "../../../supabase/functions/athro-reply/reply-text.ts";
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
  /** Ends it in the middle: what there is of it is kept. */
  stop: AbortSignal;
}

/** True if a reply was stored. A model that fails leaves the question to the server's tutor. */
export const answerHere = async (answering: AnsweringHere): Promise<boolean> => {
  if (!("locks" in navigator)) return write(answering);
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
    lock ? write(answering) : false,
  );
};

const write = async ({ store, model, question, heard, stop }: AnsweringHere): Promise<boolean> => {
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
  try {
    const session = await model.create({
      ...MODEL_OPTIONS,
      initialPrompts: said.slice(0, -1),
      signal: stop,
    });
    try {
      const reader = session.promptStreaming(last.content, { signal: stop }).getReader();
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
    console.warn("device tutor:", error);
    ended = stop.aborted ? "stopped" : "cut";
  }
  const content = reply.content();
  if (content === "") return false;
  return keepDeviceReply(store, question, content, ended);
};
