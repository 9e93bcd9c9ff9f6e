import { athroOf } from "../../model/athros.ts";
import { awaitingSessions } from "../../store/awaiting-sessions.ts";
import { openSessions } from "../../store/open-sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { useLive } from "../use-live.ts";

const SHOWN_MAX = 5;

/** The chats that are open, newest first. */
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
      {open?.length === 0 && <p class="home-none">{home.noChats}</p>}
      {open && open.length > 0 && (
        <ul class="card carry-on">
          {open.map(({ row, athro, awaits }) => (
            <li key={row.id}>
              <a href={`/athro/${encodeURIComponent(athro.id)}`}>
                <AthroMark athro={athro} />
                <span class="carry-on-title">{row.title}</span>
                <span class="carry-on-state">
                  {athro.name}
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
