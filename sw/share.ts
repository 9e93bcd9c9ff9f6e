/** What another app shares with Athro. The browser posts it as a form would; no server ever gets it. */
import { ATHROS } from "../src/model/athros.ts";
import { newId } from "../src/model/new-id.ts";
import { textOfShared } from "../src/model/shared-text.ts";
import { openDatabase } from "../src/store/database.ts";
import type { Device } from "../src/store/device.ts";
import { lastChat } from "../src/store/last-chat.ts";
import { layBeside } from "../src/store/left-drafts.ts";

const PATH = "/share";

export const isShare = ({ method, url }: Request): boolean =>
  method === "POST" && new URL(url).pathname === PATH;

/**
 * Lays what was shared beside the composer of the Athro that was asked last, and leads to the screen on which the student chooses
 * another. So it is safe before anyone has chosen. Where it can't be stored, it goes to that screen in the address, behind the `#`,
 * which no server sees.
 */
export const receiveShare = async (request: Request, device: Device): Promise<Response> => {
  let text = "";
  try {
    const form = await request.formData();
    const field = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    text = textOfShared({ title: field("title"), text: field("text"), url: field("url") });
    if (text === "") return leadTo("");
    return leadTo(`?${new URLSearchParams({ athro: await keep(text, device) })}`);
  } catch (error) {
    console.warn("share: could not be stored", error);
    return leadTo(text === "" ? "" : `#${new URLSearchParams({ text })}`);
  }
};

/** 303: what follows is an ordinary GET. */
const leadTo = (rest: string): Response =>
  new Response(null, { status: 303, headers: { Location: `${PATH}${rest}` } });

/** Keeps it for whoever uses the device, and with no one there for who goes on without an account. Returns the Athro's id. */
const keep = async (text: string, device: Device): Promise<string> => {
  const current = await device.current();
  const user = current?.kind === "student" ? current.uid : null;
  const name =
    user === null
      ? ((current?.kind === "guest" ? current.database : undefined) ??
        (await device.guestPlace()).database)
      : undefined;
  const db = await openDatabase(user, newId, {}, name);
  try {
    const athro = (await lastChat(db))?.athro_id ?? ATHROS[0]?.id ?? "";
    await layBeside({ db, user, now: Date.now, newId }, athro, text);
    return athro;
  } finally {
    db.close();
  }
};
