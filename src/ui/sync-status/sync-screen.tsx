import { words } from "../i18n/language.ts";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useStore } from "../services.ts";
import { DeletedList } from "./deleted-list.tsx";
import { OverwrittenList } from "./overwritten-list.tsx";
import { RefusedList } from "./refused-list.tsx";
import { SyncState } from "./sync-state.tsx";
import "./sync-screen.css";

/** Where the student's work is, in full, and the way back for all that is not where it was put. A guest has only what was deleted. */
export const SyncScreen = () => {
  const store = useStore();
  return (
    <div class="screen">
      <ScreenHeader title={words.value.sync.heading} />
      <div class="screen-body sync-screen">
        <SyncState store={store} />
        {store.user !== null && (
          <>
            <RefusedList store={store} />
            <OverwrittenList store={store} />
          </>
        )}
        <DeletedList store={store} />
      </div>
    </div>
  );
};
