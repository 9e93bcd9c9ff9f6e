/** The test's own account of all that was typed, and where each must be found in the end (G1). */
import { TABLE_NAMES } from "../../src/model/tables.ts";

export type Who = "ada" | "ben";

type Rows = Record<string, Record<string, unknown>[]>;

/** `question` and `draft` are texts; the others are values of a field that the next value replaces. */
type Kind = "question" | "draft" | "event" | "notes" | "rename";

interface Entry {
  token: string;
  kind: Kind;
  who: Who;
  /** Whoever typed something else over it had it before their eyes. */
  replaced: boolean;
}

/** Where a token may be: a table, and a column of it. */
const HOMES: Readonly<Record<Kind, readonly [table: string, column: string]>> = {
  question: ["chat_messages", "content"],
  draft: ["preferences", "value"],
  event: ["calendar_events", "title"],
  notes: ["calendar_events", "notes"],
  rename: ["chat_sessions", "title"],
};

const TOKEN = /\b[a-z]+-\d{3}-[a-z]+-(?:ada|ben)\b/g;

export const tokensIn = (text: string): string[] => text.match(TOKEN) ?? [];

export const ownerOf = (token: string): Who => (token.endsWith("-ada") ? "ada" : "ben");

const has = (value: unknown, token: string): boolean => JSON.stringify(value).includes(token);

export interface Ledger {
  /** A text that nothing else holds. */
  write(kind: Kind, who: Who, device: string): string;
  /** `text` was before the eyes of whoever typed over it. */
  replace(text: string): void;
  /** A draft was sent as it stood. */
  sent(token: string): void;
  /** What is not where it should be, in words. `drafts` are those of the student's devices, where one that was typed last waits to be handed on. */
  check(who: Who, rows: Rows, drafts: Record<string, unknown>[]): string[];
  size(): number;
}

export const createLedger = (): Ledger => {
  const entries = new Map<string, Entry>();

  const places = ({ kind, token }: Entry, rows: Rows): string[] => {
    const [table, column] = HOMES[kind];
    const applied = (rows[table] ?? []).filter(
      (row) => has(row[column], token) && (table !== "chat_messages" || row.role === "user"),
    );
    const kept = (rows.superseded ?? []).filter(
      (row) => row.table_name === table && has(row.lost, token),
    );
    return [...applied.map(() => "applied"), ...kept.map(() => "superseded")];
  };

  return {
    write: (kind, who, device) => {
      const number = String(entries.size + 1).padStart(3, "0");
      const token = `${kind}-${number}-${device}-${who}`;
      entries.set(token, { token, kind, who, replaced: false });
      return token;
    },
    replace: (text) => {
      for (const token of tokensIn(text)) {
        const entry = entries.get(token);
        // A session is called after its first question, which stands where it was asked.
        if (entry && entry.kind !== "question") entry.replaced = true;
      }
    },
    sent: (token) => {
      const entry = entries.get(token);
      if (entry) entry.kind = "question";
    },
    check: (who, rows, drafts) => {
      const wrong: string[] = [];
      for (const entry of entries.values()) {
        if (entry.who !== who) continue;
        const found = places(entry, rows);
        if (entry.kind === "draft" && found.length === 0 && has(drafts, entry.token))
          found.push("on its device");
        // A page that is left takes its last words for a draft down on its device; until it is opened there again, others have the former.
        const former = entry.kind === "draft" && entry.replaced;
        if (former) continue;
        if (entry.replaced ? found.includes("applied") : found.length !== 1)
          wrong.push(
            `${entry.token}${entry.replaced ? " (replaced knowingly)" : ""} is in ${found.length} places: ${found.join(", ")}`,
          );
      }
      const all = JSON.stringify(TABLE_NAMES.map((table) => rows[table] ?? []));
      for (const token of new Set(tokensIn(all)))
        if (ownerOf(token) !== who) wrong.push(`${token} is among the rows of ${who}`);
      return wrong;
    },
    size: () => entries.size,
  };
};
