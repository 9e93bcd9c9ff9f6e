import { useEffect, useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { SettingsRow } from "../settings/settings-row.tsx";
import { SettingsSection } from "../settings/settings-section.tsx";
import { amountOf } from "./amounts.ts";
import { ArchiveChats } from "./archive-chats.tsx";
import { isInstalled } from "./install-offer.ts";
import { protectStorage, readRoom, type Room } from "./storage.ts";

/** How much room Athro takes here, whether the browser may clear it, and what can be done about either. */
export const StorageSection = ({ store }: { store: Store | null }) => {
  const [room, setRoom] = useState<Room | null>(null);
  const [refused, setRefused] = useState(false);
  const { room: text } = words.value.storage;
  const measure = async () => setRoom(await readRoom(isInstalled()));
  useEffect(() => void measure(), []);
  const protect = async () => {
    setRefused(!(await protectStorage()));
    await measure();
  };
  return (
    <SettingsSection id="storage" title={text.heading}>
      {room && (
        <>
          <Used room={room} />
          <SettingsRow standing={room}>
            <span>
              {text.keeping[room.keeping]}
              {room.keeping !== "protected" && store && (
                <> {store.user === null ? text.guest : text.student}</>
              )}
            </span>
            {room.canAsk && <Button onClick={() => void protect()}>{text.protect}</Button>}
          </SettingsRow>
        </>
      )}
      <output>{refused && text.refused}</output>
      {store && <ArchiveChats key={store.db.name} store={store} onDone={() => void measure()} />}
    </SettingsSection>
  );
};

const Used = ({ room: { used, limit } }: { room: Room }) => {
  const { room: text } = words.value.storage;
  if (used === null) return <p>{text.unknown}</p>;
  const amount = amountOf(used, text);
  if (!limit) return <p>{text.used(amount)}</p>;
  const sentence = text.usedOf(amount, amountOf(limit, text));
  return (
    <div class="storage-used">
      <p>{sentence}</p>
      <meter value={used} max={limit} high={limit * 0.9} aria-label={sentence} />
    </div>
  );
};
