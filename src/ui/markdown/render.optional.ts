/** Markdown as nodes; loaded when there is a reply to show. */
import { createCleaner } from "./clean.ts";
import { type Frame, frame } from "./frame.ts";
import { blocksOf, type Parts, toHtml, topHeading, type Wants } from "./to-html.ts";
import "./markdown.css";
import "./formulas.css";

export { blocksOf, topHeading };

const clean = createCleaner(window);

/** What is made once, at the first text: each a task of its own, and then the first text takes no longer than others. */
export const preparations: readonly (() => void)[] = [
  () => void toHtml("*", { maths: null, colours: null }),
  () => void clean("<p>"),
];

export interface Rendered {
  nodes: Node;
  wants: Wants;
}

/** A text that can't be taken apart is shown as it is. */
export const render = (text: string, parts: Parts, around: Frame, highest?: number): Rendered => {
  try {
    const { html, wants } = toHtml(text, parts, highest);
    const nodes = clean(html);
    frame(nodes, around);
    return { nodes, wants };
  } catch (error) {
    console.warn("markdown:", error);
    const plain = document.createElement("p");
    plain.className = "message-text";
    plain.textContent = text;
    return { nodes: plain, wants: { maths: false, colours: false } };
  }
};
