import { activeSession } from "../../../src/store/active-session.ts";
import { readChat } from "../../../src/store/read-chat.ts";
import type { Store } from "../../../src/store/store.ts";

/** What is said in AthroMaths's active session, oldest first. */
export const lastChat = async (store: Store): Promise<string[]> => {
  const session = await activeSession(store.db, "athro-maths");
  const page = await readChat(store, session?.id ?? "", 50);
  return page.lines.map(({ message }) => message.content);
};
