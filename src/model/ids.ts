import { v5 } from "uuid";

/** The root of all ids that are derived from a natural key instead of being drawn. */
const PREFERENCES = "0b0e1a52-6f0c-5c3e-9d1b-7f4f5f1c2a10";
const OVERRIDES = "5c7a3c1e-2f64-5b0a-8a55-3f1d9be0c2b7";
const IMPORTED = "e2b7c914-0d5a-5f86-9c41-a7d38f206b5e";
const SPLITS = "8d1f6b0e-94a7-5c3d-b2e8-61c07f5a9d34";

/** Two devices that set one preference make the same row. */
export const preferenceId = (name: string): string => v5(name, PREFERENCES);

/** Two devices that change one occurrence of an event make the same row. `originalStart` is wall time. */
export const overrideId = (eventId: string, originalStart: string): string =>
  v5(`${eventId} ${originalStart}`, OVERRIDES);

/** Two devices that split a series at one date (`YYYY-MM-DD`) make the same second part. */
export const splitId = (eventId: string, date: string): string => v5(`${eventId} ${date}`, SPLITS);

/** An event that another calendar knows by a UID is one event on whatever device it is imported. */
export const importedId = (uid: string): string => v5(uid, IMPORTED);

/** The reply to a question has one id wherever it is made; `attempt` counts regenerated ones from 0. */
export const replyId = (questionId: string, attempt: number): string =>
  v5(String(attempt), questionId);
