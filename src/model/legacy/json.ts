/** A property of an object's own, whatever its prototype holds; undefined where it has none or `value` is no object. */
export const own = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const EDGES = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;

/** Without ASCII white space at both ends: the same everywhere, unlike `trim`, whose idea of white space is larger. */
export const trimEdges = (text: string): string => text.replace(EDGES, "");

/** Index in UTF-16 units of the code point number `count`, counted from `from`; the text's length where it has no more. */
export const unitsOf = (text: string, count: number, from = 0): number => {
  let at = from;
  for (let left = count; left > 0 && at < text.length; left--)
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
};

/** Whether a text has more code points than `count`. */
export const isLongerThan = (text: string, count: number): boolean =>
  text.length > count && unitsOf(text, count) < text.length;

/** An id as text: the old app made them of a text or of the time. */
export const idOf = (value: unknown): string =>
  typeof value === "string" ? value : Number.isSafeInteger(value) ? String(value) : "";

/** UTF-8 bytes of a value as JSON. */
export const jsonBytes = (value: unknown): number => {
  const written = JSON.stringify(value);
  let bytes = written.length;
  for (let at = 0; at < written.length; at++) {
    const unit = written.charCodeAt(at);
    // Each half of a surrogate pair counts as two of the pair's four bytes.
    if (unit >= 0x800) bytes += unit >= 0xd800 && unit < 0xe000 ? 1 : 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
};
