import type { GroupValues, Mutation } from "../../../src/model/mutation.ts";
import type { GroupStamp, TableName } from "../../../src/model/tables.ts";

/** What the rules of SPEC.md make of a student's mutations, in memory and without regard to cost. Written to be compared with the SQL. */
export interface ModelRow {
  table: TableName;
  id: string;
  seq: number;
  groups: Map<string, { values: GroupValues; stamp: GroupStamp | null }>;
}

export interface ModelLoser {
  seq: number;
  record_id: string;
  field_group: string;
  lost: GroupValues;
  lost_stamp: number;
  lost_device: string;
}

export class ModelServer {
  clock = 0;
  readonly rows = new Map<string, ModelRow>();
  readonly losers = new Map<string, ModelLoser>();
  readonly #seen = new Set<string>();
  /** The writes that their own device is known to have written over. */
  readonly #over = new Set<string>();

  /** Returns the acknowledged seq, or the code of the rejection. */
  merge(device: string, mutation: Mutation): number | string {
    const { table, id, set, stamp } = mutation;
    const row = this.rows.get(id);
    const makes = "origin" in set || "body" in set;
    if (row === undefined) return makes ? this.#insert(device, mutation) : "AT410";
    if (stamp === 0) return row.seq;
    const body = set["body"];
    const isGone = row.groups.get("deleted")?.values["deleted"] === true;
    if (table === "chat_messages" && body !== undefined && !isGone)
      if (!same(body, row.groups.get("body")?.values ?? {})) return "AT409";

    const keys = new Map(
      Object.keys(set)
        .filter((group) => group !== "body")
        .toSorted()
        .map((group) => [group, keyOf(mutation, group)]),
    );
    const isSettled = (group: string, key: string) =>
      this.#seen.has(key) || this.#over.has(placeOf(id, group, stamp, device));
    if ([...keys].every(([group, key]) => isSettled(group, key)))
      return Math.max(
        row.seq,
        ...Object.keys(set).map(
          (group) => this.losers.get(loserKey(id, group, stamp, mutation.mid))?.seq ?? 0,
        ),
      );
    let keptAt: number | undefined;
    const won: string[] = [];
    for (const [group, key] of keys) {
      if (isSettled(group, key)) continue;
      const values = set[group] ?? {};
      const last = row.groups.get(group)?.stamp ?? null;
      const theirs = row.groups.get(group)?.values ?? {};
      const wins =
        last === null || stamp > last[0] || (stamp === last[0] && mutation.mid > last[2]);
      const isDraft =
        table === "preferences" &&
        String(row.groups.get("origin")?.values["name"]).startsWith("draft:");
      const clash =
        last !== null &&
        !isChain(mutation, group, last, device, wins) &&
        last[1] > (mutation.base[group] ?? 0) &&
        !same(values, theirs) &&
        !isDraft;
      if (clash && wins) this.#keep(id, group, theirs, last[0], last[2], last[3]);
      const kept =
        clash && !wins ? this.#keep(id, group, values, stamp, mutation.mid, device) : undefined;
      keptAt = Math.max(keptAt ?? 0, kept ?? 0);
      this.#seen.add(key);
      if (wins) won.push(group);
    }
    this.#learnOver(device, mutation);
    if (won.length > 0) {
      row.seq = ++this.clock;
      for (const group of won)
        row.groups.set(group, {
          values: set[group] ?? {},
          stamp: writeOf(mutation, group, row.seq, device),
        });
    }
    return Math.max(row.seq, keptAt ?? 0);
  }

  #insert(device: string, mutation: Mutation): number {
    const { table, id, set } = mutation;
    const seq = ++this.clock;
    const groups = Object.entries(set).map(
      ([group, values]) =>
        [
          group,
          { values, stamp: group === "body" ? null : writeOf(mutation, group, seq, device) },
        ] as const,
    );
    this.rows.set(id, { table, id, seq, groups: new Map(groups) });
    for (const group of Object.keys(set)) this.#seen.add(keyOf(mutation, group));
    this.#learnOver(device, mutation);
    return seq;
  }

  #learnOver(device: string, { id, stamp, over }: Mutation): void {
    for (const [group, stamps] of Object.entries(over ?? {}))
      for (const earlier of stamps)
        if (earlier < stamp) this.#over.add(placeOf(id, group, earlier, device));
  }

  #keep(
    id: string,
    group: string,
    lost: GroupValues,
    stamp: number,
    mid: string,
    device: string,
  ): number {
    const key = loserKey(id, group, stamp, mid);
    const kept = this.losers.get(key);
    if (kept !== undefined) return kept.seq;
    const seq = ++this.clock;
    this.losers.set(key, {
      seq,
      record_id: id,
      field_group: group,
      lost,
      lost_stamp: stamp,
      lost_device: device,
    });
    return seq;
  }
}

/** The same edit of a group, whatever else travels with it. */
const keyOf = ({ mid, id, stamp, set }: Mutation, group: string): string =>
  JSON.stringify([mid, id, group, stamp, set[group]]);

const loserKey = (id: string, group: string, stamp: number, mid: string): string =>
  [id, group, stamp, mid].join(" ");

const placeOf = (id: string, group: string, stamp: number, device: string): string =>
  JSON.stringify([id, group, stamp, device]);

const writeOf = (
  { stamp, mid, over }: Mutation,
  group: string,
  seq: number,
  device: string,
): GroupStamp => {
  const known = over?.[group];
  return known === undefined ? [stamp, seq, mid, device] : [stamp, seq, mid, device, known];
};

/** One device's edits, the later of which was made over the earlier. */
const isChain = (
  { stamp, over }: Mutation,
  group: string,
  last: GroupStamp,
  device: string,
  wins: boolean,
): boolean => {
  if (last[3] !== device) return false;
  return (wins ? over?.[group]?.includes(last[0]) : last[4]?.includes(stamp)) === true;
};

const same = (one: GroupValues, other: GroupValues): boolean =>
  Object.keys(one).every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
