import type { SettingsWords } from "../en/settings.ts";

export const settings: SettingsWords = {
  appearance: "Iaith ac ymddangosiad",
  language: "Iaith",
  languageNotLoaded:
    "Methwyd llwytho'r iaith. Mae eich dewis wedi'i gadw, a bydd Athro'n rhoi cynnig arall arni y tro nesaf y bydd yn agor.",
  theme: "Thema",
  themes: { system: "System", light: "Golau", dark: "Tywyll" },
  account: "Cyfrif",
  asGuest:
    "Rydych yn defnyddio Athro heb gyfrif. Mae eich gwaith yn aros ar y ddyfais hon yn unig, ac ni all yr Athrawon ateb.",
  accountLink: "Rheoli'r cyfrif",
  signInLink: "Mewngofnodi neu greu cyfrif",
  sync: "Cysoni",
  syncGuest: "Heb gyfrif does dim byd yn gadael y ddyfais hon, felly does dim byd i'w gysoni.",
  syncText: "Beth sy'n aros, beth a drosysgrifwyd a beth a ddilëwyd.",
  syncLink: "Manylion cysoni",
  deletedLink: "Dilëwyd yn ddiweddar",
  device: "Y ddyfais hon",
  version: "Fersiwn",
};
