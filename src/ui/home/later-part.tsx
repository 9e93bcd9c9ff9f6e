import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part of a screen that nobody waits for: its code is loaded when the rest is shown. Where that fails, it is left out. */
export const LaterPart = ({ load }: { load: () => Promise<FunctionComponent> }) => {
  const [Part, setPart] = useState<FunctionComponent | null>(null);
  useEffect(() => {
    let left = false;
    load().then(
      (part) => {
        if (!left) setPart(() => part);
      },
      () => {},
    );
    return () => {
      left = true;
    };
  }, [load]);
  return Part && <Part />;
};
