import { midSentence } from "../dates.ts";
import { plural } from "../plural.ts";
import { NOTES_LENGTH_MAX, TITLE_LENGTH_MAX } from "../../../model/limits.ts";
import type { SliceTimes } from "../../calendar/date-words.ts";
import type { CalendarWords } from "../en/calendar.ts";

const NTH: Record<string, string> = { 3: "trydydd", 4: "pedwerydd", 5: "pumed" };

/** "Cyntaf" and "olaf" follow the day, the others stand before it, and "ail" softens it. */
const nthDay = (nth: number, weekday: string): string => {
  const day = midSentence(weekday);
  if (nth === 1) return `y ${day} cyntaf`;
  if (nth === -1) return `y ${day} olaf`;
  return nth === 2 ? `yr ail d${day}` : `y ${NTH[nth] ?? nth} ${day}`;
};

/** The levels that have names. */
const LEVELS: Record<number, string> = {
  0: ": heb ddechrau",
  2: ": isel",
  5: ": canolig",
  8: ": uchel",
};

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
  today: "Heddiw",
  tomorrow: "Yfory",
  yesterday: "Ddoe",
  newEvent: "Digwyddiad newydd",
  allDay: "Drwy'r dydd",
  dayToday: (date) => `${date}, heddiw`,
  nothingPlanned: "Dim byd wedi'i drefnu",
  untitled: "Digwyddiad heb deitl",
  startRevision: "Dechrau adolygu",
  planRevision: "Cynllunio adolygu",
  revisionNotStarted:
    "Nid oedd modd dechrau adolygu, a does dim wedi newid. Rhowch gynnig arall arni.",
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
    confidence: "Hyder",
    unsaid: "Heb ddweud",
    level: (level) => `${level} o 10${LEVELS[level] ?? ""}`,
    priority: "Blaenoriaeth",
    planGoesBy:
      "Mae gan eich cynllun adolygu fwy o sesiynau i'r hyn rydych yn llai sicr ohono, ac i'r hyn sydd â blaenoriaeth.",
    unsaidGoesBy: (athro) =>
      `Nes i chi ddweud yma, mae eich cynllun adolygu'n dilyn eich hyder gydag ${athro}.`,
    studyForAll: "Mae'r hyder a'r flaenoriaeth yr un fath bob tro mae'r digwyddiad yn ailadrodd.",
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
      "confidence-invalid": "Dewiswch hyder o 0 i 10.",
      "date-invalid": "Rhowch ddyddiad llawn: diwrnod, mis a blwyddyn.",
      "time-invalid": "Rhowch amser, er enghraifft 16:30.",
      "ends-before-start": "Mae'r digwyddiad yn gorffen cyn iddo ddechrau.",
      "location-long": `Mae'r lleoliad yn rhy hir. Defnyddiwch ${TITLE_LENGTH_MAX} nod ar y mwyaf.`,
      "notes-long": `Mae'r nodiadau'n rhy hir. Defnyddiwch ${NOTES_LENGTH_MAX} nod ar y mwyaf.`,
      "until-invalid": "Rhowch y diwrnod olaf: diwrnod, mis a blwyddyn.",
      "until-early": "Mae'r diwrnod olaf cyn i'r digwyddiad ddechrau.",
      "count-invalid": "Rhowch sawl gwaith, o 1 i 999.",
    },
    notSaved: {
      full: "Heb ei gadw: does dim lle ar ôl ar y ddyfais hon. Mae'r hyn a deipioch yn dal yma. Gwnewch le, yna cadwch eto.",
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
    more: "Mwy",
    notTriedAgain:
      "Doedd dim modd rhoi cynnig arall arni. Mae'r digwyddiad yn ddiogel ar y ddyfais hon.",
    deletedMeanwhile: {
      this: "Cafodd y digwyddiad hwn ei ddileu yn y cyfamser. Dewiswch Cadw i'w gadw.",
      all: "Cafodd pob un o'r rhain ei ddileu yn y cyfamser. Dewiswch Cadw i gadw hwn yn unig.",
    },
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
  added: "Digwyddiad wedi'i ychwanegu.",
  saved: "Digwyddiad wedi'i gadw.",
  deleted: "Digwyddiad wedi'i ddileu.",
  linked: {
    deleted: "Cafodd y digwyddiad hwn ei ddileu. Gellir ei adfer o'r rhestr Dilëwyd yn ddiweddar.",
    toDeleted: "Dilëwyd yn ddiweddar",
    cancelled:
      "Cafodd hwn ei ddileu, ond nid y lleill o'r un digwyddiad. Agorwch un ohonynt i'w adfer.",
    missing: "Nid yw'r digwyddiad hwn yn y calendr ar y ddyfais hon.",
    failed: "Doedd dim modd agor y digwyddiad hwn. Rhowch gynnig arall arni.",
  },
  undo: "Dadwneud",
  notUndone: "Doedd dim modd dadwneud hynny. Rhowch gynnig arall arni.",
  repeat: {
    label: "Ailadrodd",
    repeats: "Yn ailadrodd",
    kinds: {
      none: "Ddim yn ailadrodd",
      daily: "Bob dydd",
      weekdays: "Bob diwrnod ysgol (dydd Llun i ddydd Gwener)",
      weekly: "Bob wythnos",
      fortnightly: "Bob pythefnos (wythnos A/B)",
      "monthly-day": "Bob mis, ar yr un diwrnod",
      "monthly-nth": "Bob mis, ar yr un diwrnod o'r wythnos",
      "monthly-last": "Bob mis, ar y diwrnod olaf o'r fath",
      yearly: "Bob blwyddyn",
      custom: "Yn ôl rheol o galendr arall",
    },
    monthlyDay: (day) => `Bob mis ar ddiwrnod ${day}`,
    monthlyNth: (nth, weekday) => `Bob mis ar ${nthDay(nth, weekday)}`,
    yearly: (date) => `Bob blwyddyn ar ${date}`,
    days: "Ar y diwrnodau hyn",
    ends: "Gorffen",
    onDate: "Ar ddyddiad",
    afterCount: "Ar ôl nifer o weithiau",
    never: "Byth",
    until: "Diwrnod olaf",
    count: "Sawl gwaith",
  },
  ics: {
    import: "Mewnforio",
    export: "Allforio",
    importTitle: "Mewnforio ffeil galendr",
    exportTitle: "Allforio ffeil galendr",
    reading: "Wrthi'n darllen y ffeil…",
    close: "Cau",
    confirm: (n) => plural("cy", n, { other: "Mewnforio {n} newid" }),
    nothing: "Mae popeth yn y ffeil hon yn eich calendr yn barod.",
    unchanged: "Ni newidiwyd dim.",
    kinds: {
      added: (n) =>
        plural("cy", n, { other: "Caiff {n} eu hychwanegu", one: "Caiff 1 ei ychwanegu" }),
      updated: (n) =>
        plural("cy", n, { other: "Caiff {n} eu diweddaru", one: "Caiff 1 ei ddiweddaru" }),
      removed: (n) =>
        plural("cy", n, {
          one: "Mae 1 wedi'i ganslo yn y ffeil, a chaiff ei ddileu",
          other: "Mae {n} wedi'u canslo yn y ffeil, a chânt eu dileu",
        }),
      mine: (n) =>
        plural("cy", n, {
          one: "Mae 1 a newidioch yn Athro yn aros fel y mae gennych chi",
          other: "Mae {n} a newidioch yn Athro yn aros fel y maent gennych chi",
        }),
      deleted: (n) =>
        plural("cy", n, {
          one: "Mae 1 a ddileoch yn Athro yn aros wedi'i ddileu",
          other: "Mae {n} a ddileoch yn Athro yn aros wedi'u dileu",
        }),
      unchanged: (n) => plural("cy", n, { one: "Mae 1 yno'n barod", other: "Mae {n} yno'n barod" }),
    },
    replace: "Rhoi'r hyn sydd yn y ffeil yn lle'r hyn a newidiais yn Athro",
    skipped: (n) =>
      plural("cy", n, { one: "Nid oes modd mewnforio 1", other: "Nid oes modd mewnforio {n}" }),
    reasons: {
      cancelled: "mae wedi'i ganslo yn y ffeil.",
      start: "nid oes ganddo ddechrau y gall Athro ei ddarllen.",
      rule: "mae'n ailadrodd mewn ffordd nad yw Athro'n ei hadnabod.",
      broken: "mae wedi'i ddifrodi yn y ffeil.",
      range:
        "mae'n newid y rhai dilynol hefyd, ac ni all Athro ddarllen hynny. Dim ond hwn sy'n newid.",
    },
    more: (n) => plural("cy", n, { other: "{n} arall hefyd" }),
    done: (added, updated) => `Wedi mewnforio: ychwanegwyd ${added}, diweddarwyd ${updated}.`,
    problems: {
      foreign: "Nid ffeil galendr yw hon, neu dim ond rhan o un.",
      large: "Mae'r ffeil hon yn rhy fawr i fod yn galendr myfyriwr.",
      empty: "Does dim digwyddiadau yn y ffeil hon.",
      failed: "Doedd dim modd darllen y ffeil hon.",
      "not-written": "Doedd dim modd cadw'r digwyddiadau ar y ddyfais hon.",
    },
    any: "Unrhyw un",
    from: "O",
    to: "Tan",
    none: "Does dim digwyddiadau'n cyfateb.",
    save: (n) =>
      plural("cy", n, { two: "Allforio {n} ddigwyddiad", other: "Allforio {n} digwyddiad" }),
    notSaved: "Doedd dim modd gwneud y ffeil. Rhowch gynnig arall arni.",
  },
  scope: {
    save: "Newid pa rai?",
    delete: "Dileu pa rai?",
    scopes: { this: "Hwn yn unig", following: "Hwn a'r rhai dilynol", all: "Pob un" },
    notAlone: "Ni ellir newid hyder, blaenoriaeth na sut mae'n ailadrodd ar gyfer un yn unig.",
    deleted: {
      this: "Wedi'i ddileu, hwn yn unig.",
      following: "Cafodd hwn a'r rhai dilynol eu dileu.",
      all: "Cafodd pob un ei ddileu.",
    },
    outside: (n) =>
      plural("cy", n, {
        one: "Nid yw un a newidioch o'r blaen yn y patrwm newydd, ac mae'n aros fel y mae.",
        other:
          "Nid yw {n} a newidioch o'r blaen yn y patrwm newydd, ac maen nhw'n aros fel y maent.",
      }),
    cancelled: (n) => plural("cy", n, { one: "Cafodd un ei ddileu", other: "Cafodd {n} eu dileu" }),
    restore: "Adfer",
    bringBack: (date) => `Adfer ${midSentence(date)}`,
    restored: "Wedi'i adfer.",
    notRestored: "Heb ei adfer. Rhowch gynnig arall arni.",
  },
};
