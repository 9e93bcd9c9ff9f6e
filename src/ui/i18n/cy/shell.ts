import type { ShellWords } from "../en/shell.ts";
import { plural } from "../plural.ts";

export const shell: ShellWords = {
  appName: "Athro",
  skip: "Neidio i'r cynnwys",
  navigation: "Prif ddewislen",
  home: "Hafan",
  athros: "Athrawon",
  calendar: "Calendr",
  search: "Chwilio",
  settings: "Gosodiadau",
  yourAthros: "Eich Athrawon",
  startChat: "Dechrau sgwrs",
  loading: "Wrthi'n llwytho…",
  notices: "Hysbysiadau",
  dismiss: "Cau'r hysbysiad",
  close: "Cau",
  cancel: "Canslo",
  notFound: {
    heading: "Does dim byd yma",
    text: "Nid yw'r cyfeiriad hwn yn arwain i unman. Mae eich gwaith lle gadawsoch chi ef.",
    action: "Mynd i'r hafan",
  },
  broken: {
    heading: "Aeth rhywbeth o'i le",
    text: "Peidiodd y sgrin hon â gweithio. Mae popeth a gadwoch yn dal ar y ddyfais hon. Mae llwytho'r dudalen eto'n helpu fel arfer.",
    again: "Llwytho eto",
    home: "Mynd i'r hafan",
    details: "Manylion i bwy bynnag sy'n eich helpu",
  },
  notLoaded: {
    heading: "Methwyd llwytho'r sgrin hon",
    text: "Ni chyrhaeddodd rhan o'r ap, efallai am fod y cysylltiad wedi'i golli. Mae popeth a gadwoch yn dal ar y ddyfais hon.",
  },
  pill: {
    name: "Statws cysoni",
    guest: "Wedi'i gadw ar y ddyfais hon",
    offline: "All-lein",
    offlineRest: " – mae popeth wedi'i gadw yma",
    pending: (n) => plural("cy", n, { other: "{n} newid yn aros" }),
    syncing: "Wrthi'n cysoni…",
    synced: "Popeth wedi'i gysoni",
    failed: "Methu cysoni. Rhowch gynnig arall arni",
    refused: (n) =>
      plural("cy", n, {
        other: "Mae angen sylw ar {n} newid",
      }),
    upgrade: "Diweddarwch Athro i barhau i gysoni",
    signin: "Mewngofnodwch i barhau i gysoni",
    tryAgain: "Rhowch gynnig arall arni",
    signIn: "Mewngofnodwch",
    details: "Manylion cysoni",
  },
};
