/** Markdown as nodes; loaded when there is a reply to show. */
import { createCleaner } from "./clean.ts";
import { type Frame, frame } from "./frame.ts";
import { blocksOf, ownToHtml, type Parts, toHtml, topHeading, type Wants } from "./to-html.ts";
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

export const render = (text: string, parts: Parts, around: Frame, highest?: number): Rendered =>
  nodesOf(text, around, () => toHtml(text, parts, highest));

/** The same of a message of the student's own. */
export const renderOwn = (text: string, parts: Parts, around: Frame): Rendered =>
  nodesOf(text, around, () => ownToHtml(text, parts));

/** A text that can't be taken apart is shown as it is. */
const nodesOf = (text: string, around: Frame, make: () => ReturnType<typeof toHtml>): Rendered => {
  try {
    const { html, wants } = make();
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
