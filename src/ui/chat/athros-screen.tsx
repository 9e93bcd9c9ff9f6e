import { type Athro, ATHROS, athroOf, isKnownAthro } from "../../model/athros.ts";
import { athrosInUse } from "../../store/athros-in-use.ts";
import { openSessions } from "../../store/open-sessions.ts";
import { words } from "../i18n/language.ts";
import { AthroMark, AthroName } from "../kit/athro-mark.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import "./athros-screen.css";

/** The tutors to choose from, each with its open chat; and those of old data that the student has chats with. */
export const AthrosScreen = () => {
  const store = useServices().store.value;
  const { athros } = words.value.chat;
  const open = useLive(async () => (store ? openSessions(store.db) : []), [store]) ?? [];
  const inUse = useLive(async () => (store ? athrosInUse(store.db) : []), [store]) ?? [];
  const shown = [...ATHROS, ...inUse.filter((id) => !isKnownAthro(id)).map(athroOf)];
  const titles = new Map(open.map((session) => [session.athro_id, session.title]));

  return (
    <div class="screen">
      <ScreenHeader title={athros.heading} />
      <ul class="athros" aria-label={athros.heading}>
        {shown.map((athro) => (
          <AthroCard key={athro.id} athro={athro} title={titles.get(athro.id)} />
        ))}
      </ul>
    </div>
  );
};

const AthroCard = ({ athro, title }: { athro: Athro; title: string | undefined }) => (
  <li>
    <a class="card athro-card" href={`/athro/${encodeURIComponent(athro.id)}`}>
      <AthroMark athro={athro} size="l" />
      <span class="athro-card-text">
        <strong>
          <AthroName athro={athro} />
        </strong>
        <span class="athro-card-session">{title ?? words.value.chat.athros.startChat}</span>
      </span>
    </a>
  </li>
);
