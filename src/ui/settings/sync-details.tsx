import { refusedChanges } from "../../store/refused.ts";
import type { Store } from "../../store/store.ts";
import { readSummary } from "../../store/summary.ts";
import { dateLabel, localDate, localTime } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { useLive } from "../use-live.ts";
import { RefusedList } from "./refused-list.tsx";

/** What waits, since when, when this device and the server last spoke, and what needs the student. */
export const SyncDetails = ({ store }: { store: Store }) => {
  const { db } = store;
  const summary = useLive(() => readSummary(db), [db]);
  const refused = useLive(() => refusedChanges(db), [db]);
  const { settings } = words.value;
  if (!summary || !refused) return <p>{words.value.shell.loading}</p>;
  const { waiting, oldest, state, status } = summary;
  const moment = (at: number) =>
    `${dateLabel(language.value, localDate(at), localDate(store.now()), "short")}, ${localTime(at)}`;
  const { problem } = status;
  return (
    <>
      <dl class="settings-facts">
        <div>
          <dt>{settings.waiting}</dt>
          <dd>{settings.waitingCount(waiting)}</dd>
        </div>
        {oldest !== null && (
          <div>
            <dt>{settings.oldest}</dt>
            <dd>{moment(oldest)}</dd>
          </div>
        )}
        <div>
          <dt>{settings.lastSync}</dt>
          <dd>{state.syncedAt === null ? settings.never : moment(state.syncedAt)}</dd>
        </div>
      </dl>
      {(problem === "server" || problem === "digest" || problem === "upgrade") && (
        <p class="settings-problem">{settings.problems[problem]}</p>
      )}
      {refused.length > 0 && <RefusedList store={store} refused={refused} />}
    </>
  );
};
