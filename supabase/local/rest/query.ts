/** The part of PostgREST's query language that supabase-js's plain reads and writes use. What is not understood is refused. */
import { escapeIdentifier } from "pg";
import { RestError } from "./error.ts";

export interface Filter {
  column: string;
  negated: boolean;
  operator: keyof typeof OPERATORS | "in" | "is";
  value: string;
}

export interface Order {
  column: string;
  descending: boolean;
  nulls: "first" | "last" | undefined;
}

export interface TableQuery {
  /** Output columns; "*" stands for all. */
  select: { column: string; alias: string }[];
  filters: Filter[];
  order: Order[];
  limit: number | undefined;
  offset: number;
  /** Of an insert: the columns that supabase-js says the rows have. */
  columns: string[] | undefined;
}

const OPERATORS = {
  eq: "=",
  neq: "<>",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
} as const;

const IS_VALUES = new Set(["null", "true", "false", "unknown"]);
const NAME = /^[\p{L}_][\p{L}\p{N}_$]*$/u;

/** @throws RestError PGRST100 */
export function parseTableQuery(params: URLSearchParams): TableQuery {
  const query: TableQuery = {
    select: [{ column: "*", alias: "*" }],
    filters: [],
    order: [],
    limit: undefined,
    offset: 0,
    columns: undefined,
  };
  for (const [name, value] of params) {
    switch (name) {
      case "select":
        query.select = value.split(",").map(parseSelected);
        break;
      case "order":
        query.order = value.split(",").map(parseOrder);
        break;
      case "limit":
        query.limit = parseCount(value);
        break;
      case "offset":
        query.offset = parseCount(value);
        break;
      case "columns":
        query.columns = value.split(",").map(unquote);
        break;
      default:
        query.filters.push(parseFilter(name, value));
    }
  }
  return query;
}

/** The condition in SQL; its values are appended to `values`. */
export function toCondition(filter: Filter, values: unknown[]): string {
  const column = escapeIdentifier(filter.column);
  let condition: string;
  if (filter.operator === "is") {
    condition = `${column} is ${filter.value}`;
  } else if (filter.operator === "in") {
    values.push(parseList(filter.value));
    condition = `${column} = any ($${values.length})`;
  } else {
    values.push(filter.value);
    condition = `${column} ${OPERATORS[filter.operator]} $${values.length}`;
  }
  return filter.negated ? `not (${condition})` : condition;
}

export function toOrder({ column, descending, nulls }: Order): string {
  const end = nulls === undefined ? "" : ` nulls ${nulls}`;
  return `${escapeIdentifier(column)} ${descending ? "desc" : "asc"}${end}`;
}

function parseSelected(text: string): { column: string; alias: string } {
  const [first = "", second] = text.split(":").map((part) => part.trim());
  const column = second ?? first;
  if (column === "*" && second === undefined) return { column, alias: column };
  if (!NAME.test(column) || !NAME.test(first)) throw notUnderstood("select", text);
  return { column, alias: first };
}

function parseOrder(text: string): Order {
  const [column = "", ...modifiers] = text.split(".");
  if (!NAME.test(column)) throw notUnderstood("order", text);
  const order: Order = { column, descending: false, nulls: undefined };
  for (const modifier of modifiers) {
    if (modifier === "asc" || modifier === "desc") order.descending = modifier === "desc";
    else if (modifier === "nullsfirst") order.nulls = "first";
    else if (modifier === "nullslast") order.nulls = "last";
    else throw notUnderstood("order", text);
  }
  return order;
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw notUnderstood("limit or offset", text);
  return Number(text);
}

function parseFilter(column: string, text: string): Filter {
  const match = /^(not\.)?([a-z]+)\.(.*)$/s.exec(text);
  const [, not, operator = "", value = ""] = match ?? [];
  if (match === null || !NAME.test(column)) throw notUnderstood(column, text);
  const negated = not !== undefined;
  if (operator === "is") {
    const wanted = value.toLowerCase();
    if (wanted === "not_null") return { column, negated: !negated, operator, value: "null" };
    if (!IS_VALUES.has(wanted)) throw notUnderstood(column, text);
    return { column, negated, operator, value: wanted };
  }
  if (operator !== "in" && !isOperator(operator)) throw notUnderstood(column, text);
  return { column, negated, operator, value };
}

function isOperator(text: string): text is keyof typeof OPERATORS {
  return Object.hasOwn(OPERATORS, text);
}

/** `(a,"b,c")`: an item with a comma or a parenthesis is quoted, with backslash escapes. */
function parseList(text: string): string[] {
  const inner = /^\((.*)\)$/s.exec(text)?.[1];
  if (inner === undefined) throw notUnderstood("in", text);
  if (inner === "") return [];
  const items: string[] = [];
  const item = /("(?:[^"\\]|\\.)*"|[^,]*)(,|$)/gsy;
  for (let end = false; !end;) {
    const match = item.exec(inner);
    if (match === null) throw notUnderstood("in", text);
    items.push(unquote(match[1] ?? ""));
    end = match[2] === "";
  }
  return items;
}

function unquote(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/gs, "$1") : text;
}

function notUnderstood(where: string, text: string): RestError {
  return new RestError(400, "PGRST100", `Cannot read "${text}" (${where})`, {
    hint: "The local backend takes plain columns, the filters eq, neq, gt, gte, lt, lte, in and is, order, limit and offset.",
  });
}
