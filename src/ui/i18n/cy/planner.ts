import { midSentence, softened } from "../dates.ts";
import { plural } from "../plural.ts";
import type { PlannerWords } from "../en/planner.ts";

export const planner: PlannerWords = {
  previous: "Blaenorol",
  next: "Nesaf",
  view: "Golwg",
  week: "Wythnos",
  agenda: "Agenda",
  weekFrom: (date) => `Wythnos yn dechrau: ${date}`,
  addOn: (date) => `Ychwanegu: ${date}`,
  nothingThisWeek: "Dim byd wedi'i drefnu yr wythnos hon.",
  addByClick: "Dewiswch amser i ychwanegu digwyddiad.",
  nothingAfter: (date) => `Dim byd wedi'i drefnu ar ôl ${date}`,
  showEarlier: "Dangos dyddiau cynharach",
  showLater: "Dangos dyddiau diweddarach",
  empty:
    "Bydd y gwersi, yr adolygu a'r arholiadau y byddwch yn eu hychwanegu yn ymddangos yma, fesul diwrnod.",
  addEvent: "Ychwanegu digwyddiad",
  month: "Mis",
  day: "Diwrnod",
  print: "Argraffu",
  events: (date, n) =>
    n === 0
      ? date
      : `${date}, ${plural("cy", n, {
          two: "2 ddigwyddiad",
          other: "{n} digwyddiad",
        })}`,
  more: (n) => plural("cy", n, { other: "+{n} arall" }),
  moreOn: (n, date) => plural("cy", n, { other: `{n} arall: ${date}` }),
  goToDay: (date) => `Dangos ${midSentence(date)}`,
  gridHelp:
    "Mae'r bysellau saeth yn symud o ddydd i ddydd, a Page Up a Page Down o fis i fis. Mae Enter yn dewis diwrnod, a Tab yn mynd drwy ei ddigwyddiadau.",
  nothingThisMonth: "Dim byd wedi'i drefnu y mis hwn.",
  nothingThisDay: "Dim byd wedi'i drefnu ar y diwrnod hwn.",
  addByDay: "Dewiswch ddiwrnod i ychwanegu digwyddiad.",
  moving: {
    help: "Pwyswch M i'w symud gyda'r bysellau saeth.",
    name: (title) => `Symud: ${title}`,
    keys: "Mae'r bysellau saeth yn ei symud, gyda Shift ei ddiwedd, a chyda Ctrl a Shift ei ddechrau. Mae Enter yn cadw'r amser newydd, ac Escape yr hen un.",
    dayKeys:
      "Mae'r bysellau saeth yn ei symud fesul diwrnod ac wythnos, gyda Shift ei ddiwedd, a chyda Ctrl a Shift ei ddechrau. Mae Enter yn cadw'r dyddiau newydd, ac Escape yr hen rai.",
    keep: "Cadw",
    between: (from, to) => `${from} tan ${softened(to)}`,
    moved: (when) => `Wedi'i symud: ${when}.`,
    resized: (when) => `Hyd wedi'i newid: ${when}.`,
    meanwhile: (when) => `Symudodd dyfais arall ef yn y cyfamser: ${when}.`,
    restore: "Adfer",
    cancelled: "Heb ei symud.",
    gone: "Cafodd y digwyddiad hwn ei ddileu yn y cyfamser, felly ni chafodd ei symud.",
    failed: {
      full: "Heb ei symud: does dim lle ar ôl ar y ddyfais hon. Mae'r digwyddiad lle'r oedd.",
      "too-large": "Heb ei symud: mae'r digwyddiad yn rhy fawr. Mae lle'r oedd.",
      closed: "Heb ei symud: caeodd y porwr storfa'r ap. Llwythwch y dudalen eto.",
      unknown: "Heb ei symud. Mae'r digwyddiad lle'r oedd. Rhowch gynnig arall arni.",
    },
  },
};
