import type { ShellWords } from "../en/shell.ts";
import { plural } from "../plural.ts";

export const shell: ShellWords = {
  appName: "Athro",
  pill: {
    name: "Statws cysoni",
    guest: "Wedi'i gadw ar y ddyfais hon",
    offline: "All-lein – mae popeth wedi'i gadw yma",
    pending: (n) => plural("cy", n, { other: "{n} newid yn aros" }),
    syncing: "Wrthi'n cysoni…",
    synced: "Popeth wedi'i gysoni",
    failed: "Methu cysoni. Rhowch gynnig arall arni",
    signin: "Mewngofnodwch i barhau i gysoni",
  },
};
