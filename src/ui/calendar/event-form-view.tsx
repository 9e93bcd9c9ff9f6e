import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { EventFields as Fields } from "../../model/event-input.ts";
import { deleteEvent, restoreEvent } from "../../store/events.ts";
import { deleteFromSeries, type SeriesScope } from "../../store/series.ts";
import type { Store } from "../../store/store.ts";
import { writeProblem } from "../../store/write-problem.ts";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { Menu } from "../kit/menu.tsx";
import { StartRevision } from "../study/start-revision.tsx";
import { CancelledTimes } from "./cancelled-times.tsx";
import { EventFields } from "./event-fields.tsx";
import { checkInput, firstProblem } from "./event-problems.ts";
import { EventNotices } from "./event-notices.tsx";
import {
  isChanged,
  type OpenedRow,
  type OpenEditor,
  parseEdited,
  settled,
  typed,
} from "./open-editor.ts";
import { saveCalendar } from "./save-calendar.ts";
import { changesOf, isOfOne, saveEvent, scopesOf } from "./save-event.ts";
import { type ScopeAsked, ScopeQuestion } from "./scope-question.tsx";
import { offerUndo } from "./undo-toast.ts";
import { useFollow } from "./use-follow.ts";

/** How the editor was left. */
export type EditorOutcome =
  | { kind: "cancelled" | "deleted" }
  | { kind: "saved"; key: string; date: string };

interface EventFormViewProps {
  store: Store;
  editor: Signal<OpenEditor | null>;
  open: OpenEditor;
  refusedEntry: number | undefined;
  onCancel: () => void;
  onDone: (outcome: EditorOutcome) => void;
}

/** The editor's form. Whatever goes wrong, it stays open with what was typed. */
export const EventFormView = (props: EventFormViewProps) => {
  const { store, editor, open, refusedEntry, onCancel, onDone } = props;
  const { row, input } = open;
  const { editor: text } = words.value.calendar;
  const [tries, setTries] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // Problems are told from the first attempt on, and go as soon as they are mended.
  const parsed = parseEdited(open);
  const problems = tries > 0 ? checkInput(input, parsed) : {};
  const [asked, setAsked] = useState<(ScopeAsked & { fields?: Fields }) | null>(null);
  const gone = useFollow(store, editor, row);
  const changes = row && parsed.ok ? changesOf(row, parsed.fields) : {};

  // Before the next key.
  useLayoutEffect(() => {
    const first = tries > 0 ? firstProblem(problems) : null;
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }, [tries]);

  const attempt = async (write: () => Promise<EditorOutcome>, tell: (error: unknown) => string) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      onDone(await write());
    } catch (error) {
      console.error(error);
      setFailure(tell(error));
      setBusy(false);
    }
  };
  const write = (fields: Fields, scope?: SeriesScope) =>
    attempt(
      async () => {
        const { calendar } = words.value;
        const { key, date, outside, undo } = await saveEvent(store, row, fields, scope);
        const said = row ? calendar.saved : calendar.added;
        offerUndo(outside > 0 ? `${said} ${calendar.scope.outside(outside)}` : said, undo);
        return { kind: "saved", key, date };
      },
      (error) => text.notSaved[writeProblem(error)],
    );
  const save = () => {
    if (!parsed.ok) return setTries(tries + 1);
    const scopes = row ? scopesOf(row, changes) : [];
    // What was deleted meanwhile is kept by itself, where it can be.
    const isAsked = scopes.length > 1 && !(gone && isOfOne(changes));
    if (isAsked) return setAsked({ what: "save", scopes, fields: parsed.fields });
    return write(parsed.fields);
  };
  const remove = (row: OpenedRow, scope: SeriesScope = "all") =>
    attempt(
      async () => {
        const { id, original } = row;
        if (original) {
          const undo = await deleteFromSeries(store, { id, original }, scope);
          offerUndo(words.value.calendar.scope.deleted[scope], undo);
        } else {
          await deleteEvent(store, id);
          offerUndo(words.value.calendar.deleted, () => restoreEvent(store, id));
        }
        return { kind: "deleted" };
      },
      () => text.notDeleted,
    );
  const askToRemove = (row: OpenedRow) => {
    if (!row.original) return void remove(row);
    const scopes: SeriesScope[] = row.first ? ["this", "all"] : ["this", "following", "all"];
    return setAsked({ what: "delete", scopes });
  };
  const chosen = (scope: SeriesScope) => {
    setAsked(null);
    if (asked?.fields) void write(asked.fields, scope);
    else if (row) void remove(row, scope);
  };

  return (
    <form
      ref={form}
      class="event-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <EventNotices
        store={store}
        open={open}
        refusedEntry={refusedEntry}
        gone={!gone ? null : gone === "all" && row?.original && isOfOne(changes) ? "all" : "this"}
        onFail={setFailure}
        onSettle={(group, keep) => {
          editor.value = settled(open, group, keep);
        }}
      />
      <EventFields
        input={input}
        problems={problems}
        onType={(change) => {
          const current = editor.peek();
          if (current) editor.value = typed(current, change);
        }}
      />
      {row && !gone && row.kind !== "break" && (
        <div class="event-row">
          <StartRevision
            store={store}
            event={row}
            onBegin={() => {
              // What was typed stays in the editor, for when the student is back.
              if (!isChanged(open)) onCancel();
            }}
          />
          {row.kind === "exam" && (
            <ButtonLink href="/plan" onClick={() => !isChanged(open) && onCancel()}>
              {words.value.calendar.planRevision}
            </ButtonLink>
          )}
        </div>
      )}
      {row?.original && gone !== "all" && (
        <CancelledTimes store={store} id={row.id} onFail={setFailure} />
      )}
      <ScopeQuestion asked={asked} onChoose={chosen} onCancel={() => setAsked(null)} />
      <div class="event-foot">
        <p class="event-failure" role="alert">
          {failure && (
            <>
              <Icon name="alert" />
              {failure}
            </>
          )}
        </p>
        <div class="dialog-actions">
          {row && !gone && (
            <Menu
              label={text.more}
              items={[
                {
                  label: words.value.calendar.ics.export,
                  icon: "download",
                  onPress: () =>
                    void saveCalendar(store, [row.id]).catch((error: unknown) => {
                      console.error(error);
                      setFailure(words.value.calendar.ics.notSaved);
                    }),
                },
              ]}
            />
          )}
          {row && !gone && (
            <Button
              variant="remove"
              class="event-delete"
              icon="trash"
              onClick={() => askToRemove(row)}
            >
              {text.delete}
            </Button>
          )}
          <Button onClick={onCancel}>{text.cancel}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {text.save}
          </Button>
        </div>
      </div>
    </form>
  );
};
