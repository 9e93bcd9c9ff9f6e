/** What may be shown of a message: an allow-list of elements, attributes, classes and addresses, and nothing else. */
import DOMPurify, { type Config, type WindowLike } from "dompurify";

const TEXT = [
  ..."p br hr h3 h4 h5 h6 blockquote ul ol li pre code".split(" "),
  ..."strong em del sub sup kbd mark span a".split(" "),
  ..."table thead tbody tr th td".split(" "),
];

/** What Temml makes, without what holds other content (`semantics`, `annotation-xml`), leads somewhere (`a`, `mglyph`) or acts. */
const MATHS = [
  ..."math mrow mi mn mo mtext mspace ms mstyle mphantom mpadded menclose".split(" "),
  ..."mfrac msqrt mroot msub msup msubsup munder mover munderover".split(" "),
  ..."mmultiscripts mprescripts mtable mtr mtd".split(" "),
];

const TEXT_ATTRIBUTES = ["href", "title", "start", "align", "class"];

const MATHS_ATTRIBUTES = [
  ..."display displaystyle scriptlevel mathvariant mathsize".split(" "),
  ..."fence form separator stretchy symmetric largeop movablelimits lspace rspace".split(" "),
  ..."minsize maxsize width height depth voffset linethickness".split(" "),
  ..."accent accentunder notation columnalign rowspan columnspan".split(" "),
];

/** Where a link may lead: to an absolute address of the web, or to a letter. */
const ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/** Ours, and those of Temml and highlight.js: any other could dress a message up as a part of the app. */
const CLASS =
  /^(?:md-(?:task|tex|maths|display|bt|bb|bl|br|boxed)|language-[\w+#.-]{1,20}|hljs-[\w-]+|(?:tml|chr|wbk)-[\w-]+|mathcal|mathscr|prime-pad|upstrike|downstrike|sout)$/;

const CONFIG = {
  ALLOWED_TAGS: [...TEXT, ...MATHS],
  ALLOWED_ATTR: [...TEXT_ATTRIBUTES, ...MATHS_ATTRIBUTES],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: ADDRESS,
  // All but the addresses.
  ADD_URI_SAFE_ATTR: [...TEXT_ATTRIBUTES, ...MATHS_ATTRIBUTES].filter((name) => name !== "href"),
  // Nodes, not text: what was cleaned is not parsed a second time, which is where mutations of it come from.
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

/** Makes of any HTML what may be shown of it. */
export type Cleaner = (html: string) => DocumentFragment;

/** One for a window; a second one in the same window would need a second policy of Trusted Types. */
export const createCleaner = (window: WindowLike): Cleaner => {
  const purify = DOMPurify(window);
  purify.addHook("uponSanitizeAttribute", (_node, data) => {
    if (data.attrName !== "class") return;
    data.attrValue = data.attrValue
      .split(/\s+/)
      .filter((name) => CLASS.test(name))
      .join(" ");
    data.keepAttr = data.attrValue !== "";
  });
  return (html) => purify.sanitize(html, CONFIG);
};
