import { type ReadonlySignal, signal } from "@preact/signals";
import type { ChatArchive, OldChat } from "../../store/archive-chats.ts";
import type { Store } from "../../store/store.ts";
import { writeProblem } from "../../store/write-problem.ts";

export const AGES_IN_MONTHS = [1, 3, 6, 12] as const;
/** As people count: the difference of a day or two matters to no one. */
const MONTH_MS = 30.44 * 86_400_000;

/**
 * Where it stands. `choose`: nothing has been done; `check`: the file was handed to the browser, and the student shows it; `whole`: it was
 * seen to hold everything; `done`: what was seen in it has been removed.
 */
type ArchiveStep =
  | { kind: "choose"; chats: readonly OldChat[] | null }
  | { kind: "check"; archive: ChatArchive; name: string; wrong: boolean }
  | { kind: "whole"; archive: ChatArchive }
  | { kind: "done"; removed: number; changed: number };

export interface ArchiveModel {
  months: ReadonlySignal<number>;
  step: ReadonlySignal<ArchiveStep>;
  busy: ReadonlySignal<boolean>;
  problem: ReadonlySignal<"full" | "unknown" | null>;
  choose(months: number): Promise<void>;
  /** Makes the file and hands it to `save`. Nothing is removed. */
  save(name: (date: number) => string, save: (name: string, blob: Blob) => void): Promise<void>;
  check(file: Blob): Promise<void>;
  remove(): Promise<void>;
}

/** Loaded when it is asked for. */
const load = () => import("../../store/archive-chats.ts");

export const openArchive = (store: Store): ArchiveModel => {
  const months = signal<number>(6);
  const step = signal<ArchiveStep>({ kind: "choose", chats: null });
  const busy = signal(false);
  const problem = signal<"full" | "unknown" | null>(null);

  /** One thing at a time; what fails is told, and leaves everything as it was. */
  const run = async (act: () => Promise<void>): Promise<void> => {
    if (busy.peek()) return;
    busy.value = true;
    problem.value = null;
    try {
      await act();
    } catch (error) {
      console.error(error);
      problem.value = writeProblem(error) === "full" ? "full" : "unknown";
    }
    busy.value = false;
  };

  const choose = (next: number): Promise<void> =>
    run(async () => {
      months.value = next;
      const { oldChats } = await load();
      const chats = await oldChats(store, store.now() - next * MONTH_MS);
      step.value = { kind: "choose", chats };
    });
  void choose(months.peek());

  return {
    months,
    step,
    busy,
    problem,
    choose,
    save: (nameOf, save) =>
      run(async () => {
        const now = step.peek();
        if (now.kind !== "choose" || !now.chats) return;
        const { archiveChats } = await load();
        const ids = now.chats.map(({ id }) => id);
        const archive = await archiveChats(store, ids, store.now());
        const name = nameOf(store.now());
        save(name, archive.blob);
        step.value = { kind: "check", archive, name, wrong: false };
      }),
    check: (file) =>
      run(async () => {
        const now = step.peek();
        if (now.kind !== "check") return;
        const { holdsArchive } = await load();
        const whole = await holdsArchive(now.archive, new Uint8Array(await file.arrayBuffer()));
        step.value = whole ? { kind: "whole", archive: now.archive } : { ...now, wrong: true };
      }),
    remove: () =>
      run(async () => {
        const now = step.peek();
        if (now.kind !== "whole") return;
        const { removeArchived } = await load();
        step.value = { kind: "done", ...(await removeArchived(store, now.archive)) };
      }),
  };
};
