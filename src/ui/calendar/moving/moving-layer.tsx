import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateOf } from "../../../model/civil.ts";
import type { SeriesScope } from "../../../store/series.ts";
import type { Store } from "../../../store/store.ts";
import { writeProblem } from "../../../store/write-problem.ts";
import { language, words } from "../../i18n/language.ts";
import { showToast } from "../../kit/toast.tsx";
import { landing } from "../landing.ts";
import { now, todayOf } from "../now.ts";
import { scopesOf } from "../save-event.ts";
import { type ScopeAsked, ScopeQuestion } from "../scope-question.tsx";
import { offerUndo } from "../undo-toast.ts";
import type { Undo } from "../../../store/undoable.ts";
import { shownRows, type Times, wanted } from "../wanted.ts";
import { followPointer } from "./follow-pointer.ts";
import { lookOf } from "./ghost.ts";
import { gridIn } from "./grid.ts";
import { moveEvent } from "./move-event.ts";
import { sameTimes, stepByKey, stepped } from "./move-times.ts";
import { MovingBar } from "./moving-bar.tsx";
import { type Moving, moving, Session } from "./session.ts";
import { whenWords } from "./when-words.ts";

interface MovingLayerProps {
  store: Store;
  /** The calendar's element, with the grid in it. */
  root: RefObject<HTMLElement | null>;
  /** Whether what is shown can be dragged. */
  hasPlaces: boolean;
  /** Asked for the next period, or with -1 for the one before. */
  onStep: (by: 1 | -1) => void;
  /** Asked to have a date in view. */
  onShow: (date: string) => void;
}

/** Moves events: by pointer wherever they are drawn, by keys once M or Alt and an arrow were pressed on one. */
export const MovingLayer = ({ store, root, hasPlaces, onStep, onShow }: MovingLayerProps) => {
  const session = useRef<Session | null>(null);
  /** What was kept is being written: nothing can be done to it any more but to undo it. */
  const writing = useRef(false);
  const [asked, setAsked] = useState<ScopeAsked | null>(null);
  /** Read out. */
  const [said, setSaid] = useState("");
  const act = useRef({ onStep, onShow });
  act.current = { onStep, onShow };

  const end = (): void => {
    session.current?.end();
    session.current = null;
    moving.value = null;
    setAsked(null);
  };
  /** The keyboard goes back to where it took the event from. */
  const landBack = ({ row, by }: Moving): boolean => {
    if (by !== "keys" || !row) return false;
    landing.value = row.key;
    act.current.onShow(dateOf(row.starts_at));
    return true;
  };
  const cancel = (): void => {
    if (writing.current) return;
    const left = moving.peek();
    end();
    if (left && landBack(left)) setSaid(words.peek().planner.moving.cancelled);
  };
  const write = async (scope?: SeriesScope): Promise<void> => {
    setAsked(null);
    const done = moving.peek();
    if (!done?.row) return end();
    const { planner } = words.peek();
    writing.current = true;
    try {
      const saved = await moveEvent(store, done.row, done.times, scope);
      if (saved) {
        const said = sentence(done, saved.outside);
        if (saved.meanwhile) offerRestore(said, saved.meanwhile, saved.undo);
        else offerUndo(said, saved.undo);
        await isSeen(saved.key, done);
        if (done.by === "keys") landing.value = saved.key;
      } else {
        showToast({ text: planner.moving.gone });
        if (done.by === "keys") root.current?.querySelector("h1")?.focus();
      }
    } catch (error) {
      console.error(error);
      showToast({ text: planner.moving.failed[writeProblem(error)] });
      landBack(done);
    }
    writing.current = false;
    end();
  };
  const drop = (): void => {
    if (writing.current) return;
    const done = moving.peek();
    if (done?.row === null) {
      wanted.value = { kind: "new", start: done.times };
      return end();
    }
    if (!done || sameTimes(done.from, done.times)) return cancel();
    const scopes = scopesOf(done.row, { starts_at: done.times.starts_at });
    if (scopes.length > 0) setAsked({ what: "save", scopes });
    else void write();
  };

  const begin = (block: HTMLElement): void => {
    const row = shownRows.current.get(block.dataset["key"] ?? "");
    const grid = root.current && gridIn(root.current);
    if (!row || !root.current || !grid || moving.peek()) return;
    const look = lookOf(block, row.title || words.peek().calendar.untitled);
    session.current = new Session(root.current, grid, look, {
      by: "keys",
      row,
      part: "whole",
      from: row,
    });
  };
  const step = (event: KeyboardEvent): void => {
    const current = moving.peek();
    const by = current && stepByKey(event, current.grid, current.times);
    if (!by || !session.current) return;
    event.preventDefault();
    if (writing.current) return;
    const times = stepped(current.times, by.part, by.days, by.minutes);
    session.current.times = times;
    setSaid(whenWords(words.peek(), language.peek(), times, todayOf(now.peek())));
    act.current.onShow(dateOf(times.starts_at));
    session.current.scrollIntoView();
  };

  useEffect(() => {
    const { current } = root;
    if (!current) return;
    const endPointer =
      hasPlaces &&
      followPointer(current, {
        onStep: (by) => act.current.onStep(by),
        isWriting: () => writing.current,
        onDrop: (dropped) => {
          session.current = dropped;
          drop();
        },
      });
    const pressed = (event: KeyboardEvent): void => {
      const { target, key, altKey, ctrlKey, shiftKey } = event;
      const block =
        target instanceof HTMLElement ? target.closest<HTMLElement>("[data-key]") : null;
      if (!block || event.metaKey || moving.peek()) return;
      const isArrow = altKey && key.startsWith("Arrow") && (shiftKey || !ctrlKey);
      if (!isArrow && (altKey || ctrlKey || key.toLowerCase() !== "m")) return;
      event.preventDefault();
      event.stopPropagation();
      begin(block);
      if (isArrow) step(event);
    };
    current.addEventListener("keydown", pressed, true);
    return () => {
      if (endPointer) endPointer();
      current.removeEventListener("keydown", pressed, true);
      end();
    };
  }, [store, hasPlaces]);

  return (
    <>
      <MovingBar onKey={step} onKeep={drop} onCancel={cancel} asking={asked !== null} />
      <p class="sr-only" aria-live="polite">
        {said}
      </p>
      <ScopeQuestion asked={asked} onChoose={(scope) => void write(scope)} onCancel={cancel} />
    </>
  );
};

const sentence = ({ part, from, times }: Moving, outside: number): string => {
  const { calendar, planner } = words.peek();
  const when = whenWords(words.peek(), language.peek(), times, todayOf(now.peek()));
  const isMoved =
    part === "whole" && from.starts_at !== times.starts_at && from.ends_at !== times.ends_at;
  const said = isMoved ? planner.moving.moved(when) : planner.moving.resized(when);
  return outside > 0 ? `${said} ${calendar.scope.outside(outside)}` : said;
};

/** Another device gave it other times while it was being moved: what the student did holds, and the other is offered until they have seen it. */
const offerRestore = (said: string, other: Times, restore: Undo): void => {
  const { planner, calendar } = words.peek();
  const when = whenWords(words.peek(), language.peek(), other, todayOf(now.peek()));
  showToast({
    text: `${said} ${planner.moving.meanwhile(when)}`,
    stays: true,
    action: {
      label: planner.moving.restore,
      run: () => {
        restore().catch((error: unknown) => {
          console.error(error);
          offerUndo(calendar.notUndone, restore);
        });
      },
    },
  });
};

/** Frames in which what was written is looked for in the view. */
const FRAMES_MAX = 30;

/** Resolves once the view shows an event at its new time, so that it isn't seen to jump back; or soon, if the view can't. */
const isSeen = async (key: string, { times }: Moving): Promise<void> => {
  for (let frame = 0; frame < FRAMES_MAX; frame++) {
    if (shownRows.current.get(key)?.starts_at === times.starts_at) return;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
};
