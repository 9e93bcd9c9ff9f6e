/** Colours as tokens.css writes them, and the contrast between two of them as WCAG 2 measures it. */

export type Scheme = "light" | "dark";

type Rgb = readonly [r: number, g: number, b: number];

const PAIR = /^light-dark\((.+), (oklch\(.+\))\)$/;
const OKLCH = /^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/;

/** The custom properties of a stylesheet, as written. */
export const tokensOf = (css: string): ReadonlyMap<string, string> =>
  new Map(
    [...css.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll(/\s+/g, " ").trim(),
    ]),
  );

/** A token's colour in linear sRGB. `hue` stands in for `var(--hue)`. Throws if it is no plain colour. */
export const colourOf = (
  tokens: ReadonlyMap<string, string>,
  name: string,
  scheme: Scheme,
  hue = 0,
): Rgb => {
  const written = tokens.get(name);
  if (written === undefined) throw new Error(`no token ${name}`);
  const alias = /^var\((--[\w-]+)\)$/.exec(written)?.[1];
  if (alias) return colourOf(tokens, alias, scheme, hue);
  const pair = PAIR.exec(written);
  const one = pair ? pair[scheme === "light" ? 1 : 2] : written;
  const match = OKLCH.exec((one ?? "").replace("var(--hue)", String(hue)));
  if (!match) throw new Error(`${name} is no plain colour: ${written}`);
  return linear(Number(match[1]) / 100, Number(match[2]), Number(match[3]));
};

const clip = (value: number): number => Math.min(1, Math.max(0, value));

/** As a screen shows it: eight bits a channel. */
const shown = (light: number): number => {
  const value = clip(light);
  const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  const byte = Math.round(encoded * 255) / 255;
  return byte <= 0.04045 ? byte / 12.92 : ((byte + 0.055) / 1.055) ** 2.4;
};

/** OKLCH to linear sRGB, clipped to the gamut. */
const linear = (lightness: number, chroma: number, hue: number): Rgb => {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    shown(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
};

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** From 1 to 21. */
export const contrast = (one: Rgb, other: Rgb): number => {
  const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};
