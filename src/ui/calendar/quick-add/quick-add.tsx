import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { dateOf } from "../../../model/civil.ts";
import { type EventInput, parseEvent } from "../../../model/event-input.ts";
import type { QuickEvent } from "../../../model/quick-add/quick-event.ts";
import type { Store } from "../../../store/store.ts";
import { writeProblem } from "../../../store/write-problem.ts";
import { language, words } from "../../i18n/language.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { TextField } from "../../kit/field.tsx";
import { newInput } from "../event-form.ts";
import { deviceZone } from "../../../model/device-zone.ts";
import { now, todayOf } from "../now.ts";
import { type Saved, saveEvent } from "../save-event.ts";
import { offerUndo } from "../undo-toast.ts";
import { previewOf, whenOf } from "./preview.ts";
import "./quick-add.css";

interface QuickAddProps {
  store: Store;
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
  /** When a new event would begin, as a wall time. */
  suggested: () => string;
  onAdded: (saved: Saved) => void;
  onEdit: (input: EventInput) => void;
}

type Reader = typeof import("./read.optional.ts").read;

/** What was typed and not added. It outlives the dialog, which one key closes. */
const typed = signal("");

const TEXT_MAX = 400;
/** A preview that changes with every key is read out only when the keys rest, ms. */
const REST_MS = 900;

/** Adds an event by a line of text. Nothing is added but what the preview shows; Enter that comes before there is one waits for it. */
export const QuickAdd = (props: QuickAddProps) => {
  const { store, open, onOpen, onClose, suggested, onAdded, onEdit } = props;
  const { quick } = words.value;
  // What follows waits until the dialog has closed and given the focus back; the next key does not come between.
  const next = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    if (open) return;
    next.current?.();
    next.current = null;
  }, [open]);
  const closeFor = (then: () => void) => {
    typed.value = "";
    next.current = then;
    onClose();
  };
  return (
    <>
      <Button
        variant="quiet"
        class="quick-open"
        icon="plus"
        aria-keyshortcuts="Alt+Q"
        onClick={onOpen}
      >
        {quick.open}
      </Button>
      <Dialog open={open} title={quick.title} onClose={onClose} class="quick-dialog">
        <QuickForm
          store={store}
          start={suggested()}
          onCancel={onClose}
          onAdded={(saved) => closeFor(() => onAdded(saved))}
          onEdit={(input) => closeFor(() => onEdit(input))}
        />
      </Dialog>
    </>
  );
};

interface FormProps extends Pick<QuickAddProps, "store" | "onAdded" | "onEdit"> {
  start: string;
  onCancel: () => void;
}

const QuickForm = ({ store, start, onAdded, onEdit, onCancel }: FormProps) => {
  const { calendar, planner, quick, shell } = words.value;
  const read = useReader();
  const text = typed.value;
  const event = useUnderstood(read, text, start);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** For what Enter was pressed before it could be understood; what is typed after that takes it back. */
  const [entered, setEntered] = useState<string | null>(null);
  const isMissing = read === "missing";
  const today = todayOf(now.value);

  const edit = () =>
    onEdit(event?.input ?? { ...newInput(start, deviceZone()), title: text.trim() });
  const add = async () => {
    // Nothing is understood yet, or there is no title.
    if (busy || !event) return;
    const parsed = parseEvent(event.input);
    if (!event.whole || !parsed.ok) return edit();
    setBusy(true);
    setFailure(null);
    try {
      const saved = await saveEvent(store, null, parsed.fields);
      const when = whenOf({ calendar, planner, quick }, language.value, event, today);
      offerUndo(quick.added(parsed.fields.title, when), saved.undo);
      onAdded(saved);
    } catch (error) {
      console.error(error);
      setFailure(quick.failed[writeProblem(error)]);
      setBusy(false);
    }
  };
  const submit = () => {
    if (text.trim() === "") return;
    if (read === null) setEntered(text);
    else if (isMissing) edit();
    else void add();
  };
  useLayoutEffect(() => {
    if (read === null || entered === null) return;
    setEntered(null);
    submit();
  }, [read]);
  const lines = event ? previewOf({ calendar, planner, quick }, language.value, event, today) : [];
  return (
    <form
      class="quick-form"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        submit();
      }}
    >
      <TextField
        label={quick.field}
        hint={quick.hint}
        value={text}
        maxlength={TEXT_MAX}
        autocomplete="off"
        enterkeyhint="done"
        onInput={(value) => {
          typed.value = value;
          setEntered(null);
        }}
      />
      <div class="quick-preview">
        {isMissing ? (
          <p role="alert">{quick.missing}</p>
        ) : text.trim() === "" ? null : !event ? (
          <p>{quick.loading}</p>
        ) : (
          <>
            <dl aria-label={quick.preview}>
              {lines.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {event.input.title === "" && <p>{quick.noTitle}</p>}
          </>
        )}
      </div>
      <Rested text={lines.map(({ name, value }) => `${name}: ${value}`).join(". ")} />
      <p class="event-failure" role="alert">
        {failure}
      </p>
      <div class="dialog-actions">
        <Button onClick={onCancel}>{shell.cancel}</Button>
        <Button onClick={edit}>{quick.edit}</Button>
        {!isMissing && (
          <Button variant="primary" type="submit" busy={busy || entered !== null}>
            {quick.add}
          </Button>
        )}
      </div>
    </form>
  );
};

/** Tells what changed once it has stood for a while. */
const Rested = ({ text }: { text: string }) => {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="quick-said" aria-live="polite">
      {said}
    </p>
  );
};

/** Null while it is on its way. */
const useReader = (): Reader | "missing" | null => {
  const [reader, setReader] = useState<Reader | "missing" | null>(null);
  const left = useRef(false);
  useEffect(() => {
    import("./read.optional.ts").then(
      ({ read }) => {
        if (!left.current) setReader(() => read);
      },
      () => {
        if (!left.current) setReader("missing");
      },
    );
    return () => {
      left.current = true;
    };
  }, []);
  return reader;
};

/** What a text means, as seen when the dialog opened or the text changed. */
const useUnderstood = (
  read: Reader | "missing" | null,
  text: string,
  start: string,
): QuickEvent | null => {
  const spoken = language.value;
  return useMemo(() => {
    if (typeof read !== "function" || text.trim() === "") return null;
    // A text without a day means the one that a new event would be on.
    const at = now.peek();
    return read(text, spoken, { now: at, zone: deviceZone(), on: dateOf(start) });
  }, [read, text, spoken, start]);
};
