/** What a student with an account sees of sync, and of what goes out and comes in as a file. */
import { zipSync } from "fflate";
import { pillIs } from "../student.ts";
import { go, press, seen, type State, type World } from "./world.ts";

const importFile = async ({ page }: World, name: string, buffer: Buffer): Promise<void> => {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    press(page, "Import a file"),
  ]);
  await chooser.setFiles({ name, mimeType: "application/zip", buffer });
};

/** What `Export everything` made, once it has. */
let exported: Buffer | null = null;

export const DATA: readonly State[] = [
  {
    name: "sync",
    reach: async ({ page }) => {
      await pillIs(page, "synced");
      await go(page, "/sync");
      await page.getByRole("button", { name: "Restore: What is a half of a half?" }).waitFor();
      await press(page, "Check now");
      await seen(page, /^Checked at/);
    },
  },
  {
    name: "settings",
    reach: async ({ page }) => {
      await go(page, "/settings");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        press(page, "Export everything"),
      ]);
      const chunks = await (await file.createReadStream()).toArray();
      exported = Buffer.concat(chunks);
    },
  },
  {
    name: "import-question",
    reach: async (world) => {
      if (exported) await importFile(world, "athro.zip", exported);
      await world.page.getByRole("dialog", { name: "Import this file?" }).waitFor();
    },
  },
  {
    name: "import-done",
    reach: async ({ page }) => {
      await press(page, "Import");
      await page.getByRole("alertdialog", { name: "Imported" }).waitFor();
    },
    leave: ({ page }) => press(page, "Close"),
  },
  {
    name: "import-problem",
    reach: async (world) => {
      const foreign = zipSync({ "notes.txt": new TextEncoder().encode("none") });
      await importFile(world, "notes.zip", Buffer.from(foreign));
      await world.page.getByRole("alertdialog", { name: "This file can't be imported" }).waitFor();
    },
    leave: ({ page }) => press(page, "Close"),
  },
];
