export interface ChatWords {
  heading: string;
}

export const chat: ChatWords = { heading: "Your Athros" };
