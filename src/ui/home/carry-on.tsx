import { ATHROS, athroOf } from "../../model/athros.ts";
import { awaitingSessions } from "../../store/awaiting-sessions.ts";
import { openSessions } from "../../store/open-sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { AthroMark, AthroName } from "../kit/athro-mark.tsx";
import { useLive } from "../use-live.ts";

const SHOWN_MAX = 5;
/** Athros to begin with where there is no chat yet; the button below leads to all of them. */
const STARTERS = 6;

/** The chats that are open, newest first; and before there is any, whom to ask. */
export const CarryOn = ({ store: { db } }: { store: Store }) => {
  const { home } = words.value;
  const open = useLive(async () => {
    const [sessions, awaiting] = await Promise.all([openSessions(db), awaitingSessions(db)]);
    return sessions
      .slice(0, SHOWN_MAX)
      .map((row) => ({ row, athro: athroOf(row.athro_id), awaits: awaiting.has(row.id) }));
  }, [db]);
  return (
    <section aria-labelledby="carry-on">
      <h2 class="section-title" id="carry-on">
        {home.carryOn}
      </h2>
      {open?.length === 0 && (
        <div class="home-start">
          <p id="home-start">{home.noChats}</p>
          <ul aria-labelledby="home-start">
            {ATHROS.slice(0, STARTERS).map((athro) => (
              <li key={athro.id}>
                <a class="card" href={`/athro/${encodeURIComponent(athro.id)}`}>
                  <AthroMark athro={athro} size="s" />
                  <AthroName athro={athro} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {open && open.length > 0 && (
        <ul class="card carry-on">
          {open.map(({ row, athro, awaits }) => (
            <li key={row.id}>
              <a href={`/athro/${encodeURIComponent(athro.id)}`}>
                <AthroMark athro={athro} />
                <span class="carry-on-title">{row.title}</span>
                <span class="carry-on-state">
                  <AthroName athro={athro} />
                  {awaits && <span class="carry-on-awaits">{home.replyWaiting}</span>}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
