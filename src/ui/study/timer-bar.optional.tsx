import { useEffect, useRef, useState } from "preact/hooks";
import { athroOf } from "../../model/athros.ts";
import {
  isPaused,
  leftOf,
  pause,
  prolong,
  resume,
  type StudyTimer,
} from "../../model/study/timer.ts";
import { words } from "../i18n/language.ts";
import { AthroMark, AthroName } from "../kit/athro-mark.tsx";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { setStudyTimer, studyTimer } from "./study-timer.ts";
import { tellTimeIsUp } from "./tell-time-is-up.ts";
import "./timer-bar.css";

/** More time for who isn't done, minutes. */
const MORE_MINUTES = 5;
/** One that was started so short a time ago was started just now, ms. */
const JUST_NOW_MS = 3_000;

/** The timer below every screen while there is one, for whose it is alone. */
export const TimerBar = () => {
  const { store } = useServices();
  const timer = studyTimer.value;
  if (!timer || timer.of !== store.value?.db.name) return null;
  return <Bar timer={timer} />;
};

type Phase = "running" | "paused" | "over";

const Bar = ({ timer }: { timer: StudyTimer }) => {
  const { study } = words.value;
  const left = useLeft(timer);
  const athro = athroOf(timer.athroId);
  const phase: Phase = left === 0 ? "over" : isPaused(timer) ? "paused" : "running";
  const said = useSaid(phase, timer);
  const stop = () => {
    setStudyTimer(null);
    showToast({
      text: study.timer.stopped,
      action: { label: words.value.study.timer.undo, run: () => setStudyTimer(timer) },
    });
  };
  return (
    <section class="timer-bar" aria-label={study.timer.name}>
      <a href={`/athro/${encodeURIComponent(athro.id)}`}>
        <AthroMark athro={athro} size="s" />
        <span class="timer-athro">
          <AthroName athro={athro} />
        </span>
      </a>
      {phase === "over" ? (
        <b class="timer-left">{study.timer.over}</b>
      ) : (
        <span class="timer-left" role="timer">
          {clockOf(left)}{" "}
          <small>{phase === "paused" ? study.timer.paused : study.timer.left}</small>
        </span>
      )}
      <span class="timer-note">{phase === "running" && study.timer.whileOpen}</span>
      {phase === "over" ? (
        <>
          <Button onClick={() => setStudyTimer(prolong(timer, MORE_MINUTES, Date.now()))}>
            {study.timer.more(MORE_MINUTES)}
          </Button>
          <Button onClick={() => setStudyTimer(null)}>{study.timer.done}</Button>
        </>
      ) : (
        <>
          <Button
            onClick={() =>
              setStudyTimer(
                phase === "paused" ? resume(timer, Date.now()) : pause(timer, Date.now()),
              )
            }
          >
            {phase === "paused" ? study.timer.resume : study.timer.pause}
          </Button>
          <Button variant="quiet" onClick={stop}>
            {study.timer.stop}
          </Button>
        </>
      )}
      <p class="sr-only" aria-live="polite">
        {said}
      </p>
    </section>
  );
};

/** Ms left, again each second while somebody looks, and at the end whoever looks. */
const useLeft = (timer: StudyTimer): number => {
  const [at, setAt] = useState(Date.now);
  useEffect(() => {
    let next: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      clearTimeout(next);
      const now = Date.now();
      setAt(now);
      const left = leftOf(timer, now);
      if (left === 0 || isPaused(timer)) return;
      next = setTimeout(tick, document.hidden ? left : left % 1000 || 1000);
    };
    tick();
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(next);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [timer]);
  return leftOf(timer, Math.max(at, 0));
};

/** What a screen reader is told of each change; of the end others are told too. A bar that was there already says nothing. */
const useSaid = (phase: Phase, timer: StudyTimer): string => {
  const [said, setSaid] = useState("");
  const before = useRef<{ phase: Phase; minutes: number } | null>(null);
  useEffect(() => {
    const { timer: texts } = words.peek().study;
    const last = before.current;
    before.current = { phase, minutes: timer.minutes };
    const isNew = leftOf(timer, Date.now()) > timer.minutes * 60_000 - JUST_NOW_MS;
    if (last === null && !(phase === "running" && isNew)) return;
    if (last?.phase === phase && last.minutes === timer.minutes) return;
    if (phase === "over") {
      setSaid(texts.over);
      void tellTimeIsUp(timer.athroId);
    } else if (phase === "paused") setSaid(texts.paused);
    else setSaid(last?.phase === "paused" ? texts.goesOn : texts.started(timer.minutes));
  }, [phase, timer]);
  return said;
};

const two = (n: number): string => String(n).padStart(2, "0");

/** `44:05`, rounded up, so that it is at nothing when it is over. */
const clockOf = (left: number): string => {
  const seconds = Math.ceil(left / 1000);
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
};
