/** A record's place over all tables, as a map key. */
export type RecordKey = `${string}/${string}`;

export const keyOf = (table: string, id: string): RecordKey => `${table}/${id}`;
