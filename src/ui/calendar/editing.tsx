/** All that changes the calendar: the editor, moving, files. It is loaded once the events are in view, or when it is asked for. */
import type { RefObject } from "preact";
import { useLocation } from "preact-iso/router";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { dateOf } from "../../model/civil.ts";
import type { Store } from "../../store/store.ts";
import { firstRange } from "./agenda-range.ts";
import { CalendarFiles } from "./calendar-files.tsx";
import { EventEditor } from "./event-editor.tsx";
import type { EditorOutcome } from "./event-form-view.tsx";
import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";
import { landing } from "./landing.ts";
import { linkedEvent, type NotLinked } from "./linked-event.ts";
import { followSwipe } from "./moving/follow-swipe.ts";
import { MovingLayer } from "./moving/moving-layer.tsx";
import { deviceZone } from "../../model/device-zone.ts";
import { editExisting, editFilled, editNew, editorOf } from "./open-editor.ts";
import { isInPeriod } from "./period.ts";
import { QuickAdd } from "./quick-add/quick-add.tsx";
import type { ShownPlace } from "./use-place.ts";
import { wanted } from "./wanted.ts";
import { firstWeekday } from "./week-start.ts";
import "./print.css";

export interface EditingProps {
  store: Store;
  root: RefObject<HTMLElement | null>;
  shown: ShownPlace;
  refused: ReadonlyMap<string, { entry: number }>;
  /** Asked for the next period, or with -1 for the one before. */
  onStep: (by: 1 | -1) => void;
  /** When a new event would begin, as a wall time. */
  suggested: () => string;
}

export const Editing = ({ store, root, shown, refused, onStep, suggested }: EditingProps) => {
  const { place, view, date, today, go } = shown;
  const { route } = useLocation();
  const editor = editorOf(store);
  const [quick, setQuick] = useState(false);
  const asked = wanted.value;
  // Before the next key, which is for the editor.
  useLayoutEffect(() => {
    if (!asked) return;
    wanted.value = null;
    if (editor.peek() !== null) return;
    if (asked.kind === "quick") return setQuick(true);
    editor.value =
      asked.kind === "open" ? editExisting(asked.row) : editNew(asked.start, deviceZone());
  }, [asked]);

  useEffect(() => {
    if (!place.event) return;
    // The address opens it once, and not again on the way back.
    go({ event: null }, true);
    linkedEvent(store.db, place.event).then(
      (row) => {
        if (typeof row === "string") tellNotLinked(row, () => route("/sync"));
        else wanted.value = { kind: "open", row };
      },
      (error: unknown) => {
        console.error(error);
        tellNotLinked("failed");
      },
    );
  }, [place.event]);

  const show = (day: string, isNew = place.isNew): void => {
    if (!isInPeriod(view, date, day, firstWeekday))
      go({ date: day === today ? null : day, isNew: false }, isNew);
    else if (isNew) go({ isNew: false }, true);
  };

  // Where the focus goes once the dialog has closed and given it back.
  const outcome = useRef<EditorOutcome | null>(null);
  const isOpen = editor.value !== null;
  useLayoutEffect(() => {
    const left = outcome.current;
    if (isOpen || !left) return;
    outcome.current = null;
    if (left.kind === "saved") landing.value = left.key;
    else if (left.kind === "deleted") root.current?.querySelector("h1")?.focus();
  }, [isOpen]);
  const done = (left: EditorOutcome) => {
    outcome.current = left;
    editor.value = null;
    show(left.kind === "saved" ? left.date : date);
  };

  const step = useRef(onStep);
  step.current = onStep;
  useEffect(
    () => (root.current ? followSwipe(root.current, (by) => step.current(by)) : undefined),
    [],
  );

  return (
    <>
      {/* Before the editor, so that it has closed when that opens. */}
      <QuickAdd
        store={store}
        open={quick}
        onOpen={() => setQuick(true)}
        onClose={() => setQuick(false)}
        suggested={suggested}
        onAdded={({ key, date: day }) => {
          show(day);
          landing.value = key;
        }}
        onEdit={(input) => {
          editor.value = editFilled(input, suggested());
        }}
      />
      <CalendarFiles />
      <EventEditor store={store} editor={editor} refused={refused} onDone={done} />
      <MovingLayer
        store={store}
        root={root}
        hasPlaces={view !== "agenda"}
        onStep={onStep}
        onShow={(day) => {
          const isBeyond = view === "agenda" && day >= firstRange(date).to;
          if (isBeyond || !isInPeriod(view, date, day, firstWeekday))
            go({ date: dateOf(day) }, true);
        }}
      />
    </>
  );
};

/** Says why an address opened no event, and of one that was deleted where it can be restored. */
const tellNotLinked = (why: NotLinked | "failed", toDeleted?: () => void): void => {
  const { linked } = words.peek().calendar;
  showToast({
    text: linked[why],
    stays: true,
    ...(why === "deleted" && toDeleted
      ? { action: { label: linked.toDeleted, run: toDeleted } }
      : {}),
  });
};
