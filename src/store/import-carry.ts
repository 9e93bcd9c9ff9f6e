import type { LegacyKey } from "../model/legacy/keys.ts";
import { AthroDatabase, databaseName } from "./database.ts";
import type { ImportPorts } from "./import-legacy.ts";

/**
 * Tells a guest's database what former guests' databases of this device imported, so that what was theirs, and may have been taken over
 * by a student since, does not come to the next guest as well ([I3]). Of their values nothing is carried over.
 */
export const carryMarks = async (
  db: AthroDatabase,
  keys: readonly LegacyKey[],
  { databases, options }: Pick<ImportPorts, "databases" | "options">,
): Promise<void> => {
  const marks = await db.imports.bulkGet(keys.map(({ key }) => key));
  if (marks.every((mark) => mark !== undefined)) return;
  const guests = (await databases()).filter(
    (name) => name.startsWith(databaseName(null)) && name !== db.name,
  );
  for (const name of guests) {
    const former = new AthroDatabase(name, options ?? {});
    try {
      await carryFrom(former, db);
    } finally {
      former.close();
    }
  }
};

const carryFrom = async (former: AthroDatabase, db: AthroDatabase): Promise<void> => {
  const marks = await former.imports.toArray();
  const ids = await former.imported.toArray();
  await db.transaction("rw", db.imports, db.imported, async () => {
    const known = new Set(await db.imports.toCollection().primaryKeys());
    const news = marks.filter(({ key }) => !known.has(key));
    await db.imports.bulkAdd(
      news.map(({ key, fingerprint }) => ({
        key,
        fingerprint,
        state: "passed",
        problems: [],
        problemCount: 0,
      })),
    );
    await db.imported.bulkPut(ids);
  });
};
