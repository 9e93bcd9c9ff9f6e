import type { Page } from "playwright-core";

type Columns = Record<string, unknown>;

/**
 * Changes the rows of a table that have these columns, in the database of the student on this device alone, once the server has answered
 * for all that was to be sent. Resolves with them.
 */
export const changeRows = (
  page: Page,
  table: string,
  having: Columns,
  change: Columns,
): Promise<Columns[]> =>
  page.evaluate(
    async ({ table: name, having: wanted, change: set }) => {
      const all = await indexedDB.databases();
      const student = all.find((one) => /^athro-[0-9a-f]{8}-/.test(one.name ?? ""))?.name;
      const opening = indexedDB.open(student ?? "");
      await new Promise((resolve, reject) => {
        opening.addEventListener("success", resolve);
        opening.addEventListener("error", () => reject(opening.error));
      });
      // What is still to be answered for would have its former columns again with the answer.
      for (let waiting = 1; waiting > 0;) {
        const counting = opening.result.transaction("outbox").objectStore("outbox").count();
        await new Promise((resolve) => counting.addEventListener("success", resolve));
        waiting = counting.result;
        if (waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const writing = opening.result.transaction(name, "readwrite");
      const rows = writing.objectStore(name);
      const changed: Columns[] = [];
      const reading = rows.getAll();
      reading.addEventListener("success", () => {
        for (const row of reading.result) {
          if (Object.entries(wanted).some(([column, value]) => row[column] !== value)) continue;
          const next = { ...row, ...set };
          rows.put(next);
          changed.push(next);
        }
      });
      await new Promise((resolve, reject) => {
        writing.addEventListener("complete", resolve);
        writing.addEventListener("abort", () => reject(writing.error));
      });
      opening.result.close();
      return changed;
    },
    { table, having, change },
  );
