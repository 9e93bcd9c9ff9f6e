import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isInstalled, readOffering } from "../device/install-offer.ts";
import { words } from "../i18n/language.ts";
import { CheckField } from "../kit/field.tsx";
import { showToast } from "../kit/toast.tsx";
import { notifyLeave, readLeave } from "../notifications.ts";
import { type PushReminders, useServices } from "../services.ts";

/**
 * The choice to be reminded with Athro closed. There is none unless this project sends reminders at present and the browser can take
 * them; whoever has chosen it before can always turn it off.
 */
export const PushSetting = ({ push }: { push: PushReminders }) => {
  const { shared } = useServices();
  const seen = useSignal<Awaited<ReturnType<PushReminders["look"]>> | null>(null);
  const busy = useSignal(false);
  const { closed } = words.value.reminders;
  useEffect(() => {
    push.look().then(
      (found) => (seen.value = found),
      (error: unknown) => console.warn("push: not looked at", error),
    );
  }, [push]);
  const found = seen.value;
  if (!found || !(found.on || found.offered)) return null;
  // iOS has it for the installed app alone.
  if (!found.supported)
    return readOffering().byHand && !isInstalled() ? <p>{closed.install}</p> : null;
  if (notifyLeave.value === "denied") return <p>{closed.denied}</p>;

  const choose = async (next: boolean) => {
    busy.value = true;
    let now: Awaited<ReturnType<PushReminders["start"]>> = "failed";
    try {
      if (next) now = await push.start();
      else await push.stop().then(() => (now = "off"));
    } catch (error) {
      console.warn("push: not changed", error);
    }
    readLeave();
    // The box shows what is so, whatever was pressed.
    seen.value = { ...found, on: now === "on" || (now === "failed" && !next) };
    if (now === "failed" || (next && now === "off")) showToast({ text: closed.failed });
    busy.value = false;
  };

  const hint = found.on && !found.offered ? closed.silent : closed.hint;
  const told = shared.value ? `${hint} ${closed.shared}` : hint;
  return (
    <CheckField
      label={closed.label}
      hint={busy.value ? closed.asking : told}
      checked={found.on}
      onInput={(next) => {
        if (!busy.value) void choose(next);
      }}
    />
  );
};
