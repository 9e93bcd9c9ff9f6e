/** The elements and attributes that a message may consist of, told anew and not read from the app, so that a widened list is noticed. */

const ELEMENTS = new Set(
  [
    "p br hr h3 h4 h5 h6 blockquote ul ol li pre code strong em del sub sup kbd mark span a",
    "table thead tbody tr th td",
    "math mrow mi mn mo mtext mspace ms mstyle mphantom mpadded menclose mfrac msqrt mroot",
    "msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd",
    // What the app puts around code and tables.
    "div button",
  ]
    .join(" ")
    .split(" "),
);

const ATTRIBUTES = new Set(
  [
    "class title start align",
    "display displaystyle scriptlevel mathvariant mathsize fence form separator stretchy symmetric largeop",
    "movablelimits lspace rspace minsize maxsize width height depth voffset linethickness accent accentunder",
    "notation columnalign rowspan columnspan",
  ]
    .join(" ")
    .split(" "),
);

/** Of the app's own elements, with the values that they may have. */
const OWN: Readonly<Record<string, RegExp>> = {
  target: /^_blank$/,
  rel: /^noopener noreferrer$/,
  type: /^button$/,
  role: /^group$/,
  "aria-label": /^.{1,20}$/,
  "data-scroller": /^$/,
  tabindex: /^(?:0|-1)$/,
  href: /^(?:https?:\/\/[^@]*|mailto:.*)$/s,
};

const CLASSES =
  /^(?:(?:md|tml|chr|wbk|hljs|language)-\S+|mathcal|mathscr|prime-pad|upstrike|downstrike|sout|button|button-quiet)$/;

const NAMESPACES = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"];

/** An element as it stands in a page. */
export interface Described {
  name: string;
  namespace: string | null;
  attributes: [name: string, value: string][];
}

/** All that is within the given places. Runs in a page too: it needs nothing from outside. */
export const describeWithin = (places: Iterable<Element>): Described[] =>
  [...places].flatMap((place) =>
    [...place.querySelectorAll("*")].map((element) => ({
      name: element.localName,
      namespace: element.namespaceURI,
      attributes: [...element.attributes].map(({ name, value }): [string, string] => [name, value]),
    })),
  );

/** Whatever of it may not be. */
export const strangersAmong = (elements: readonly Described[]): string[] => {
  const found: string[] = [];
  for (const { name, namespace, attributes } of elements) {
    if (!ELEMENTS.has(name) || !NAMESPACES.includes(namespace ?? "")) found.push(`<${name}>`);
    for (const [attribute, value] of attributes) {
      const own = OWN[attribute];
      if (own ? !own.test(value) : !ATTRIBUTES.has(attribute))
        found.push(`${name} ${attribute}=${value}`);
      if (attribute === "class")
        for (const one of value.split(/\s+/)) if (!CLASSES.test(one)) found.push(`${name}.${one}`);
    }
  }
  return found;
};
