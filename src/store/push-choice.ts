/** That a student wants to be reminded on this device with Athro closed, and what the server was told of it. It goes when they sign out. */
import type { Device, PushChoice } from "./device.ts";

export const pushChoice = async (device: Device): Promise<PushChoice | null> => {
  const entry = await device.db.entries.get("push");
  return entry?.key === "push" ? entry : null;
};

/** Keeps it for whoever is here; not if they have left meanwhile. */
export const keepPushChoice = ({ db }: Device, choice: Omit<PushChoice, "key">): Promise<void> =>
  db.transaction("rw", db.entries, async () => {
    const current = await db.entries.get("current");
    if (current?.key === "current" && current.kind === "student" && current.uid === choice.uid)
      await db.entries.put({ ...choice, key: "push" });
  });

export const forgetPushChoice = ({ db }: Device): Promise<void> => db.entries.delete("push");
