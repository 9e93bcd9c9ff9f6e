import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadWords } from "../i18n/language.ts";
import { type PushReminders, useServices } from "../services.ts";

interface Loaded {
  push: PushReminders;
  Setting: ComponentType<{ push: PushReminders }>;
}

/** The choice to be reminded with Athro closed, once it is known whether there is one. It takes the network, and nothing waits for it. */
export const LaterPushSetting = () => {
  const { pushReminders } = useServices();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let over = false;
    const load = async () => {
      const [push, { PushSetting: Setting }] = await Promise.all([
        pushReminders(),
        import("./push-setting.optional.tsx"),
        loadWords(["reminders"]),
      ]);
      if (push && !over) setLoaded({ push, Setting });
    };
    load().catch(() => {});
    return () => {
      over = true;
    };
  }, []);
  return loaded && <loaded.Setting push={loaded.push} />;
};
