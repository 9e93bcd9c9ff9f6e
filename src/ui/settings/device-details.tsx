import { useEffect, useState } from "preact/hooks";
import { version } from "../../../package.json";
import { words } from "../i18n/language.ts";

const BYTES_PER_MB = 1_000_000;
/** Welsh writes numbers as English does, and browsers don't all know Welsh. */
const NUMBERS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** How much room the app takes here, and which version it is. */
export const DeviceDetails = () => {
  const used = useStorageUsed();
  const { settings } = words.value;
  return (
    <dl class="settings-facts">
      <div>
        <dt>{settings.storage}</dt>
        <dd>
          {used === null
            ? settings.unknown
            : used !== undefined && settings.used(NUMBERS.format(used / BYTES_PER_MB))}
        </dd>
      </div>
      <div>
        <dt>{settings.version}</dt>
        <dd>{version}</dd>
      </div>
    </dl>
  );
};

/** Bytes; undefined while it is being measured, null where the browser doesn't tell. */
const useStorageUsed = (): number | null | undefined => {
  const [used, setUsed] = useState<number | null>();
  useEffect(() => {
    const measure = async () => {
      try {
        const { usage } = await navigator.storage.estimate();
        setUsed(usage ?? null);
      } catch {
        setUsed(null);
      }
    };
    void measure();
  }, []);
  return used;
};
