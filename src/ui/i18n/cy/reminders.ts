import type { ReminderWords } from "../en/reminders.ts";
import { plural } from "../plural.ts";

export const reminders: ReminderWords = {
  field: "Nodyn atgoffa",
  none: "Dim",
  atStart: "Pan fydd yn dechrau",
  before: (minutes) => {
    const size = Math.abs(minutes);
    const long =
      size % 1440 === 0
        ? plural("cy", size / 1440, { two: "2 ddiwrnod", other: "{n} diwrnod" })
        : size % 60 === 0
          ? plural("cy", size / 60, { other: "{n} awr" })
          : plural("cy", size, { two: "2 funud", other: "{n} munud" });
    return `${long} ${minutes < 0 ? "wedyn" : "ymlaen llaw"}`;
  },
  onDay: (time) => `Ar y diwrnod am ${time}`,
  dayBefore: (time) => `Y diwrnod cynt am ${time}`,
  while: {
    granted: "Mae Athro yn eich atgoffa drwy hysbysiad tra bydd ar agor ar y ddyfais hon.",
    default:
      "Mae Athro yn eich atgoffa tra bydd ar agor: ar ei sgrin ei hun, neu drwy hysbysiad os caniatewch hynny.",
    denied:
      "Mae Athro yn eich atgoffa ar ei sgrin ei hun tra bydd ar agor. Mae hysbysiadau wedi'u rhwystro yng ngosodiadau'r porwr hwn.",
    unavailable: "Mae Athro yn eich atgoffa ar ei sgrin ei hun tra bydd ar agor.",
  },
  always:
    "Mae Athro yn eich atgoffa drwy hysbysiad ar y ddyfais hon, hefyd tra bydd ar gau. Mae angen rhwydwaith ar y ddyfais ar gyfer hynny.",
  allow: "Caniatáu hysbysiadau",
  closed: {
    label: "Fy atgoffa pan fydd Athro ar gau hefyd",
    hint: "Daw nodiadau atgoffa wedyn fel hysbysiadau, o fewn tua munud, tra bydd gan y ddyfais hon rwydwaith. Maen nhw'n teithio wedi'u hamgryptio drwy wasanaeth gwthio eich porwr, ac yn dod i ben pan allgofnodwch yma.",
    asking: "Yn gofyn i'ch porwr…",
    shared:
      "Gan fod eraill yn defnyddio'r ddyfais hon hefyd, nid ydynt yn dweud beth yw'r digwyddiad.",
    silent:
      "Nid oes nodiadau atgoffa'n cael eu hanfon ar hyn o bryd. Maen nhw'n dod tra bydd Athro ar agor.",
    denied:
      "Ni all nodiadau atgoffa ddod tra bydd Athro ar gau: mae hysbysiadau wedi'u rhwystro yng ngosodiadau eich porwr ar gyfer y wefan hon.",
    install:
      "I gael eich atgoffa pan fydd Athro ar gau, gosodwch ef yn gyntaf: ar y ddyfais hon, dim ond ap wedi'i osod all wneud hynny.",
    failed:
      "Ni ellid newid hynny. Gwiriwch eich cysylltiad, yna rhowch gynnig arall arni. Mae nodiadau atgoffa'n dod tra bydd Athro ar agor.",
  },
  region: "Nodiadau atgoffa",
  open: "Agor",
  close: "Cau",
  untitled: "Digwyddiad heb deitl",
  private: "Digwyddiad yn eich calendr",
  today: (time) => `Heddiw am ${time}`,
  later: (day, time) => (time === null ? day : `${day} am ${time}`),
  elsewhere: (when, zone) => `${when}, amser ${zone}`,
};
