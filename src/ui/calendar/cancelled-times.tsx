import { dateOf } from "../../model/civil.ts";
import { cancelledTimes, restoreTime } from "../../store/series.ts";
import type { Store } from "../../store/store.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useLive } from "../use-live.ts";
import { now, todayOf } from "./now.ts";
import { offerUndo } from "./undo-toast.ts";

interface CancelledTimesProps {
  store: Store;
  id: string;
  /** Told why one was not brought back. */
  onFail: (text: string) => void;
}

/** The times of an event that repeats which were deleted one by one, each to be brought back. */
export const CancelledTimes = ({ store, id, onFail }: CancelledTimesProps) => {
  const { scope } = words.value.calendar;
  const times = useLive(() => cancelledTimes(store.db, id), [store, id]) ?? [];
  if (times.length === 0) return null;
  const restore = async (original: string) => {
    try {
      offerUndo(scope.restored, await restoreTime(store, { id, original }));
    } catch (error) {
      console.error(error);
      onFail(scope.notRestored);
    }
  };
  return (
    <details class="event-cancelled">
      <summary>{scope.cancelled(times.length)}</summary>
      <ul>
        {times.map((original) => {
          const label = dateLabel(language.value, dateOf(original), todayOf(now.value));
          return (
            <li key={original}>
              <span>{label}</span>
              <Button
                variant="quiet"
                aria-label={scope.bringBack(label)}
                onClick={() => void restore(original)}
              >
                {scope.restore}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
};
