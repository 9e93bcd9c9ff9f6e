import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cannotWrite, codeOf } from "./data-dir.ts";
import { StartupError } from "./startup-error.ts";

/**
 * Reads a secret of the data directory: hexadecimal, made at the first use, readable by its owner only.
 *
 * @throws StartupError when it cannot be written, or is not what was written.
 */
export async function readSecret(dataDir: string, name: string, bytes: number): Promise<string> {
  const path = join(dataDir, name);
  try {
    await writeFile(path, randomBytes(bytes).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw cannotWrite(dataDir, error);
  }
  const secret = await readFile(path, "utf8");
  if (secret.length !== bytes * 2 || !/^[0-9a-f]+$/.test(secret)) {
    throw new StartupError(`${path} does not hold the secret that Athro wrote there.`);
  }
  return secret;
}
