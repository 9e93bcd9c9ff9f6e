import { batch, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { queryWords } from "../../model/search/words.ts";
import { watch } from "../../store/live.ts";
import { createSearchIndex, type SearchFilter } from "../../store/search-index.ts";
import { type FoundRecord, readFound } from "../../store/search-results.ts";
import type { Store } from "../../store/store.ts";
import { localDate } from "../i18n/dates.ts";

/** How many results are shown at first, and how many more each time. */
const RESULTS_STEP = 30;

interface Found {
  /** The best first. */
  records: readonly FoundRecord[];
  /** How many there are in all, as far as it is known. */
  total: number;
  /** The words to mark. */
  matched: ReadonlySet<string>;
  /** For what they were found. */
  query: string;
  /** Whether all had been read by then. */
  whole: boolean;
}

/** A student's search: what they look for, and what is found as they type and as the store changes. */
export interface Search {
  query: Signal<string>;
  kind: Signal<SearchFilter["kind"]>;
  /** An Athro's id, or empty for all. */
  athro: Signal<string>;
  /** Null while there is nothing to look for, and until the first results are there. */
  found: ReadonlySignal<Found | null>;
  /** How much has been read, 0 to 1. */
  progress: ReadonlySignal<number>;
  /** Whether there is nothing that could be found. */
  empty: ReadonlySignal<boolean>;
  /** Whether something could not be read. */
  incomplete: ReadonlySignal<boolean>;
  more(): void;
  again(): void;
  end(): void;
}

export const createSearch = (store: Store): Search => {
  const query = signal("");
  const kind = signal<SearchFilter["kind"]>("all");
  const athro = signal("");
  const limit = signal(RESULTS_STEP);
  const found = signal<Found | null>(null);
  const progress = signal(0);
  const empty = signal(false);
  const incomplete = signal(false);
  /** Grows when other things may be found. */
  const version = signal(0);
  const index = createSearchIndex(
    store,
    () =>
      batch(() => {
        progress.value = index.progress();
        empty.value = index.isEmpty();
        // While it is being read nobody waits for each page of it.
        if (index.progress() === 1 || version.peek() * STEP <= index.progress()) version.value += 1;
      }),
    (error) => {
      console.error("search: could not read the store", error);
      incomplete.value = true;
    },
  );

  let unwatch: (() => void) | null = null;
  const endLooking = effect(() => {
    void version.value;
    const sought = query.value;
    const filter = { kind: kind.value, athro: athro.value };
    const upTo = limit.value;
    unwatch?.();
    if (queryWords(sought).length === 0) {
      found.value = null;
      return;
    }
    const { hits, total, matched } = index.find(sought, filter, upTo);
    const whole = index.progress() === 1;
    unwatch = watch(
      () => readFound(store.db, hits, localDate(store.now())),
      (records) => {
        const lacking = hits.length - records.length;
        found.value = { records, total: total - lacking, matched, query: sought, whole };
      },
      (error) => {
        console.error("search: could not read what was found", error);
        incomplete.value = true;
      },
    );
  });
  // What is looked for anew is shown from its beginning.
  const endShortening = effect(() => {
    void query.value;
    void kind.value;
    void athro.value;
    limit.value = RESULTS_STEP;
  });

  return {
    query,
    kind,
    athro,
    found,
    progress,
    empty,
    incomplete,
    more: () => {
      limit.value += RESULTS_STEP;
    },
    again: () => {
      incomplete.value = false;
      index.again();
    },
    end: () => {
      endLooking();
      endShortening();
      unwatch?.();
      index.end();
    },
  };
};

/** While it is being read, results are looked for again each time that another twentieth has been. */
const STEP = 0.05;
