/** What reads a line of text. It comes when it is first asked for, and is kept from the first visit on. */
import { readQuickAdd } from "../../../model/quick-add/read.ts";
import type { Place, QuickEvent } from "../../../model/quick-add/quick-event.ts";
import type { Language } from "../../i18n/languages.ts";
import { findDateIn } from "./find-date.ts";

/** Whether people write the month before the day here. */
const isMonthFirst = (): boolean =>
  new Intl.DateTimeFormat().formatToParts(0).find(({ type }) => type !== "literal")?.type ===
  "month";

const findDate = findDateIn(isMonthFirst());

export const read = (text: string, language: Language, place: Place): QuickEvent =>
  readQuickAdd(text, language, place, findDate);
