import type { ComponentChildren } from "preact";
import { useTitle } from "./use-title.ts";
import "./screen-header.css";

interface ScreenHeaderProps {
  /** The screen's one h1, which takes the focus after a navigation, and the page's title. */
  title: string;
  /** The title's, where it isn't the page's. */
  lang?: string | null;
  /** The page's title where it says more than the heading. */
  pageTitle?: string;
  /** Before the heading: an Athro's mark, a button that goes back. */
  leading?: ComponentChildren;
  /** Controls at the end. */
  children?: ComponentChildren;
}

export const ScreenHeader = ({ title, lang, pageTitle, leading, children }: ScreenHeaderProps) => {
  useTitle(pageTitle ?? title);
  return (
    <header class="screen-header">
      {leading}
      <h1 tabIndex={-1} lang={lang ?? undefined}>
        {breakable(title)}
      </h1>
      {children && <div class="screen-header-actions">{children}</div>}
    </header>
  );
};

/** An Athro's name may go on in a second line where its second word begins. */
const breakable = (title: string): ComponentChildren =>
  title.split(/(?<=\p{Ll})(?=\p{Lu})/u).map((part, n) => (n === 0 ? part : [<wbr />, part]));
