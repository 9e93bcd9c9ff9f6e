/** Replies as the chat sees them while they are written. Loaded with the first chat. */
import { backend } from "./host/backend.ts";
import { watchReplies } from "./host/reply-channel.ts";
import { tokensOf } from "./host/tokens.ts";
import type { Device } from "./store/device.ts";
import { stopReply } from "./transport/replies.ts";
import type { Replies } from "./ui/services.ts";

/** `flush` asks for what the server has by now. */
export const createReplies = (device: Device, uid: string, flush: () => void): Replies => ({
  watch: (changed) => watchReplies(uid, changed),
  stop: async (question, attempt) => {
    const told = await stopReply(backend, tokensOf(device), uid, { id: question, attempt });
    if (told) flush();
    return told;
  },
});
