/** Takes a calendar file apart, so that it can be read event by event however long it is. */

export interface Blocks {
  /** The calendar's own lines. */
  head: string[];
  zones: string[];
  events: string[];
}

/** Lines between two pauses. */
const SLICE = 20_000;

/** The components of a file, each as its text. Null for what is no calendar, or is cut off. Yields now and then. */
export function* blocksOf(text: string): Generator<undefined, Blocks | null> {
  const blocks: Blocks = { head: [], zones: [], events: [] };
  let begun = false;
  let ended = false;
  let inside: { name: string; lines: string[] } | null = null;
  let count = 0;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length;) {
    const next = text.indexOf("\n", at);
    const end = next === -1 ? text.length : next;
    const line = text.slice(at, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    at = end + 1;
    if (++count % SLICE === 0) yield;
    const name = /^(?:BEGIN|END):([A-Z-]+)\s*$/i.exec(line)?.[1]?.toUpperCase();
    const begins = name !== undefined && line[0]?.toUpperCase() === "B";
    if (inside) {
      inside.lines.push(line);
      if (name !== inside.name || begins) continue;
      if (name === "VEVENT") blocks.events.push(inside.lines.join("\r\n"));
      if (name === "VTIMEZONE") blocks.zones.push(inside.lines.join("\r\n"));
      inside = null;
    } else if (name === "VCALENDAR") {
      begun ||= begins;
      ended = !begins;
    } else if (begins && begun) inside = { name, lines: [line] };
    else if (begun) blocks.head.push(line);
    else if (line.trim() !== "") return null;
  }
  return begun && ended && inside === null ? blocks : null;
}
