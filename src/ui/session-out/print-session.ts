import { mayHaveParts } from "../markdown/may-have-parts.ts";
import { loadAll } from "../markdown/parts.ts";
import { words } from "../i18n/language.ts";
import type { WholeSession } from "./read-session.ts";
import "./print-session.css";

/** How long the page is kept busy at a time, ms. */
const SLICE_MS = 12;

/**
 * Lays a whole session out on a sheet that is seen in print alone, a little at a time, and prints it. `told` hears how many messages are
 * ready; `signal` ends it.
 */
export const printSession = async (
  { title, about, lines }: WholeSession,
  told: (ready: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const { renderer, parts } = await loadAll();
  const sheet = document.createElement("div");
  sheet.className = "print-sheet";
  sheet.append(paragraph("h1", title), paragraph("p", about));
  const around = { ...words.peek().chat.markdown, onCopy: async () => {} };
  let began = performance.now();
  for (const [n, { by, at, message }] of lines.entries()) {
    const said = document.createElement("section");
    said.append(paragraph("h2", `${by} · ${at}`));
    const own = message.role === "user" && mayHaveParts(message.content);
    if (renderer && (own || message.role === "assistant")) {
      const place = document.createElement("div");
      place.className = own ? "markdown message-text" : "markdown";
      const { render, renderOwn } = renderer;
      place.append((own ? renderOwn : render)(message.content, parts, around).nodes);
      said.append(place);
    } else {
      const plain = paragraph("p", message.content);
      plain.className = "message-text";
      said.append(plain);
    }
    sheet.append(said);
    if (performance.now() - began < SLICE_MS) continue;
    told(n + 1);
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return;
    began = performance.now();
  }
  document.querySelector(".print-sheet")?.remove();
  document.body.append(sheet);
  document.documentElement.classList.add("prints-session");
  addEventListener(
    "afterprint",
    () => {
      sheet.remove();
      document.documentElement.classList.remove("prints-session");
    },
    { once: true },
  );
  print();
};

const paragraph = (name: "h1" | "h2" | "p", text: string): HTMLElement => {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
};
