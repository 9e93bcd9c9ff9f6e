import { access } from "./access.ts";
import { account } from "./account.ts";
import { calendar } from "./calendar.ts";
import { chat } from "./chat.ts";
import { data } from "./data.ts";
import { home } from "./home.ts";
import { older } from "./older.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { sync } from "./sync.ts";

export const en = { shell, home, chat, calendar, access, account, data, older, settings, sync };

/** The English dictionary's shape; a language that lacks a key does not type-check. */
export type Words = typeof en;
