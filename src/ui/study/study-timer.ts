import { type ReadonlySignal, signal } from "@preact/signals";
import { parseTimer, type StudyTimer, timerText } from "../../model/study/timer.ts";
import { followOnDevice, keepOnDevice, readFromDevice } from "../kept-on-device.ts";

/** The one timer of this device: kept through a reload, and the same in all tabs. */
const timer = signal<StudyTimer | null>(parseTimer(readFromDevice("study-timer"), Date.now()));

export const studyTimer: ReadonlySignal<StudyTimer | null> = timer;

export const setStudyTimer = (next: StudyTimer | null): void => {
  timer.value = next;
  keepOnDevice("study-timer", next && timerText(next));
};

followOnDevice("study-timer", (value) => {
  timer.value = parseTimer(value, Date.now());
});
