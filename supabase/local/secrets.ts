import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cannotWrite } from "./data-dir.ts";
import { exists } from "./exists.ts";
import { StartupError } from "./startup-error.ts";

/**
 * Reads a secret of the data directory: hexadecimal, made at the first use, readable by its owner only. The caller has claimed the
 * directory.
 *
 * @throws StartupError when it cannot be written, or is not what was written.
 */
export async function readSecret(dataDir: string, name: string, bytes: number): Promise<string> {
  const path = join(dataDir, name);
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    if (!(await exists(path))) {
      // Under its own name only when it is whole: a crash must not leave half a secret.
      await writeFile(draft, randomBytes(bytes).toString("hex"), { mode: 0o600, flush: true });
      await rename(draft, path);
    }
  } catch (error) {
    throw cannotWrite(dataDir, error);
  }
  const secret = await readFile(path, "utf8");
  if (secret.length !== bytes * 2 || !/^[0-9a-f]+$/.test(secret)) {
    throw new StartupError(`${path} does not hold the secret that Athro wrote there.`);
  }
  return secret;
}
