import { words } from "../i18n/language.ts";
import { LoadAgain, NoticePage } from "./notice-page.tsx";

/** In place of a screen whose code didn't arrive. */
export const NotLoaded = () => (
  <NoticePage {...words.value.shell.notLoaded} alert actions={<LoadAgain />} />
);
