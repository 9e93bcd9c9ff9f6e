/** What the app puts around the parts of a message that was cleaned. */
import { languageName } from "./languages.ts";

export interface Frame {
  onCopy: (code: string) => Promise<void>;
  copyCode: string;
  /** Names of what scrolls sideways. */
  code: string;
  table: string;
  formula: string;
}

/** Changes `nodes`: links lead to new tabs and tell nobody where from, code gets its name and a Copy button, wide parts scroll. */
export const frame = (nodes: DocumentFragment, around: Frame): void => {
  for (const link of nodes.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  for (const table of nodes.querySelectorAll("table")) {
    const scroller = scrollerOf(around.table);
    scroller.className = "md-table";
    table.replaceWith(scroller);
    scroller.append(table);
  }
  for (const pre of nodes.querySelectorAll("pre")) frameCode(pre, around);
  for (const formula of nodes.querySelectorAll<HTMLElement>(".md-display"))
    scrolls(formula, around.formula);
};

const frameCode = (pre: HTMLPreElement, around: Frame): void => {
  const named = /language-(\S+)/.exec(pre.firstElementChild?.className ?? "")?.[1] ?? "";
  const language = document.createElement("span");
  language.textContent = languageName(named) ?? around.code;
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "button button-quiet md-copy";
  copy.textContent = around.copyCode;
  copy.addEventListener("click", () => void around.onCopy(pre.textContent));
  const bar = document.createElement("div");
  bar.className = "md-bar";
  bar.append(language, copy);
  const scroller = scrollerOf(languageName(named) ?? around.code);
  const block = document.createElement("div");
  block.className = "md-code";
  pre.replaceWith(block);
  scroller.append(pre);
  block.append(bar, scroller);
};

/** What may be wider than its place; it is a stop of the Tab key only while it is. */
const scrolls = (element: HTMLElement, name: string): HTMLElement => {
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", name);
  element.dataset["scroller"] = "";
  return element;
};

const scrollerOf = (name: string): HTMLElement => scrolls(document.createElement("div"), name);
