import { useEffect, useState } from "preact/hooks";
import { localDate } from "../i18n/dates.ts";

/** Today's date on this device, `YYYY-MM-DD`; looked at again each minute, so that midnight doesn't go by unseen. */
export const useToday = (): string => {
  const [today, setToday] = useState(() => localDate(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setToday(localDate(Date.now())), 60_000);
    return () => clearInterval(timer);
  }, []);
  return today;
};
