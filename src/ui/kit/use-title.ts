import { useEffect } from "preact/hooks";
import { words } from "../i18n/language.ts";

/** Names the page in the tab, in the history and for screen readers. */
export const useTitle = (title: string): void => {
  const app = words.value.shell.appName;
  useEffect(() => {
    document.title = title === app ? app : `${title} – ${app}`;
  }, [title, app]);
};
