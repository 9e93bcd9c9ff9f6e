import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { saveExport } from "./save-export.ts";

/** The export, where something is about to go: it can be imported again. */
export const DownloadCopy = ({ store }: { store: Store }) => {
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const { account } = words.value;
  const download = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await saveExport(store);
    } catch (error) {
      console.error(error);
      setFailed(true);
    }
    setBusy(false);
  };
  return (
    <>
      <Button busy={busy} onClick={() => void download()}>
        {account.downloadCopy}
      </Button>
      {failed && (
        <p class="account-failed" role="alert">
          {account.copyFailed}
        </p>
      )}
    </>
  );
};
