import { useEffect, useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { useServices } from "../services.ts";
import { type DraftModel, openDraft } from "./draft-model.ts";
import { storedDraft } from "./stored-draft.ts";

const after = (ms: number, callback: () => void): (() => void) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * An Athro's draft for as long as the component is mounted; `store` and `athroId` must not change meanwhile. It is stored and pushed
 * when the page hides or goes, and when the component unmounts.
 */
export const useDraft = (store: Store, athroId: string): DraftModel => {
  const services = useServices();
  const [draft] = useState(() =>
    openDraft(storedDraft(store, athroId), { flush: () => services.flush(), after }),
  );
  useEffect(() => {
    const hide = () => void draft.hide();
    const hidden = () => {
      if (document.visibilityState === "hidden") hide();
    };
    addEventListener("pagehide", hide);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      removeEventListener("pagehide", hide);
      document.removeEventListener("visibilitychange", hidden);
      void draft.close();
    };
  }, [draft]);
  return draft;
};
