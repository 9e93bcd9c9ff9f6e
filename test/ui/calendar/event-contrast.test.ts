import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ATHROS } from "../../../src/model/athros.ts";
import { colourOf, contrast, type Scheme, tokensOf } from "../support/colour.ts";

const read = (path: string): string =>
  readFileSync(new URL(`../../../src/ui/${path}`, import.meta.url), "utf8");

const shared = tokensOf(read("tokens.css"));
const plain = /\.event-plain \{([^}]+)\}/.exec(read("calendar/event-block.css"))?.[1];
if (plain === undefined) throw new Error("event-block.css has no .event-plain");
/** An event without an Athro has its own values of the event tokens. */
const neutral = new Map([...shared, ...tokensOf(plain)]);

const looks: readonly (readonly [string, ReadonlyMap<string, string>, number])[] = [
  ["no Athro", neutral, 0],
  ...ATHROS.map(({ name, hue }) => [name, shared, hue] as const),
];

const TEXT = 4.5;
const MARKS = 3;
/** Title and times on what each kind is filled with: lesson, assignment and other; the stripe of revision; exam; break. */
const READ = [
  ["--event-ink", "--event"],
  ["--event-ink", "--event-stripe"],
  ["--on-event-solid", "--event-solid"],
  ["--event-ink", "--surface"],
] as const;
/** What tells an event from the grid: its edge, which goes all around a break. */
const SEEN = [
  ["--event-edge", "--paper"],
  ["--event-edge", "--surface"],
] as const;

describe.each<Scheme>(["light", "dark"])("in the %s theme", (scheme) => {
  test.each(looks)("events of %s can be read and seen", (_, tokens, hue) => {
    const ratio = ([one, other]: readonly [string, string]) =>
      contrast(colourOf(tokens, one, scheme, hue), colourOf(tokens, other, scheme, hue));
    const faint = [
      ...READ.filter((pair) => ratio(pair) < TEXT),
      ...SEEN.filter((pair) => ratio(pair) < MARKS),
    ];
    expect(faint).toEqual([]);
  });
});
