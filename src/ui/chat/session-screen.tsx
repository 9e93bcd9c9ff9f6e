import { words } from "../i18n/language.ts";

/** One saved session, to be read. */
export const SessionScreen = ({ id }: { id: string }) => (
  <h1 id={id}>{words.value.chat.heading}</h1>
);
