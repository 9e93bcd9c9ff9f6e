import { words } from "../i18n/language.ts";
import { LoadAgain, NoticePage } from "./notice-page.tsx";

/** In place of the app while what this device keeps can't be reached: another tab may hold it. */
export const SlowStart = () => (
  <NoticePage {...words.value.device.slowStart} alert actions={<LoadAgain />} />
);
