import type { StudyWords } from "../en/study.ts";
import { midSentence, softened } from "../dates.ts";
import { plural } from "../plural.ts";

const minutesOf = (n: number): string => plural("cy", n, { two: "2 funud", other: "{n} munud" });

export const study: StudyWords = {
  which: "Gyda pha Athro y byddwch yn adolygu?",
  request: {
    topic: (topic, minutes) => `Helpwch fi i adolygu: ${topic}. Mae gen i ${minutesOf(minutes)}.`,
    exam: (topic, when, length, minutes) =>
      [
        `Mae gen i arholiad ${
          "date" in when ? softened(when.date) : when.near === "today" ? "heddiw" : "yfory"
        }: ${topic}.`,
        length ? `Mae'n para ${minutesOf(length)}.` : "",
        `Helpwch fi i adolygu ar ei gyfer. Mae gen i ${minutesOf(minutes)}.`,
      ]
        .filter(Boolean)
        .join(" "),
  },
  timer: {
    name: "Amserydd adolygu",
    left: "ar ôl",
    paused: "Wedi'i oedi",
    over: "Mae'r amser ar ben",
    whileOpen: "Cewch wybod pan ddaw i ben, tra bo Athro ar agor.",
    started: (minutes) =>
      `${minutesOf(minutes)} wedi dechrau. Cewch wybod pan ddônt i ben, tra bo Athro ar agor.`,
    goesOn: "Mae'r amserydd yn mynd yn ei flaen",
    stopped: "Amserydd wedi'i stopio.",
    pause: "Oedi",
    resume: "Parhau",
    stop: "Stopio'r amserydd",
    undo: "Dadwneud",
    more: (minutes) => `${minutesOf(minutes)} arall`,
    done: "Wedi gorffen",
  },
  plan: {
    heading: "Cynllun adolygu",
    what: "Mae Athro wedi chwilio am amser rhydd cyn eich arholiadau, gan ddechrau gyda'r pynciau rydych leiaf sicr ohonynt. Gadewch allan neu newidiwch beth nad yw'n addas. Ni chaiff dim ei ychwanegu nes i chi ddweud.",
    noExams:
      "Does dim arholiad wedi'i drefnu ar gyfer y tri mis nesaf. Ychwanegwch un at y calendr, ac mae Athro yn awgrymu pryd i adolygu.",
    addExam: "Ychwanegu arholiad",
    exams: "Arholiadau",
    planned: (n) =>
      plural("cy", n, {
        two: "2 sesiwn wedi'u trefnu eisoes",
        other: "{n} sesiwn wedi'u trefnu eisoes",
        one: "{n} sesiwn wedi'i threfnu eisoes",
      }),
    confidence: "Hyder",
    unsaid: "Heb ddweud",
    level: (level) => `${level} o 10`,
    notSaid: "Nid oedd modd cadw eich hyder. Rhowch gynnig arall arni.",
    choices: "Sut i adolygu",
    length: "Hyd",
    minutes: minutesOf,
    least: "Sesiynau i bob arholiad, o leiaf",
    most: "Sesiynau i bob arholiad, ar y mwyaf",
    schoolDays: "Ar ddiwrnodau ysgol",
    weekends: "Ar benwythnosau",
    from: "O",
    to: "Tan",
    sessions: "Sesiynau a awgrymir",
    noRoom:
      "Does dim amser rhydd ar ôl cyn yr arholiadau hyn, neu mae digon wedi'i drefnu eisoes. Rhowch gynnig ar oriau eraill neu hyd byrrach.",
    change: "Newid",
    changeOne: (times, title) => `Newid ${midSentence(times)}, ${title}`,
    date: "Dyddiad",
    time: "Yn dechrau am",
    problems: {
      invalid: "Rhowch ddyddiad ac amser",
      past: "Mae hyn yn y gorffennol",
      "after-exam": "Mae hyn yn gorffen ar ôl i'r arholiad ddechrau",
      overlaps: (title) =>
        title === null
          ? "Ar yr un pryd â sesiwn arall"
          : `Ar yr un pryd â ${title || "digwyddiad arall"}`,
    },
    mendFirst: "Newidiwch neu gadewch allan yr hyn sydd wedi'i farcio yn gyntaf.",
    count: (n) =>
      n === 0
        ? "Does dim sesiwn wedi'i dewis."
        : plural("cy", n, {
            one: "{n} sesiwn wedi'i dewis.",
            other: "{n} sesiwn wedi'u dewis.",
          }),
    add: "Ychwanegu at y calendr",
    title: (exam) => `Adolygu: ${exam}`,
    added: (n) =>
      plural("cy", n, {
        one: "{n} sesiwn wedi'i hychwanegu.",
        other: "{n} sesiwn wedi'u hychwanegu.",
      }),
    notAdded: {
      full: "Nid oedd modd ychwanegu'r sesiynau, gan nad oes lle ar ôl ar y ddyfais hon. Mae eich cynllun yma o hyd.",
      unknown:
        "Nid oedd modd ychwanegu'r sesiynau. Mae eich cynllun yma o hyd. Rhowch gynnig arall arni.",
    },
  },
};
