/** Tells what is known of the records that a failure names. */
import type { Ledger } from "./ledger.ts";
import type { Oracle } from "./oracle.ts";

const describeEdits = (ledger: Ledger, message: string): string[] =>
  [...ledger.records.values()]
    .filter((record) => message.includes(record.id))
    .flatMap((record) => [
      `${record.table} ${record.id}${record.restored ? ", touched by a restored server" : ""}`,
      ...record.edits.map((edit) => {
        const marks = [
          record.hasReached(edit) ? "on the server" : "",
          edit.poison ? "poison" : "",
          edit.rolledBack ? "forgotten" : "",
          edit.discardedAt === null ? "" : "discarded",
          edit.lostWithBackup ? "lost with a backup" : "",
        ].filter((mark) => mark !== "");
        const writes = edit.writes.map(({ mid, stamp }) => `${mid.slice(0, 8)}@${stamp}`).join(" ");
        return `  #${edit.at} device ${edit.device ?? "server"} ${edit.group} ${edit.values} after #${edit.seen?.at ?? "-"} as ${writes} ${marks.join(", ")}`;
      }),
    ]);

export const describeFailure = (oracle: Oracle, message: string): string[] => {
  const ids = [...oracle.ledger.records.values()].filter((record) => message.includes(record.id));
  const lines = describeEdits(oracle.ledger, message);
  for (const { table, id, user } of ids) {
    for (const version of oracle.history(user).now.versions.get(`${table}/${id}`) ?? [])
      lines.push(`  server ${version.seq}: ${JSON.stringify(version.row)}`);
    for (const version of oracle.history(user).superseded(table, id))
      lines.push(`  kept as lost ${version.seq}: ${JSON.stringify(version.row)}`);
    for (const { index, view } of oracle.devices.filter((device) => device.user === user)) {
      const row = view.row(table, id);
      const entry = view.entry(table, id);
      lines.push(`  device ${index} at ${view.state?.cursor}: ${JSON.stringify(row)}`);
      if (entry) lines.push(`  device ${index} waits: ${JSON.stringify(entry)}`);
    }
  }
  return lines;
};
