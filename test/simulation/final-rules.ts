/** What must hold once the network has healed and everyone has synced. */
import { checkEqual } from "./device-rules.ts";
import type { Watched } from "./oracle.ts";
import { type History, recordKey } from "./history.ts";
import type { Ledger } from "./ledger.ts";
import type { UserState } from "./server.ts";
import { digestOfAll, exactly } from "./values.ts";
import { Violation } from "./violation.ts";

/** The server's tables say what the commits said: no row has changed or gone without a new seq. */
export const checkServerAtRest = (history: History, state: UserState): void => {
  const versions = history.all();
  if (state.count !== versions.length || state.rows.length !== versions.length)
    throw new Violation(`[R3] ${state.count} rows where ${versions.length} were written`);
  for (const row of state.rows) {
    const version = history.latest(row.table, row.id);
    if (version?.seq !== row.seq || exactly(version.row) !== exactly(row.row))
      throw new Violation(`[R3] ${recordKey(row.table, row.id)} changed without a new seq`);
  }
  const digest = digestOfAll(versions.map((version) => version.seq));
  if (digest !== state.digest)
    throw new Violation(`[E3] the server's digest is ${state.digest}, its rows' ${digest}`);
};

/** The device holds what the server holds, and has nothing left to send. */
export const checkDeviceAtRest = (device: Watched, history: History): void => {
  const { view, index } = device;
  const { state } = view;
  if (!state) throw new Violation(`device ${index} has no state`);
  if (state.epoch !== history.now.epoch || state.cursor !== history.now.seq)
    throw new Violation(
      `[G3] device ${index} is at ${state.cursor}, the server at ${history.now.seq}`,
    );
  checkEqual(view, device.edition, history.now);
  if (state.proof !== "equal" || state.digest !== history.now.digest)
    throw new Violation(
      `[G7] device ${index}: proof ${state.proof}, digest ${state.digest}, server ${history.now.digest}`,
    );
  for (const entry of view.outbox.values())
    if (!entry.refused)
      throw new Violation(`[G4] device ${index} still waits: ${entry.table} ${entry.id}`);
};

/** No poison was swallowed. */
export const checkPoisons = (ledger: Ledger): void => {
  for (const record of ledger.records.values())
    for (const edit of record.edits)
      // A refused event may have been mended by the student since.
      if (edit.poison && record.table !== "calendar_events" && record.hasReached(edit))
        throw new Violation(
          `[P4] accepted: ${record.table} ${record.id} ${edit.values.slice(0, 100)}`,
        );
};
