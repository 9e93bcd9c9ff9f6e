import { useLayoutEffect } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { lastChat } from "../../store/last-chat.ts";
import { useStore } from "../services.ts";
import { useLive } from "../use-live.ts";

/** Leads on to the chat in which something was said last, or to the choice of an Athro: for the installed app's shortcut. */
export const LastChatScreen = () => {
  const { db } = useStore();
  const { route } = useLocation();
  const found = useLive(async () => ({ id: (await lastChat(db))?.athro_id }), [db]);
  useLayoutEffect(() => {
    if (!found) return;
    route(found.id === undefined ? "/athros" : `/athro/${encodeURIComponent(found.id)}`, true);
  }, [found]);
  return null;
};
