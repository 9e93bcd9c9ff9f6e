/**
 * Replies as they are written, from the context that asked for them (a worker, or a page where there is none) to all pages of this
 * device. Nothing of it is stored: the row is what counts, and a page that comes late asks for the whole.
 */
import type { Writing } from "../model/writing.ts";
import type { AskOutcome, OpenQuestion } from "../sync/answers.ts";
import type { Hearing } from "../transport/replies.ts";

const CHANNEL = "athro-replies";
/** What comes within this time is told at once. */
const GATHER_MS = 50;

type Told =
  /** `text` stands from position `at` on; 0 begins anew. */
  | { type: "text"; uid: string; question: string; attempt: number; at: number; text: string }
  | { type: "over"; uid: string; question: string; attempt: number; outcome: AskOutcome["kind"] }
  /** A page wants to know what has been written so far. */
  | { type: "who"; uid: string };

/** Tells the pages of a reply while `ask` hears it. */
export const tellPages = async (
  uid: string,
  { id: question, attempt }: Pick<OpenQuestion, "id" | "attempt">,
  ask: (heard: Hearing) => Promise<AskOutcome>,
): Promise<AskOutcome> => {
  if (!("BroadcastChannel" in globalThis)) return ask(() => {});
  const channel = new BroadcastChannel(CHANNEL);
  const about = { uid, question, attempt };
  let text = "";
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (message: Told) => channel.postMessage(message);
  const tell = () => {
    timer = undefined;
    say({ type: "text", ...about, at: told, text: text.slice(told) });
    told = text.length;
  };
  channel.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (data.type === "who" && data.uid === uid) say({ type: "text", ...about, at: 0, text });
  });
  try {
    say({ type: "text", ...about, at: 0, text });
    const outcome = await ask((at, more) => {
      // Who has another's part told again from its beginning need not be told what is known.
      const same = at === 0 && more.startsWith(text);
      if (!same && at < told) told = at;
      text = same ? more : text.slice(0, at) + more;
      timer ??= setTimeout(tell, GATHER_MS);
    });
    clearTimeout(timer);
    if (told < text.length) tell();
    say({ type: "over", ...about, outcome: outcome.kind });
    return outcome;
  } finally {
    clearTimeout(timer);
    channel.close();
  }
};

/** Calls back with the reply that is being written to this student, and with null when there is none, until the returned function is called. */
export const watchReplies = (
  uid: string,
  changed: (writing: Writing | null) => void,
): (() => void) => {
  if (!("BroadcastChannel" in globalThis)) return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  let writing: Writing | null = null;
  const set = (next: Writing | null) => {
    writing = next;
    changed(next);
  };
  const who = () => channel.postMessage({ type: "who", uid } satisfies Told);
  channel.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (data.type === "who" || data.uid !== uid) return;
    const { question, attempt } = data;
    const same = writing?.question === question && writing.attempt === attempt ? writing : null;
    if (data.type === "text") {
      const known = same?.text ?? "";
      // Something was missed: the whole is asked for.
      if (data.at > known.length) who();
      // What was heard before a connection broke stands until more than that is known again.
      else if (data.at > 0 || data.text.length >= known.length || !known.startsWith(data.text))
        set({ question, attempt, text: known.slice(0, data.at) + data.text, saved: false });
    } else if (same && data.outcome === "answered") set({ ...same, saved: true });
    else if (same && data.outcome !== "unreachable" && data.outcome !== "busy") set(null);
  });
  who();
  return () => channel.close();
};
