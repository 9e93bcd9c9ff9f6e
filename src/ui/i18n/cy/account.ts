import type { AccountWords } from "../en/account.ts";

export const account: AccountWords = { heading: "Cyfrif" };
