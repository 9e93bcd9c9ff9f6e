import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { ArchiveDialog } from "./archive-dialog.tsx";
import { type ArchiveModel, openArchive } from "./archive-model.ts";

/** The way to move old saved chats into a file. `onDone` is called when some were removed. */
export const ArchiveChats = ({ store, onDone }: { store: Store; onDone: () => void }) => {
  const [model, setModel] = useState<ArchiveModel | null>(null);
  const { archive } = words.value.storage;
  const close = () => {
    setModel(null);
    onDone();
  };
  return (
    <div class="settings-row">
      <span>{archive.row}</span>
      <Button icon="archive" onClick={() => setModel(openArchive(store))}>
        {archive.open}
      </Button>
      {model && <ArchiveDialog model={model} guest={store.user === null} onClose={close} />}
    </div>
  );
};
