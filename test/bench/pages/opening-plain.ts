/** A cold start of a plain Dexie app. */
import { showTimes } from "./opening-times.ts";
import { PlainDatabase } from "./plain-database.ts";
import { SESSION } from "./rows.ts";

const script = performance.now();
const db = new PlainDatabase();
await db.open();
const opened = performance.now();
const rows = await db.lastMessages(SESSION, 50);
const read = performance.now();
showTimes({ script, opened, read }, rows.length);
