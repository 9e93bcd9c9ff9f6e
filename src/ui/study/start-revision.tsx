import { useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { isKnownAthro } from "../../model/athros.ts";
import type { CalendarEvent } from "../../model/tables.ts";
import type { Store } from "../../store/store.ts";
import { loadWords, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";

const loadBegin = async () => {
  const [{ AskAthro, beginRevision }] = await Promise.all([
    import("./begin.optional.tsx"),
    loadWords(["study"]),
  ]);
  return { AskAthro, beginRevision };
};
type Begin = Awaited<ReturnType<typeof loadBegin>>;

interface StartRevisionProps {
  store: Store;
  event: CalendarEvent;
  /** Before the Athro's chat opens. */
  onBegin?: () => void;
}

/** Opens the chat of an event's Athro with what is to be revised, and a timer. Of one that has none it asks whose. */
export const StartRevision = ({ store, event, onBegin }: StartRevisionProps) => {
  const { route } = useLocation();
  const [asking, setAsking] = useState<Begin | null>(null);
  const busy = useRef(false);

  const attempt = async (act: (begin: Begin) => Promise<void> | void) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await act(await loadBegin());
    } catch (error) {
      console.error(error);
      showToast({ text: words.value.calendar.revisionNotStarted });
    }
    busy.current = false;
  };
  const begin = (athroId: string) =>
    attempt(async ({ beginRevision }) => {
      await beginRevision(store, event, athroId);
      setAsking(null);
      onBegin?.();
      route(`/athro/${encodeURIComponent(athroId)}`);
    });
  const { athro_id } = event;
  return (
    <>
      <Button
        icon="clock"
        onClick={() =>
          athro_id !== null && isKnownAthro(athro_id)
            ? void begin(athro_id)
            : void attempt((it) => setAsking(it))
        }
      >
        {words.value.calendar.startRevision}
      </Button>
      {asking && (
        <asking.AskAthro
          open
          onChoose={(chosen) => void begin(chosen)}
          onCancel={() => setAsking(null)}
        />
      )}
    </>
  );
};
