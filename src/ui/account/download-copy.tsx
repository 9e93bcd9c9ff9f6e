import { useState } from "preact/hooks";
import { copyOf } from "../../store/copy.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { saveFile } from "../sync-status/save-file.ts";

/** Gives the student all that this device holds of theirs, as a file of their own. */
export const DownloadCopy = ({ store }: { store: Store }) => {
  const [failed, setFailed] = useState(false);
  const { account } = words.value;
  const download = async () => {
    try {
      const copy = await copyOf(store.db, store.now());
      saveFile(`athro-${copy.madeAt.slice(0, 10)}.json`, copy);
      setFailed(false);
    } catch (error) {
      console.error(error);
      setFailed(true);
    }
  };
  return (
    <>
      <Button onClick={() => void download()}>{account.downloadCopy}</Button>
      {failed && (
        <p class="account-failed" role="alert">
          {account.copyFailed}
        </p>
      )}
    </>
  );
};
