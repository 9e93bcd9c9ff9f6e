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
  deviceTutor: {
    title: "Tiwtor ar y ddyfais hon (arbrofol)",
    use: "Ateb gyda thiwtor y porwr hwn ei hun pan nad oes rhwydwaith",
    hint: "Mae'n rhedeg ar y ddyfais hon ac nid yw'n anfon dim i unman. Mae'n ateb yn Saesneg, yn gwybod llai na'ch Athros ac yn gwneud mwy o gamgymeriadau; caiff ei atebion eu marcio.",
    loading: "Yn ei baratoi…",
    failed:
      "Methwyd paratoi tiwtor y porwr hwn. Gwiriwch eich cysylltiad a'ch lle, yna rhowch gynnig arall arni.",
  },
  notify: {
    default: "Gall Athro ddweud wrthych pan fydd ateb wedi dod tra byddwch i ffwrdd.",
    granted:
      "Mae Athro'n dweud wrthych pan fydd ateb wedi dod tra byddwch i ffwrdd. Gall gosodiadau eich porwr ei atal.",
    denied: "Mae hysbysiadau wedi'u rhwystro yng ngosodiadau eich porwr ar gyfer y wefan hon.",
    allow: "Rhowch wybod i mi",
  },
  device: "Y ddyfais hon",
  version: "Fersiwn",
};
