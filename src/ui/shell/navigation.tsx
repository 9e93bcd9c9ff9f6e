import { useLocation } from "preact-iso/router";
import { words } from "../i18n/language.ts";
import { Icon, type IconName } from "../kit/icon.tsx";
import "./navigation.css";

const LINKS: readonly {
  href: string;
  icon: IconName;
  word: "home" | "athros" | "calendar" | "search" | "settings";
  also?: RegExp;
}[] = [
  { href: "/", icon: "home", word: "home" },
  { href: "/athros", icon: "chat", word: "athros", also: /^\/(athro|sessions)\// },
  { href: "/calendar", icon: "calendar", word: "calendar" },
  { href: "/search", icon: "search", word: "search" },
  { href: "/settings", icon: "settings", word: "settings", also: /^\/(account|sync)$/ },
];

/** The ways through the app: in the rail, or along the bottom within thumb's reach. */
export const Navigation = () => {
  const { path } = useLocation();
  return (
    <nav class="navigation" aria-label={words.value.shell.navigation}>
      <ul>
        {LINKS.map(({ href, icon, word, also }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={path === href ? "page" : also?.test(path) ? "true" : undefined}
            >
              <Icon name={icon} />
              <span>{words.value.shell[word]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
