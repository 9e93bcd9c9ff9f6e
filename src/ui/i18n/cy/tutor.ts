import type { TutorWords } from "../en/tutor.ts";

export const tutor: TutorWords = {
  deviceTutor: {
    title: "Tiwtor ar y ddyfais hon (arbrofol)",
    use: "Ateb gyda thiwtor y porwr hwn ei hun pan na all eich Athrawon wneud hynny",
    hint: "Mae'n ateb tra nad oes rhwydwaith, a thra byddwch yn defnyddio Athro heb gyfrif. Mae'n rhedeg ar y ddyfais hon ac nid yw'n anfon dim i unman. Mae'n ateb yn Saesneg, yn gwybod llai na'ch Athrawon ac yn gwneud mwy o gamgymeriadau; caiff ei atebion eu marcio.",
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
};
