/** An index of all that one student wrote and was told, in memory, which follows the store. */
import { createTermIndex, type SearchHits } from "../model/search/term-index.ts";
import { createBreath } from "./breathe.ts";
import { watchKeys } from "./changed-keys.ts";
import type { Row } from "./database.ts";
import {
  documentKey,
  documentOf,
  SEARCHED_TABLES,
  type SearchedRecord,
  type SearchedTable,
} from "./search-documents.ts";
import type { Store } from "./store.ts";

/** Rows that are read at once: their copying out of the database is one task that nothing can interrupt. */
const READ_AT_ONCE = 100;
/** Pages of a sync come one after another; one more look at everything is enough for a run of them. ms. */
const SETTLING_MS = 400;

export interface SearchFilter {
  kind: "all" | "chats" | "events";
  /** An Athro's id, or empty for all. */
  athro: string;
}

export interface SearchIndex {
  find(query: string, filter: SearchFilter, limit: number): SearchHits<SearchedRecord>;
  /** How much of what there was at the beginning has been read, 0 to 1; 1 when it is ready. */
  progress(): number;
  /** Whether there is nothing that could be found. */
  isEmpty(): boolean;
  /** Reads again what could not be read. */
  again(): void;
  /** Lets go of everything. */
  end(): void;
}

/** What decides whether a record is found, beside its words. */
interface Owner {
  athro: string;
}

interface Work {
  /** Whether any row may have changed. */
  any: boolean;
  ids: Set<string>;
}

/**
 * Reads the store in the background, a little at a time, and then whatever changes in it. `changed` is told when other things may be
 * found; `failed` when the store could not be read: what is found may lack something from then on.
 */
export const createSearchIndex = (
  store: Store,
  changed: () => void,
  failed: (error: unknown) => void,
): SearchIndex => {
  const { db } = store;
  const index = createTermIndex<SearchedRecord>();
  /** Sessions and events that are not deleted, by id. */
  const owners = new Map<string, Owner>();
  const work = new Map<SearchedTable, Work>(
    SEARCHED_TABLES.map((table) => [table, { any: true, ids: new Set() }]),
  );
  let counted = 0;
  let read = 0;
  let built = false;
  let ended = false;
  let running = false;

  const keepOwner = (table: SearchedTable, row: Row): boolean => {
    if (table !== "chat_sessions" && table !== "calendar_events") return false;
    const before = owners.get(row.id)?.athro;
    const athro = row.deleted ? undefined : ((row as { athro_id?: string | null }).athro_id ?? "");
    if (athro === before) return false;
    if (athro === undefined) owners.delete(row.id);
    else owners.set(row.id, { athro });
    return true;
  };

  const take = (table: SearchedTable, row: Row): boolean => {
    const moved = keepOwner(table, row);
    const document = documentOf(table, row);
    const put = document ? index.put(document) : index.remove(documentKey(table, row.id));
    return put || moved;
  };

  const drop = (table: SearchedTable, id: string): boolean => {
    const owned = owners.delete(id);
    return index.remove(documentKey(table, id)) || owned;
  };

  /** Reads all of a table, and drops what is no more in it. */
  const readAll = async (table: SearchedTable, breathe: () => Promise<void> | null) => {
    const prefix = documentKey(table, "");
    const lacking = new Set<string>();
    for (const key of index.keys()) if (key.startsWith(prefix)) lacking.add(key);
    let moved = false;
    let last = "";
    for (;;) {
      const rows = await db.rows(table).where(":id").above(last).limit(READ_AT_ONCE).toArray();
      if (ended) return false;
      for (const row of rows) {
        lacking.delete(documentKey(table, row.id));
        moved = take(table, row) || moved;
        await breathe();
        if (ended) return false;
      }
      if (!built) {
        read += rows.length;
        changed();
      }
      const end = rows.at(-1);
      if (!end || rows.length < READ_AT_ONCE) break;
      last = end.id;
    }
    for (const key of lacking) {
      moved = drop(table, key.slice(prefix.length)) || moved;
      await breathe();
    }
    return moved;
  };

  const readSome = async (
    table: SearchedTable,
    ids: readonly string[],
    breathe: () => Promise<void> | null,
  ) => {
    let moved = false;
    for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
      const some = ids.slice(from, from + READ_AT_ONCE);
      const rows = await db.rows(table).bulkGet(some);
      if (ended) return false;
      for (const [n, id] of some.entries()) {
        const row = rows[n];
        moved = (row ? take(table, row) : drop(table, id)) || moved;
        await breathe();
      }
    }
    return moved;
  };

  const isDue = ({ any, ids }: Work): boolean => any || ids.size > 0;

  const settle = async (table: SearchedTable, due: Work, breathe: () => Promise<void> | null) => {
    work.set(table, { any: false, ids: new Set() });
    try {
      const moved = await (due.any
        ? readAll(table, breathe)
        : readSome(table, [...due.ids], breathe));
      if (moved && built) changed();
    } catch (error) {
      const later = work.get(table);
      if (later) later.any = true;
      throw error;
    }
  };

  const run = async (): Promise<void> => {
    const breathe = createBreath();
    if (!built) {
      const counts = await Promise.all(SEARCHED_TABLES.map((table) => db.rows(table).count()));
      counted = counts.reduce((sum, count) => sum + count, 0);
      read = 0;
    }
    for (const table of SEARCHED_TABLES) {
      const due = work.get(table);
      if (due && isDue(due) && !ended) await settle(table, due, breathe);
    }
    if (built || ended) return;
    built = true;
    changed();
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = (): void => {
    if (running || ended) return;
    running = true;
    run()
      .then(schedule, (error: unknown) => {
        if (!ended) failed(error);
      })
      .finally(() => {
        running = false;
      });
  };
  const schedule = (): void => {
    const due = [...work.values()].filter(isDue);
    if (due.length === 0 || ended) return;
    clearTimeout(timer);
    timer = setTimeout(start, due.some(({ any }) => any) ? SETTLING_MS : 0);
  };
  const unwatch = watchKeys(db, SEARCHED_TABLES, ({ table, ids }) => {
    const due = work.get(table as SearchedTable);
    if (!due) return;
    if (ids === "any") due.any = true;
    else for (const id of ids) due.ids.add(id);
    if (!running) schedule();
  });
  start();

  return {
    find: (query, { kind, athro }, limit) => {
      const accept = ({ table, owner }: SearchedRecord): boolean => {
        const of = owners.get(owner);
        if (!of || (athro !== "" && of.athro !== athro)) return false;
        if (kind === "all") return true;
        return (kind === "chats") === (table === "chat_messages" || table === "chat_sessions");
      };
      return index.search({ query, limit, now: store.now(), accept });
    },
    progress: () => (built ? 1 : Math.min(read / Math.max(counted, 1), 0.99)),
    isEmpty: () => index.size === 0,
    again: start,
    end: () => {
      ended = true;
      clearTimeout(timer);
      unwatch();
    },
  };
};
