import type { Signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateOf } from "../../model/civil.ts";
import { parseEvent } from "../../model/event-input.ts";
import { deleteEvent, getEvent } from "../../store/events.ts";
import type { Store } from "../../store/store.ts";
import { writeProblem } from "../../store/write-problem.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { useLive } from "../use-live.ts";
import { offerRestore } from "./deleted-toast.ts";
import { EventFields } from "./event-fields.tsx";
import { checkInput, firstProblem } from "./event-problems.ts";
import { EventNotices } from "./event-notices.tsx";
import { followed, type OpenEditor, settled, typed } from "./open-editor.ts";
import { saveEvent } from "./save-event.ts";

/** How the editor was left. */
export type EditorOutcome =
  | { kind: "cancelled" | "deleted" }
  | { kind: "saved"; id: string; date: string };

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
  const problems = tries > 0 ? checkInput(input) : {};
  const gone = useFollow(store, editor, row?.id);

  useEffect(() => {
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
  const save = () => {
    const parsed = parseEvent(input);
    if (!parsed.ok) return setTries(tries + 1);
    return attempt(
      async () => ({
        kind: "saved",
        id: await saveEvent(store, row, parsed.fields),
        date: dateOf(parsed.fields.starts_at),
      }),
      (error) => text.notSaved[writeProblem(error)],
    );
  };
  const remove = (id: string) =>
    attempt(
      async () => {
        await deleteEvent(store, id);
        offerRestore(store, id);
        return { kind: "deleted" };
      },
      () => text.notDeleted,
    );

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
        deletedMeanwhile={gone}
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
            <Button class="event-delete" icon="trash" onClick={() => void remove(row.id)}>
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

/** Brings the form up to what other tabs and devices do to the event meanwhile. Returns whether it has been deleted. */
const useFollow = (
  store: Store,
  editor: Signal<OpenEditor | null>,
  id: string | undefined,
): boolean => {
  const live = useLive(
    async () => (id === undefined ? null : { row: await getEvent(store.db, id) }),
    [store, id],
  );
  useEffect(() => {
    const current = editor.peek();
    if (live?.row && current?.row?.id === live.row.id) editor.value = followed(current, live.row);
  }, [live]);
  return live ? (live.row?.deleted ?? true) : false;
};
