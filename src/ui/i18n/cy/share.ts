import type { ShareWords } from "../en/share.ts";

export const share: ShareWords = {
  heading: "I ba Athro mae hwn?",
  text: "Yr hyn a rannoch chi",
  kept: (athro) =>
    `Mae wedi'i gadw ym mlwch neges ${athro} nes i chi ddewis Athro arall. Does dim yn cael ei anfon nes i chi bwyso Anfon.`,
  unkept:
    "Nid yw wedi'i storio ar y ddyfais hon eto. Dewiswch Athro i'w gadw; does dim yn cael ei anfon.",
  nothing: "Ni ddaeth dim byd gyda hwn. I holi Athro am rywbeth, rhannwch destun neu ddolen.",
  toAthros: "Dewis Athro",
  nobody:
    "Mae'r hyn a rannoch chi wedi'i gadw ar y ddyfais hon i bwy bynnag sy'n mynd ymlaen heb gyfrif. Os mewngofnodwch, bydd Athro'n gofyn ai chi biau ef.",
  start: "Dechrau heb gyfrif",
  signIn: "Mewngofnodi",
  notKept: {
    full: "Heb ei gadw: does dim lle ar ôl ar y ddyfais hon. Mae'r testun yma o hyd. Gwnewch le, yna dewiswch eto.",
    unknown:
      "Heb ei gadw: aeth rhywbeth o'i le. Mae'r testun yma o hyd. Dewiswch eto, neu copïwch ef.",
  },
};
