/** Databases with years of study in them, the store's and the plain app's, row by row the same. */
import { Dexie } from "dexie";
import { newId } from "../../../src/model/new-id.ts";
import { type AthroDatabase, openDatabase } from "../../../src/store/database.ts";
import { PlainDatabase } from "./plain-database.ts";
import { canonicalEvent, canonicalMessages, EVENTS, USER } from "./rows.ts";

const fill = async (db: AthroDatabase | PlainDatabase): Promise<void> => {
  const events = Array.from({ length: EVENTS }, (_, n) => canonicalEvent(n));
  await db.chat_messages.bulkPut(canonicalMessages());
  await db.calendar_events.bulkPut(events);
};

export const removeDatabases = async (): Promise<void> => {
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
};

export const fillAthro = async (): Promise<AthroDatabase> => {
  const db = await openDatabase(USER, newId);
  await fill(db);
  return db;
};

export const fillPlain = async (): Promise<PlainDatabase> => {
  const db = new PlainDatabase();
  await fill(db);
  return db;
};
