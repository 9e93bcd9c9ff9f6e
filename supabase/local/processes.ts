/** What can be learnt about other processes, without any of them being asked. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and is another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When the process began, as an opaque text without blanks; undefined where the system does not tell (only Linux does). */
export async function startOf(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // The name, field 2, may itself hold blanks and parentheses; the start time is field 22.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? undefined : `${boot.trim()}/${ticks}`;
  } catch {
    return undefined;
  }
}

/** The command line, or undefined where the system does not tell. */
export async function commandOf(pid: number): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
  } catch {
    const ps = promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]);
    return ps.then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  }
}
