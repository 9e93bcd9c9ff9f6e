import { newId } from "../model/new-id.ts";
import { type AthroDatabase, openDatabase } from "../store/database.ts";

/**
 * Makes an open database anew, empty, when it was deleted under the page (from the browser's settings, by a tool), so that writing goes
 * on and the server's rows can come back. `wanted` tells whether the page still uses it; `remade` is told when it is there again.
 */
export const surviveDeletion = (
  db: AthroDatabase,
  user: string | null,
  wanted: () => boolean,
  remade: () => void,
): void => {
  let first = true;
  const complete = async (): Promise<void> => {
    // The first time is now, for a database that is open and whole.
    if (!first) (await openDatabase(user, newId, {}, db.name)).close();
    first = false;
  };
  // Dexie opens a lost database again by itself, and holds everything back until this is done.
  db.on("ready", complete, true);
  db.on("versionchange", ({ newVersion }) => {
    if (newVersion) return;
    // After Dexie has let it go; the opening waits for the deletion.
    setTimeout(() => {
      if (!wanted()) return;
      db.open().then(remade, (error: unknown) => console.error("store: not made anew", error));
    });
  });
};
