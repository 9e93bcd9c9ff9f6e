import { midSentence, softened } from "../dates.ts";
import { plural } from "../plural.ts";
import type { QuickWords } from "../en/quick.ts";

export const quick: QuickWords = {
  open: "Ychwanegu'n gyflym",
  title: "Ychwanegu'n gyflym",
  field: "Beth, a phryd?",
  hint: "Er enghraifft: adolygu mathemateg yfory am 4 o'r gloch am awr",
  preview: "I'w ychwanegu",
  name: "Teitl",
  when: "Pryd",
  length: "Hyd",
  repeats: "Ailadrodd",
  kind: "Math",
  lasts: (hours, minutes) =>
    [
      hours > 0 && plural("cy", hours, { one: "1 awr", two: "2 awr", other: "{n} awr" }),
      minutes > 0 && plural("cy", minutes, { two: "2 funud", other: "{n} munud" }),
    ]
      .filter(Boolean)
      .join(" "),
  until: (repeats, date) => `${repeats}, tan ${softened(date)}`,
  noTitle: "Dim teitl eto. Dywedwch beth ydyw, neu dewiswch Golygu'r manylion.",
  add: "Ychwanegu",
  edit: "Golygu'r manylion",
  loading: "Un eiliad…",
  missing:
    "Nid oes modd cael yr hyn sy'n darllen y testun heb rwydwaith eto. Dewiswch Golygu'r manylion: eich testun fydd y teitl.",
  added: (title, when) => `Wedi'i ychwanegu: ${title}, ${midSentence(when)}.`,
  failed: {
    full: "Heb ei ychwanegu: does dim lle ar ôl ar y ddyfais hon. Mae eich testun yn dal yma.",
    "too-large": "Heb ei ychwanegu: mae'r digwyddiad yn rhy fawr. Mae eich testun yn dal yma.",
    closed:
      "Heb ei ychwanegu: caeodd y porwr storfa'r ap. Copïwch eich testun, yna llwythwch y dudalen eto.",
    unknown: "Heb ei ychwanegu. Mae eich testun yn dal yma. Rhowch gynnig arall arni.",
  },
};
