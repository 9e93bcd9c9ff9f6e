/** HTML of Markdown, which still has to be cleaned. HTML in the source is shown as what it is: text. */
import { Marked, type Tokens } from "marked";
import { mathsExtensions } from "./maths-syntax.ts";
import { type OwnPiece, ownPieces } from "./own-pieces.ts";

/** What is loaded when a text needs it. Null until then: code is shown without colours and formulas as they were written. */
export interface Parts {
  maths: ((tex: string, display: boolean) => string | null) | null;
  colours: ((code: string, language: string) => string | null) | null;
}

/** Which of the parts a text would need. */
export interface Wants {
  maths: boolean;
  colours: boolean;
}

/** Elements without attributes that Markdown has no sign for. */
const BARE_TAG = /^<(?:br ?\/?|\/?(?:sub|sup|kbd|mark))>/i;

const escape = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark] ?? "&#39;",
  );

/** An address that a link may lead to, or null. */
const addressOf = (href: string): string | null => {
  if (!URL.canParse(href)) return null;
  const { protocol, username, password, href: address } = new URL(href);
  if (username !== "" || password !== "") return null;
  return ["https:", "http:", "mailto:"].includes(protocol) ? address : null;
};

/** What is being made: marked knows of no argument that its renderers could be given. */
let parts: Parts = { maths: null, colours: null };
let wants: Wants = { maths: false, colours: false };
let top = 1;

const formulaHtml = ({ tex, display }: { tex: string; display: boolean }): string => {
  wants.maths = true;
  const mathml = parts.maths?.(tex, display);
  const shown = mathml ?? `<code class="md-tex">${escape(tex)}</code>`;
  return `<span class="${display ? "md-maths md-display" : "md-maths"}">${shown}</span>`;
};

const codeHtml = (text: string, language: string): string => {
  if (language === "") return `<pre><code>${escape(text)}</code></pre>\n`;
  wants.colours = true;
  const coloured = parts.colours?.(text, language.toLowerCase()) ?? escape(text);
  return `<pre><code class="language-${language}">${coloured}</code></pre>\n`;
};

const marked = new Marked({
  gfm: true,
  // A line of a reply is a line of what is shown.
  breaks: true,
  extensions: mathsExtensions(formulaHtml),
  tokenizer: {
    html: () => undefined,
    tag(text) {
      const raw = BARE_TAG.exec(text)?.[0];
      if (raw === undefined) return undefined;
      return { type: "html", raw, text: raw, block: false, inLink: false, inRawBlock: false };
    },
  },
  renderer: {
    // Of the bare tags alone.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => (BARE_TAG.test(text) ? text : escape(text)),
    heading({ depth, tokens }) {
      // Above them stand the chat's name and the day.
      const level = Math.min(6, Math.max(0, depth - top) + 3);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    code({ text, lang }) {
      return codeHtml(text, /^[\w+#.-]{0,20}/.exec(lang ?? "")?.[0] ?? "");
    },
    link({ href, title, tokens }) {
      const inner = this.parser.parseInline(tokens);
      const address = addressOf(href);
      if (address === null) return inner;
      const about = title ? ` title="${escape(title)}"` : "";
      return `<a href="${escape(address)}"${about}>${inner}</a>`;
    },
    // Nothing is fetched for being read: a picture is a link to it.
    image({ href, text }) {
      const address = addressOf(href);
      const name = escape(text === "" ? href : text);
      return address === null ? name : `<a href="${escape(address)}">${name}</a>`;
    },
    listitem(item) {
      return `<li${item.task ? ' class="md-task"' : ""}>${this.parser.parse(item.tokens)}</li>\n`;
    },
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
});

/** The depth of a text's highest headings, from 1; those in code don't count. */
export const topHeading = (text: string): number => {
  const outside = text.replace(/^ {0,3}(```|~~~)[^]*?(?:^ {0,3}\1|$(?![^]))/gm, "");
  return Math.min(
    6,
    ...[...outside.matchAll(/^ {0,3}(#{1,6})[ \t]/gm)].map(([, marks = ""]) => marks.length),
  );
};

/**
 * `highest` is the depth of the highest headings of all that the text is a part of: they come right below the day's.
 * @throws where the text is nested too deep to be taken apart
 */
export const toHtml = (
  text: string,
  loaded: Parts,
  highest = topHeading(text),
): { html: string; wants: Wants } => {
  parts = loaded;
  top = highest;
  wants = { maths: false, colours: false };
  const html = marked.parse(text, { async: false });
  return { html, wants };
};

/** The blocks that a text is made of, in order; together they are the text, whose lines must end in `\n`. */
export const blocksOf = (text: string): { raw: string; blank: boolean }[] =>
  marked.lexer(text).map(({ raw, type }) => ({ raw, blank: type === "space" }));

/** Of a message of the student's own, which is a text with code and formulas in it. */
export const ownToHtml = (text: string, loaded: Parts): { html: string; wants: Wants } => {
  parts = loaded;
  wants = { maths: false, colours: false };
  let html = "";
  let line = "";
  const endText = () => {
    if (line.trim() !== "") html += `<p>${line}</p>`;
    line = "";
  };
  for (const piece of ownPieces(text)) {
    if (piece.kind !== "block") {
      line += inlineHtml(piece);
      continue;
    }
    endText();
    html += codeHtml(piece.code, piece.language);
  }
  endText();
  return { html, wants };
};

const inlineHtml = (piece: Exclude<OwnPiece, { kind: "block" }>): string => {
  if (piece.kind === "text") return escape(piece.text);
  return piece.kind === "code" ? `<code>${escape(piece.code)}</code>` : formulaHtml(piece);
};
