import { effect, type Signal, signal } from "@preact/signals";
import { type EventInput, parseEvent } from "../../model/event-input.ts";
import { dateOf, isWallTime } from "../../model/civil.ts";
import { moveRepeatDays, ruleOfInput } from "../../model/recurrence/repeat-input.ts";
import { parseRule, withEnd } from "../../model/recurrence/rule.ts";
import type { EventRow } from "../../store/events.ts";
import type { Occurrence } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { inputOf, moveStart, newInput, sameInput, startOf } from "./event-form.ts";
import { type InputGroup, rebase, withGroup } from "./event-rebase.ts";
import { keepEditor, readKeptEditor } from "./kept-editor.ts";
import type { Times } from "./wanted.ts";

/** An event that is there: of one that repeats, the time that was opened. */
export type OpenedRow = EventRow & Partial<Pick<Occurrence, "original" | "first">>;

/** An event being written or changed. */
export interface OpenEditor {
  /** The event as it was last seen; null for a new one. */
  row: OpenedRow | null;
  /** What `input` was before the student changed anything. */
  base: EventInput;
  input: EventInput;
  /** The last start that was complete. */
  from: string;
  clashes: readonly InputGroup[];
}

const editors = new WeakMap<Store, Signal<OpenEditor | null>>();

/**
 * A store's editor. It outlives the screen, so that leaving the calendar by the back button loses nothing that was typed; and the page,
 * so that loading it again (for an update, say) loses nothing either.
 */
export const editorOf = (store: Store): Signal<OpenEditor | null> => {
  const known = editors.get(store);
  if (known) return known;
  const { name } = store.db;
  const editor = signal<OpenEditor | null>(readKeptEditor(name));
  editors.set(store, editor);
  effect(() => {
    const open = editor.value;
    keepEditor(name, open && isChanged(open) ? open : null);
  });
  return editor;
};

const begin = (row: OpenedRow | null, input: EventInput): OpenEditor => ({
  row,
  base: input,
  input,
  from: startOf(input),
  clashes: [],
});

/** For a new event at the given times, or from a wall time on. */
export const editNew = (start: string | Times, zone: string): OpenEditor =>
  begin(null, newInput(start, zone));

/** For a new event that is filled in already: it counts as typed. */
export const editFilled = (input: EventInput, start: string): OpenEditor => ({
  ...begin(null, input),
  base: newInput(start, input.zone),
});

export const editExisting = (row: OpenedRow): OpenEditor => begin(row, inputOf(row));

export const isChanged = ({ base, input }: OpenEditor): boolean => !sameInput(base, input);

/** The weekdays that are ticked of an event that was opened, where its start has come to be on another date. */
const movedDays = ({ base }: OpenEditor, date: string): string =>
  moveRepeatDays(base, base.startDate, date);

/** As `input` would be if the student had left alone how the event repeats; its weekdays go with its start. */
const plainInput = (editor: OpenEditor): EventInput => ({
  ...withGroup(editor.input, editor.base, "repeat"),
  repeatDays: movedDays(editor, dateOf(editor.from)),
});

const keepsRepeat = (editor: OpenEditor): boolean => sameInput(plainInput(editor), editor.input);

/**
 * The event's rule, where it repeats on the days on which it did, or would if it had not gone to another day; with the end that it is given.
 * Null where the student said other days.
 */
const keptRule = (editor: OpenEditor, rrule: string): string | null => {
  if (keepsRepeat(editor)) return rrule;
  const date = dateOf(editor.from);
  const { repeatEnds, repeatUntil, repeatCount } = editor.input;
  const plain = { ...plainInput(editor), repeatEnds, repeatUntil, repeatCount };
  const [was, is] = [ruleOfInput(plain, date), ruleOfInput(editor.input, date)];
  if (!("rrule" in was) || !("rrule" in is) || was.rrule !== is.rrule) return null;
  const [kept, asked] = [parseRule(rrule), parseRule(is.rrule ?? "")];
  const isEnded = asked && (kept?.until !== asked.until || kept?.count !== asked.count);
  return isEnded ? withEnd(rrule, asked) : rrule;
};

const withMovedDays = (editor: OpenEditor): OpenEditor => {
  const repeatDays = movedDays(editor, dateOf(editor.from));
  return { ...editor, input: { ...editor.input, repeatDays } };
};

/** What the student typed; a moved start takes the end with it. */
export const typed = (editor: OpenEditor, change: Partial<EventInput>): OpenEditor => {
  const moves = change.startDate !== undefined || change.startTime !== undefined;
  const input = moves
    ? moveStart(editor.input, editor.from, change)
    : { ...editor.input, ...change };
  const start = startOf(input);
  if (!isWallTime(start)) return { ...editor, input };
  const next = { ...editor, input, from: start };
  if (!moves) return next;
  const date = dateOf(editor.from);
  // Told from the day that it was opened on, since the dates that a typed one goes through may be on weekdays that are ticked.
  if (input.repeatDays === movedDays(editor, date)) return withMovedDays(next);
  return { ...next, input: { ...input, repeatDays: moveRepeatDays(input, date, dateOf(start)) } };
};

/** The event changed in the store while it was open. */
export const followed = (editor: OpenEditor, row: OpenedRow): OpenEditor => {
  const keeps = keepsRepeat(editor);
  const mine = keeps ? withGroup(editor.input, editor.base, "repeat") : editor.input;
  const { base, input, clashes } = rebase(editor.base, mine, inputOf(row));
  const all = [...new Set([...editor.clashes, ...clashes])];
  const next = typed({ ...editor, row, base, input, clashes: all }, {});
  return keeps ? withMovedDays(next) : next;
};

/** Settles a clash: with what the student typed, or with what the other device left. */
export const settled = (
  editor: OpenEditor,
  group: InputGroup,
  keep: "this" | "other",
): OpenEditor => {
  const isOther = keep === "other";
  const keeps = keepsRepeat(editor) || (isOther && group === "repeat");
  const input = isOther ? withGroup(editor.input, editor.base, group) : editor.input;
  const clashes = editor.clashes.filter((one) => one !== group);
  const next = typed({ ...editor, input, clashes }, {});
  return keeps ? withMovedDays(next) : next;
};

/**
 * What the editor holds, as it would be written. A rule that the student left alone is the event's, also where it does not make the time
 * that is open; where more times than that one are changed, it follows them (`changeTimes`).
 */
export const parseEdited = (editor: OpenEditor): ReturnType<typeof parseEvent> => {
  const { row, input } = editor;
  const rrule = row?.rrule && isWallTime(startOf(input)) ? keptRule(editor, row.rrule) : null;
  if (rrule === null) return parseEvent(input);
  const parsed = parseEvent({ ...input, repeats: "none" });
  return parsed.ok ? { ok: true, fields: { ...parsed.fields, rrule } } : parsed;
};
