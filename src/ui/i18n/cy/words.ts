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
import type { Words } from "../en/words.ts";

export const cy: Words = {
  shell,
  home,
  chat,
  calendar,
  access,
  account,
  data,
  older,
  settings,
  sync,
};
