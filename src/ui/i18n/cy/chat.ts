import type { ChatWords } from "../en/chat.ts";

export const chat: ChatWords = { heading: "Eich Athros" };
