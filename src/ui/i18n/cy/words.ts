import { account } from "./account.ts";
import { calendar } from "./calendar.ts";
import { chat } from "./chat.ts";
import { shell } from "./shell.ts";
import type { Words } from "../en/words.ts";

export const cy: Words = { shell, chat, calendar, account };
