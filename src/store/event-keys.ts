/**
 * What the indexes of events and overrides are made of, so that a view reads what lies in it and no more, whatever else there is. It is
 * worked out where a row enters the database, since rows are written on many ways; it is no part of a record, and never leaves the device.
 */
import type { DBCore, DBCoreMutateRequest, Middleware, Transaction } from "dexie";
import { addDays, dateOf } from "../model/civil.ts";
import { lastDate } from "../model/recurrence/expand.ts";
import { endOn } from "../model/recurrence/length.ts";
import { parseRule } from "../model/recurrence/rule.ts";

/** The month of what lasts longer than two years: it is looked at whatever the month. */
export const LONG = "long";
const MONTHS_MAX = 24;

interface Keyed {
  /** The months (`YYYY-MM`) that it touches; absent where it is never shown at its own time. */
  months?: string[];
  /** Of a series: when its last occurrence ends, as a wall time. */
  lasts?: string;
}

interface Timed {
  deleted?: boolean;
  cancelled?: boolean | null;
  starts_at?: string | null;
  ends_at?: string | null;
  rrule?: string | null;
}

/** The months that a stretch touches, and `LONG` in place of too many. */
export const monthsBetween = (from: string, to: string): string[] => {
  const last = to.slice(0, 7);
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= last; month = nextMonth(month)) {
    months.push(month);
    if (months.length > MONTHS_MAX) return [LONG];
  }
  return months;
};

const nextMonth = (month: string): string => addDays(`${month}-28`, 5).slice(0, 7);

const keysOf = ({ deleted, cancelled, starts_at, ends_at, rrule }: Timed): Keyed => {
  if (deleted || cancelled || !starts_at || !ends_at) return {};
  const rule = rrule ? parseRule(rrule) : null;
  if (!rule) return { months: monthsBetween(starts_at, ends_at < starts_at ? starts_at : ends_at) };
  const last = lastDate({ start: dateOf(starts_at), rule });
  return { lasts: endOn(last, { starts_at, ends_at }) };
};

const keyed = (row: Timed & Keyed): unknown => {
  const { months: _months, lasts: _lasts, ...plain } = row;
  return { ...plain, ...keysOf(row) };
};

const KEYED_TABLES = ["calendar_events", "calendar_overrides"];

/** Gives each event and override that is written its keys. */
export const eventKeys: Middleware<DBCore> = {
  stack: "dbcore",
  name: "event-keys",
  create: (core) => ({
    ...core,
    table: (name) => {
      const table = core.table(name);
      if (!KEYED_TABLES.includes(name)) return table;
      const mutate = (request: DBCoreMutateRequest) =>
        table.mutate(
          request.type === "add" || request.type === "put"
            ? { ...request, values: request.values.map(keyed) }
            : request,
        );
      return { ...table, mutate };
    },
  }),
};

/** What is read is the record, and of a series when it ends. */
export const withoutMonths = <T>(row: T): T => {
  if (row) delete (row as Keyed).months;
  return row;
};

/** For rows that were written before there were keys. */
export const addEventKeys = async (transaction: Transaction): Promise<void> => {
  for (const name of KEYED_TABLES) {
    const table = transaction.table<Timed>(name);
    await table.bulkPut(await table.toArray());
  }
};
