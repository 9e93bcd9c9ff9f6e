import { words } from "../i18n/language.ts";

/** The tutors to choose from. */
export const AthrosScreen = () => <h1>{words.value.chat.heading}</h1>;
