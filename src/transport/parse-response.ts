import type { Ack, SyncResponse, WireRow } from "../sync/protocol.ts";

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const isAck = (value: unknown): value is Ack => {
  if (!isFields(value) || !isCount(value.i)) return false;
  if (value.status === "applied") return isCount(value.seq);
  if (value.status === "rejected") return typeof value.code === "string";
  return value.status === "restamp";
};

const isWireRow = (value: unknown): value is WireRow =>
  isFields(value) &&
  typeof value.table === "string" &&
  isFields(value.row) &&
  typeof value.row.id === "string" &&
  isCount(value.row.seq) &&
  typeof value.row.deleted === "boolean";

/** The server's answer, or null if it does not have the shape of one. Columns are not looked at: newer ones are kept as they are. */
export const parseSyncResponse = (data: unknown): SyncResponse | null => {
  if (!isFields(data)) return null;
  const { protocol, user, acks, rows, cursor, high_water, epoch, digest, server_time, more } = data;
  if (!isCount(protocol) || typeof user !== "string" || typeof epoch !== "string") return null;
  if (!isCount(cursor) || !isCount(high_water) || !isCount(digest)) return null;
  if (!isCount(server_time) || typeof more !== "boolean") return null;
  if (!Array.isArray(acks) || !acks.every(isAck)) return null;
  if (!Array.isArray(rows) || !rows.every(isWireRow)) return null;
  return { protocol, user, acks, rows, cursor, high_water, epoch, digest, server_time, more };
};
