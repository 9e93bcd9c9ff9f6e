/** What the browser says of the room that it gives, and of how long it keeps what is there. */

export interface Room {
  /** Bytes in use; null where the browser doesn't tell. */
  used: number | null;
  /** Bytes that there may be at most; null where it doesn't tell. */
  limit: number | null;
  /**
   * `protected`: only the student clears it. `may-clear`: the browser may, when space runs low. `may-expire`: the browser also does after
   * a week in which Athro isn't opened (Safari, outside of the installed app). `unknown`: it doesn't tell.
   */
  keeping: "protected" | "may-clear" | "may-expire" | "unknown";
  /** Whether it can be asked to protect it. */
  canAsk: boolean;
}

export const readRoom = async (installed: boolean): Promise<Room> => {
  // Only in a secure context, and not in every browser.
  const storage: StorageManager | undefined = navigator.storage;
  const { usage = null, quota = null } = (await storage?.estimate?.().catch(() => null)) ?? {};
  const isProtected = await storage?.persisted?.().catch(() => undefined);
  const canAsk = typeof storage?.persist === "function" && isProtected !== true;
  const keeping = isProtected
    ? "protected"
    : expires() && !installed
      ? "may-expire"
      : isProtected === undefined
        ? "unknown"
        : "may-clear";
  return { used: usage, limit: quota, keeping, canAsk };
};

/** Asks the browser to clear nothing of Athro's by itself. True if it agrees. */
export const protectStorage = async (): Promise<boolean> => {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
};

/** Safari and all browsers of iOS. Chromium's and others' names on other systems all contain another word. */
const expires = (): boolean =>
  /AppleWebKit/.test(navigator.userAgent) && !/Chrom(e|ium)\//.test(navigator.userAgent);
