import { athroOf } from "../../model/athros.ts";
import { dateOf } from "../../model/civil.ts";
import type { Occurrence } from "../../store/occurrences.ts";
import type { FoundRecord } from "../../store/search-results.ts";
import type { SessionRow } from "../../store/sessions.ts";
import { sliceTimes } from "../calendar/date-words.ts";
import { sliceOf } from "../calendar/day-slice.ts";
import { landing } from "../calendar/landing.ts";
import { urlOf } from "../calendar/place.ts";
import { timeOfMessage } from "../chat/message-time.ts";
import { dateLabel, localDate } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { AthroMark, AthroName } from "../kit/athro-mark.tsx";
import { Icon } from "../kit/icon.tsx";
import { excerptOf, markIn, type Piece } from "./excerpt.ts";

interface ResultProps<K extends FoundRecord["kind"]> {
  record: Extract<FoundRecord, { kind: K }>;
  matched: ReadonlySet<string>;
}

/** One thing that was found; it leads to where it is. */
export const SearchResult = ({
  record,
  matched,
}: {
  record: FoundRecord;
  matched: ReadonlySet<string>;
}) => {
  switch (record.kind) {
    case "message":
      return <MessageResult record={record} matched={matched} />;
    case "chat":
      return <ChatResult record={record} matched={matched} />;
    default:
      return <EventResult record={record} matched={matched} />;
  }
};

const Marked = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>{pieces.map(({ text, marked }, n) => (marked ? <mark key={n}>{text}</mark> : text))}</>
);

const placeOf = (session: SessionRow, active: boolean): string =>
  active
    ? `/athro/${encodeURIComponent(session.athro_id)}`
    : `/sessions/${encodeURIComponent(session.id)}`;

const MessageResult = ({ record, matched }: ResultProps<"message">) => {
  const { message, session, active } = record;
  const athro = athroOf(session.athro_id);
  return (
    <a
      class="search-result"
      href={`${placeOf(session, active)}?message=${encodeURIComponent(message.id)}`}
    >
      <AthroMark athro={athro} />
      <span class="search-about">
        <strong>
          {message.role === "user" ? words.value.search.you : <AthroName athro={athro} />}
        </strong>
        {session.title !== "" && <span class="search-where">{session.title}</span>}
      </span>
      <DayOf at={timeOfMessage(message)} />
      <span class="search-excerpt">
        <Marked pieces={excerptOf(message.content, matched)} />
      </span>
    </a>
  );
};

const ChatResult = ({ record, matched }: ResultProps<"chat">) => {
  const { session, active } = record;
  const athro = athroOf(session.athro_id);
  return (
    <a class="search-result" href={placeOf(session, active)}>
      <AthroMark athro={athro} />
      <span class="search-about">
        <strong>{words.value.search.chat}</strong>
        <span class="search-where">
          <AthroName athro={athro} />
        </span>
      </span>
      <DayOf at={Date.parse(session.created_at)} />
      <span class="search-excerpt">
        <Marked pieces={markIn(session.title, matched)} />
      </span>
    </a>
  );
};

const EventResult = ({ record, matched }: ResultProps<"event">) => {
  const { event } = record;
  const { calendar } = words.value;
  const athro = event.athro_id === null ? null : athroOf(event.athro_id);
  const about = [event.location, event.notes].filter(Boolean).join(" · ");
  return (
    <a
      class="search-result"
      href={urlOf({ view: null, date: dateOf(event.starts_at), isNew: false })}
      onClick={() => (landing.value = event.key)}
    >
      <span
        class={`athro-mark athro-mark-m ${athro ? "athro-hue" : "search-plain"}`}
        style={athro ? { "--hue": athro.hue } : {}}
      >
        <Icon name="calendar" />
      </span>
      <span class="search-about">
        <strong>
          <Marked pieces={markIn(event.title || calendar.untitled, matched)} />
        </strong>
        <span class="search-where">
          {calendar.kinds[event.kind]}
          {athro && (
            <>
              {" · "}
              <AthroName athro={athro} />
            </>
          )}
        </span>
      </span>
      <EventTime event={event} />
      {about !== "" && (
        <span class="search-excerpt">
          <Marked pieces={excerptOf(about, matched)} />
        </span>
      )}
    </a>
  );
};

/** A day in short; nothing for old data without a proper date. */
const DayOf = ({ at }: { at: number }) => {
  if (Number.isNaN(at)) return null;
  const date = localDate(at);
  return (
    <time class="search-day" dateTime={date}>
      {dateLabel(language.value, date, localDate(Date.now()), "short")}
    </time>
  );
};

const EventTime = ({ event }: { event: Occurrence }) => {
  const { calendar } = words.value;
  const date = dateOf(event.starts_at);
  const slice = sliceOf(event, date);
  const day = dateLabel(language.value, date, localDate(Date.now()), "short");
  return (
    <span class="search-day">
      {day}
      {slice && !event.all_day && `, ${calendar.times(sliceTimes(slice))}`}
      {event.rrule && ` · ${calendar.repeat.repeats}`}
    </span>
  );
};
