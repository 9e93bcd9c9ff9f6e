/** Formulas as MathML; loaded when there is one to show. */
import temml from "temml";

/** No length longer than this, in em and in pt: a formula must not make the page larger than what it says. */
const SIZE_MAX: [number, number] = [40, 400];

/** What Temml says by inline styles, which the content policy lets none through, as classes. The lengths are in formulas.css. */
const STYLES: readonly (readonly [style: RegExp, name: string])[] = [
  [/border:\s*1px/, "md-boxed"],
  [/border-top:/, "md-bt"],
  [/border-bottom:/, "md-bb"],
  [/border-left:/, "md-bl"],
  [/border-right:/, "md-br"],
];

const withoutStyles = (mathml: string): string =>
  mathml.replace(/(?: class="([^"<>]*)")? style="([^"<>]*)"/g, (_, named = "", style: string) => {
    const names = STYLES.filter(([pattern]) => pattern.test(style)).map(([, name]) => name);
    const all = [...(named === "" ? [] : [named]), ...names];
    return all.length === 0 ? "" : ` class="${all.join(" ")}"`;
  });

/** MathML of a formula in TeX, or null if it is none that can be shown. It still has to be cleaned. */
export const toMathML = (tex: string, display: boolean): string | null => {
  try {
    return withoutStyles(
      temml.renderToString(tex, {
        displayMode: display,
        throwOnError: true,
        // Nothing that names an address, a class or a style.
        trust: false,
        strict: false,
        maxSize: SIZE_MAX,
        maxExpand: 500,
      }),
    );
  } catch {
    return null;
  }
};
