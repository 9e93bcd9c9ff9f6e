import { useLocation } from "preact-iso/router";
import { ATHROS, athroOf } from "../../model/athros.ts";
import { athrosInUse } from "../../store/athros-in-use.ts";
import { openSessions } from "../../store/open-sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { AthroMark, AthroName } from "../kit/athro-mark.tsx";
import { useLive } from "../use-live.ts";
import "./your-athros.css";

/** The Athros that the student has chats with, each with its open session's title, in an order that does not change under the hand. */
export const YourAthros = ({ store: { db } }: { store: Store }) => {
  const { path } = useLocation();
  const found = useLive(
    async () => {
      const [ids, sessions] = await Promise.all([athrosInUse(db), openSessions(db)]);
      const titles = new Map(sessions.map((row) => [row.athro_id, row.title]));
      return ids
        .toSorted((a, b) => placeOf(a) - placeOf(b))
        .map((id) => ({ athro: athroOf(id), title: titles.get(id) }));
    },
    [db],
    { later: true },
  );
  if (!found || found.length === 0) return null;
  return (
    <nav class="your-athros" aria-labelledby="your-athros">
      <h2 class="section-title" id="your-athros">
        {words.value.shell.yourAthros}
      </h2>
      <ul>
        {found.map(({ athro, title }) => {
          const href = `/athro/${encodeURIComponent(athro.id)}`;
          return (
            <li key={athro.id}>
              <a href={href} aria-current={path === href ? "page" : undefined}>
                <AthroMark athro={athro} size="s" />
                <span class="your-athros-name">
                  <AthroName athro={athro} />
                </span>
                <span class="your-athros-title">{title ?? words.value.shell.startChat}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};

const place = new Map(ATHROS.map((one, index) => [one.id, index]));
const placeOf = (id: string): number => place.get(id) ?? ATHROS.length;
