import type { Athro } from "../../model/athros.ts";
import "./athro-mark.css";

/** An Athro's two letters on its hue: 30, 36 or 44 px. The name stands beside it, so it is hidden from assistive technology. */
export const AthroMark = ({ athro, size = "m" }: { athro: Athro; size?: "s" | "m" | "l" }) => (
  <span
    class={`athro-mark athro-mark-${size} athro-hue`}
    style={{ "--hue": athro.hue }}
    aria-hidden="true"
  >
    {athro.mark}
  </span>
);

/** An Athro's name, in the language that it is in, so that it is spoken as it should be whatever the page is in. */
export const AthroName = ({ athro }: { athro: Pick<Athro, "name" | "lang"> }) => (
  <span lang={athro.lang ?? undefined}>{athro.name}</span>
);
