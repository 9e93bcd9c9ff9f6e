import type { MessageRow } from "../../store/messages.ts";

/** When a message was written, ms since 1970. Old data may lack a proper date: then its place in the order, which is a time too. */
export const timeOfMessage = (message: Pick<MessageRow, "created_at" | "order_key">): number => {
  const at = Date.parse(message.created_at);
  return Number.isNaN(at) ? message.order_key : at;
};
