import { effect, type Signal, signal } from "@preact/signals";
import type { EventInput } from "../../model/event-input.ts";
import { dateOf, isWallTime } from "../../model/civil.ts";
import { moveRepeatDays } from "../../model/recurrence/repeat-input.ts";
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

/** What the student typed; a moved start takes the end with it. */
export const typed = (editor: OpenEditor, change: Partial<EventInput>): OpenEditor => {
  const moves = change.startDate !== undefined || change.startTime !== undefined;
  const input = moves
    ? moveStart(editor.input, editor.from, change)
    : { ...editor.input, ...change };
  const start = startOf(input);
  if (!isWallTime(start)) return { ...editor, input };
  const repeatDays = moves
    ? moveRepeatDays(input, dateOf(editor.from), input.startDate)
    : input.repeatDays;
  return { ...editor, input: { ...input, repeatDays }, from: start };
};

/** The event changed in the store while it was open. */
export const followed = (editor: OpenEditor, row: OpenedRow): OpenEditor => {
  const { base, input, clashes } = rebase(editor.base, editor.input, inputOf(row));
  const all = [...new Set([...editor.clashes, ...clashes])];
  return typed({ ...editor, row, base, input, clashes: all }, {});
};

/** Settles a clash: with what the student typed, or with what the other device left. */
export const settled = (
  editor: OpenEditor,
  group: InputGroup,
  keep: "this" | "other",
): OpenEditor => {
  const input = keep === "this" ? editor.input : withGroup(editor.input, editor.base, group);
  const clashes = editor.clashes.filter((one) => one !== group);
  return typed({ ...editor, input, clashes }, {});
};
