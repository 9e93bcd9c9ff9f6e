import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "../../../model/limits.ts";
import type { SliceTimes } from "../../calendar/date-words.ts";
import type { CalendarWords } from "../en/calendar.ts";

const times = (times: SliceTimes): string => {
  switch (times.kind) {
    case "all-day":
      return "Drwy'r dydd";
    case "at":
      return times.at;
    case "from":
      return `O ${times.from}`;
    case "until":
      return `Tan ${times.until}`;
    case "span":
      return `${times.from}–${times.to}`;
  }
};

export const calendar: CalendarWords = {
  heading: "Calendr",
  previous: "Blaenorol",
  next: "Nesaf",
  today: "Heddiw",
  tomorrow: "Yfory",
  yesterday: "Ddoe",
  view: "Golwg",
  week: "Wythnos",
  agenda: "Agenda",
  newEvent: "Digwyddiad newydd",
  weekFrom: (date) => `Wythnos yn dechrau: ${date}`,
  allDay: "Drwy'r dydd",
  addOn: (date) => `Ychwanegu: ${date}`,
  dayToday: (date) => `${date}, heddiw`,
  nothingPlanned: "Dim byd wedi'i drefnu",
  nothingThisWeek: "Dim byd wedi'i drefnu yr wythnos hon.",
  addByClick: "Dewiswch amser i ychwanegu digwyddiad.",
  nothingAfter: (date) => `Dim byd wedi'i drefnu ar ôl ${date}`,
  showEarlier: "Dangos dyddiau cynharach",
  showLater: "Dangos dyddiau diweddarach",
  empty:
    "Bydd y gwersi, yr adolygu a'r arholiadau y byddwch yn eu hychwanegu yn ymddangos yma, fesul diwrnod.",
  addEvent: "Ychwanegu digwyddiad",
  untitled: "Digwyddiad heb deitl",
  dayOf: (day, of) => `Diwrnod ${day} o ${of}`,
  kinds: {
    lesson: "Gwers",
    revision: "Adolygu",
    exam: "Arholiad",
    assignment: "Aseiniad",
    break: "Egwyl",
    other: "Arall",
  },
  times,
  spokenTimes: (spoken) =>
    spoken.kind === "span" ? `${spoken.from} tan ${spoken.to}` : times(spoken),
  needsAttention: "Angen sylw",
  editor: {
    name: "Digwyddiad",
    title: "Teitl",
    athro: "Athro",
    noAthro: "Dim",
    kind: "Math",
    allDay: "Drwy'r dydd",
    startDate: "Dyddiad dechrau",
    startTime: "Amser dechrau",
    endDate: "Dyddiad gorffen",
    endTime: "Amser gorffen",
    location: "Lleoliad",
    notes: "Nodiadau",
    zone: (zone) => `Mae'r amseroedd hyn yng nghylchfa amser ${zone}, nid un y ddyfais hon.`,
    save: "Cadw",
    delete: "Dileu",
    cancel: "Canslo",
    problems: {
      "title-missing": "Rhowch deitl i'r digwyddiad.",
      "title-long": `Mae'r teitl yn rhy hir. Defnyddiwch ${TITLE_LENGTH_MAX} nod ar y mwyaf.`,
      "kind-unknown": "Dewiswch fath.",
      "date-invalid": "Rhowch ddyddiad llawn: diwrnod, mis a blwyddyn.",
      "time-invalid": "Rhowch amser, er enghraifft 16:30.",
      "ends-before-start": "Mae'r digwyddiad yn gorffen cyn iddo ddechrau.",
      "location-long": `Mae'r lleoliad yn rhy hir. Defnyddiwch ${TITLE_LENGTH_MAX} nod ar y mwyaf.`,
      "notes-long": `Mae'r nodiadau'n rhy hir. Defnyddiwch ${NOTES_LENGTH_MAX} nod ar y mwyaf.`,
    },
    notSaved: {
      full: "Heb ei gadw: does dim lle ar ôl ar y ddyfais hon. Mae'r hyn a deipioch yn dal yma. Rhyddhewch ychydig o le, yna cadwch eto.",
      "too-large":
        "Heb ei gadw: mae'r digwyddiad yn rhy fawr. Mae'r hyn a deipioch yn dal yma. Byrhewch y nodiadau, yna cadwch eto.",
      closed:
        "Heb ei gadw: caeodd y porwr storfa'r ap. Copïwch yr hyn sydd ei angen arnoch oddi yma, yna llwythwch y dudalen eto.",
      unknown: "Heb ei gadw. Mae'r hyn a deipioch yn dal yma. Rhowch gynnig arall arni.",
    },
    notDeleted: "Heb ei ddileu. Mae'r digwyddiad yn dal yma. Rhowch gynnig arall arni.",
    refused:
      "Doedd dim modd cysoni'r digwyddiad hwn. Mae'n ddiogel ar y ddyfais hon. Newidiwch ef a'i gadw, neu rhowch gynnig arall arni fel y mae.",
    tryAgain: "Rhoi cynnig arall arni",
    deletedMeanwhile: "Cafodd y digwyddiad hwn ei ddileu yn y cyfamser. Dewiswch Cadw i'w gadw.",
    clash: "Newidiwyd ar ddyfais arall.",
    keepThis: "Cadw hwn",
    keepOther: "Cadw'r llall",
  },
  discard: {
    name: "Gwaredu'r newidiadau?",
    text: "Nid yw'r hyn a newidioch yn y digwyddiad hwn wedi'i gadw.",
    discard: "Gwaredu",
    keep: "Dal i olygu",
  },
  deleted: "Digwyddiad wedi'i ddileu.",
  undo: "Dadwneud",
  notRestored: "Doedd dim modd adfer y digwyddiad. Rhowch gynnig arall arni.",
};
