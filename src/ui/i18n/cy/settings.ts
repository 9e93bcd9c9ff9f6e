import type { SettingsWords } from "../en/settings.ts";
import { plural } from "../plural.ts";

export const settings: SettingsWords = {
  appearance: "Iaith ac ymddangosiad",
  language: "Iaith",
  languageNotLoaded: "Methwyd llwytho'r iaith. Gwiriwch y rhwydwaith a rhowch gynnig arall arni.",
  theme: "Thema",
  themes: { system: "System", light: "Golau", dark: "Tywyll" },
  account: "Cyfrif",
  asGuest:
    "Rydych yn defnyddio Athro heb gyfrif. Mae eich gwaith yn aros ar y ddyfais hon yn unig, ac ni all yr Athros ateb.",
  accountLink: "Rheoli'r cyfrif",
  signInLink: "Mewngofnodi neu greu cyfrif",
  sync: "Cysoni",
  syncGuest: "Heb gyfrif does dim byd yn gadael y ddyfais hon, felly does dim byd i'w gysoni.",
  waiting: "Yn aros i'w cysoni",
  waitingCount: (n) => plural("cy", n, { zero: "Dim byd", other: "{n} newid" }),
  oldest: "Y newid hynaf ers",
  lastSync: "Cysonwyd ddiwethaf",
  never: "Ddim eto",
  refused: "Angen sylw",
  refusedText:
    "Ni dderbyniodd y gweinydd y rhain fel y maent. Maent yn ddiogel ar y ddyfais hon, a does dim byd arall yn aros amdanynt.",
  records: {
    chat_sessions: "Sgwrs",
    chat_messages: "Neges",
    calendar_events: "Digwyddiad",
    calendar_overrides: "Digwyddiad wedi'i newid",
    preferences: "Drafft neu osodiad",
    superseded: "Fersiwn cynharach",
  },
  reasons: {
    "too-large": "Mae'n rhy fawr i'r gweinydd.",
    gone: "Cafodd yr hyn y mae'n perthyn iddo ei ddileu am byth.",
    clash: "Mae gan y gweinydd rywbeth arall yn ei le.",
    "not-allowed": "Mae'n cynnwys gwerth nad yw'r gweinydd yn ei ganiatáu.",
    unreadable: "Methodd y gweinydd â'i ddarllen.",
    other: "Methodd y gweinydd ag ef dro ar ôl tro.",
  },
  retry: "Ailgynnig",
  retryOf: (name) => `Ailgynnig: ${name}`,
  discard: "Hepgor",
  discardOf: (name) => `Hepgor: ${name}`,
  discardDialog: {
    first: "Hepgor y newid hwn?",
    firstText:
      "Bydd yn dangos yr hyn sydd gan y gweinydd yn ei le. Os na fu erioed gan y gweinydd, bydd yn diflannu.",
    second: "Ei hepgor am byth?",
    secondText: "Does dim modd dadwneud hyn, ar y ddyfais hon nac ar un arall.",
    discard: "Hepgor",
    forGood: "Hepgor am byth",
    keep: "Ei gadw",
  },
  discarded: "Wedi'i hepgor.",
  failed: "Ni weithiodd hynny, a does dim byd wedi newid. Rhowch gynnig arall arni.",
  problems: {
    server: "Mae problem gyda'r gweinydd. Bydd Athro'n rhoi cynnig arall arni ar ei ben ei hun.",
    digest:
      "Nid yw'r ddyfais hon a'r gweinydd yn dal yn union yr un peth. Mae eich gwaith yn ddiogel yma; bydd Athro'n cymharu popeth eto o fewn diwrnod.",
    upgrade: "Mae angen Athro mwy newydd ar y gweinydd. Llwythwch y dudalen eto i ddiweddaru.",
  },
  device: "Y ddyfais hon",
  storage: "Storfa a ddefnyddir",
  used: (megabytes) => `${megabytes} MB`,
  unknown: "Anhysbys",
  version: "Fersiwn",
};
