import { expect, test } from "vitest";
import { athroIn, mutated } from "../../../src/model/quick-add/subjects.ts";
import { read, told, toldUntil } from "./support.ts";

/** A text on Thursday 26 November 2026 at 11:50, the title that is left of it, and what is understood. */
const PHRASES: readonly (readonly [text: string, title: string, told: string])[] = [
  [
    "adolygu mathemateg yfory am 4 o'r gloch am awr",
    "adolygu mathemateg",
    "2026-11-27 16:00-17:00 revision maths",
  ],
  ["celf o 4 tan 5 dydd Iau", "celf", "2026-11-26 16:00-17:00 lesson art"],
  ["cyfarfod yfory am hanner awr", "cyfarfod", "2026-11-27 16:00-16:30 other"],
  [
    "gwaith cartref mathemateg tan 5 o'r gloch",
    "gwaith cartref mathemateg",
    "2026-11-26 16:00-17:00 assignment maths",
  ],
  ["ddydd Llun am 4 hanes", "hanes", "2026-11-30 16:00-17:00 lesson history"],
  ["rhwng 2 a 3 yfory celf", "celf", "2026-11-27 14:00-15:00 lesson art"],
  [
    "arholiad Ffrangeg ar y 3ydd o Fai am 1:30yp",
    "arholiad Ffrangeg",
    "2027-05-03 13:30-14:30 exam languages",
  ],
  [
    "arholiad Ffrangeg ar 12 Rhagfyr o 9 tan 11",
    "arholiad Ffrangeg",
    "2026-12-12 09:00-11:00 exam languages",
  ],
  ["prawf sillafu ddydd Gwener", "prawf sillafu", "2026-11-27 all day exam"],
  ["traethawd Saesneg erbyn y 14eg", "traethawd Saesneg", "2026-12-14 all day assignment english"],
  ["egwyl am 11 y bore", "egwyl", "2026-11-27 11:00-12:00 break"],
  ["pêl-droed nos Iau am 6", "pêl-droed", "2026-11-26 18:00-19:00 other"],
  ["pêl-droed nos Fawrth o 6 tan 7:30", "pêl-droed", "2026-12-01 18:00-19:30 other"],
  [
    "Mathemateg ddydd Mercher nesaf am ddeg o'r gloch y bore",
    "Mathemateg",
    "2026-12-02 10:00-11:00 lesson maths",
  ],
  [
    "gwersi piano bob dydd Sadwrn am 10 y bore am hanner awr",
    "gwersi piano",
    "2026-11-28 10:00-10:30 lesson weekly 5",
  ],
  [
    "clwb darllen bob pythefnos ddydd Mawrth am 12:30",
    "clwb darllen",
    "2026-12-01 12:30-13:30 other fortnightly 1",
  ],
  ["clwb bob wythnos ddydd Mawrth am 12:30", "clwb", "2026-12-01 12:30-13:30 other weekly 1"],
  ["adolygu heno am saith am ddwy awr", "adolygu", "2026-11-26 19:00-21:00 revision"],
  ["adolygu'r Ail Ryfel Byd yfory", "adolygu'r Ail Ryfel Byd", "2026-11-27 all day revision"],
  ["ail bapur yfory am 9", "ail bapur", "2026-11-27 09:00-10:00 other"],
  ["darllen 20 tudalen yfory", "darllen 20 tudalen", "2026-11-27 all day other"],
  ["y prynhawn 'ma am 2 cyfarfod", "cyfarfod", "2026-11-26 14:00-15:00 other"],
  ["ffisig y bore yma", "ffisig", "2026-11-26 09:00-10:00 other"],
  ["ymarfer corff prynhawn Llun", "ymarfer corff", "2026-11-30 14:00-15:00 lesson pe"],
  ["cerdded ymhen 3 diwrnod", "cerdded", "2026-11-29 all day other"],
  ["cerdded mewn awr", "cerdded", "2026-11-26 12:50-13:50 other"],
  ["cerdded mewn hanner awr", "cerdded", "2026-11-26 12:20-13:20 other"],
  ["ffug arholiadau o ddydd Llun am 5 diwrnod", "ffug arholiadau", "2026-11-30 to 2026-12-04 exam"],
  ["cyngerdd 18 Rhagfyr 2026 am 19:00", "cyngerdd", "2026-12-18 19:00-20:00 other"],
  ["cyngerdd Rhagfyr 18 am 7 yr hwyr", "cyngerdd", "2026-12-18 19:00-20:00 other"],
  ["cyngerdd 18/12 am 7yh", "cyngerdd", "2026-12-18 19:00-20:00 other"],
  ["cyngerdd 2026-12-18 19:00", "cyngerdd", "2026-12-18 19:00-20:00 other"],
  ["pum munud wedi naw yfory gwers", "gwers", "2026-11-27 09:05-10:05 lesson"],
  ["deng munud i dri yfory gwers", "gwers", "2026-11-27 14:50-15:50 lesson"],
  ["ugain munud wedi deg fore Mawrth gwers", "gwers", "2026-12-01 10:20-11:20 lesson"],
  ["chwarter wedi un yfory gwers", "gwers", "2026-11-27 13:15-14:15 lesson"],
  [
    "am ddau o'r gloch yfory daearyddiaeth",
    "daearyddiaeth",
    "2026-11-27 14:00-15:00 lesson geography",
  ],
  ["Gymraeg yfory am dri", "Gymraeg", "2026-11-27 15:00-16:00 lesson welsh"],
  ["adolygu at arholiad yfory am 4pm", "adolygu at arholiad", "2026-11-27 16:00-17:00 revision"],
  ["gwyliau'r Pasg 29 Mawrth", "gwyliau'r Pasg", "2027-03-29 all day break"],
  ["drama ddydd Iau nesaf am 2", "drama", "2026-12-03 14:00-15:00 lesson drama"],
  ["hanes yfory 14:00–15:30", "hanes", "2026-11-27 14:00-15:30 lesson history"],
  ["hanes yfory 14:00 tan 15:30", "hanes", "2026-11-27 14:00-15:30 lesson history"],
  ["hanes yfory o 2 y prynhawn tan 4 y prynhawn", "hanes", "2026-11-27 14:00-16:00 lesson history"],
  ["tradwy am 3 ffiseg", "ffiseg", "2026-11-29 15:00-16:00 lesson science"],
  ["29 Chwefror prawf", "prawf", "2028-02-29 all day exam"],
  ["30 Chwefror prawf", "30 Chwefror prawf", "2026-11-26 all day exam"],
  ["cwrdd â Mair am goffi yfory am 11", "cwrdd â Mair am goffi", "2026-11-27 11:00-12:00 other"],
  [
    "am hanner nos yfory lanlwytho gwaith cwrs",
    "lanlwytho gwaith cwrs",
    "2026-11-28 00:00-01:00 assignment",
  ],
  ["bob diwrnod geirfa am 8 yb", "geirfa", "2026-11-26 08:00-09:00 other daily"],
  [
    "bioleg bob dydd Mawrth, dydd Iau a dydd Gwener am 2",
    "bioleg",
    "2026-11-26 14:00-15:00 lesson science weekly 1,3,4",
  ],
  ["bore yfory cemeg", "cemeg", "2026-11-27 09:00-10:00 lesson science"],
  ["Cinio Ysgol hanner dydd heddiw", "Cinio Ysgol", "2026-11-26 12:00-13:00 break"],
  ["awr a hanner o hanes yfory am 4", "hanes", "2026-11-27 16:00-17:30 lesson history"],
  ["45 munud mathemateg nos yfory", "mathemateg", "2026-11-27 19:00-19:45 lesson maths"],
  ["mathemateg yfory am 4 am 45 munud", "mathemateg", "2026-11-27 16:00-16:45 lesson maths"],
  ["arholiad hanes ddydd Llun nesaf", "arholiad hanes", "2026-11-30 all day exam history"],
  [
    "gwers ffiseg drennydd am hanner awr wedi tri",
    "gwers ffiseg",
    "2026-11-28 15:30-16:30 lesson science",
  ],
  ["cemeg fore Llun", "cemeg", "2026-11-30 09:00-10:00 lesson science"],
  ["drama nos Wener am 7", "drama", "2026-11-27 19:00-20:00 lesson drama"],
  ["drama nos Wener", "drama", "2026-11-27 19:00-20:00 lesson drama"],
  ["hanes chwarter i bedwar yfory", "hanes", "2026-11-27 15:45-16:45 lesson history"],
  ["arholiad bioleg 3 Mawrth", "arholiad bioleg", "2027-03-03 all day exam science"],
  ["adolygu bob dydd Mawrth am 4", "adolygu", "2026-12-01 16:00-17:00 revision weekly 1"],
  [
    "ffrangeg bob yn ail ddydd Mercher am ddau o'r gloch",
    "ffrangeg",
    "2026-12-02 14:00-15:00 lesson languages fortnightly 2",
  ],
  ["gwasanaeth bob diwrnod ysgol am 8:45", "gwasanaeth", "2026-11-26 08:45-09:45 other weekdays"],
  ["llun ddydd Llun", "llun", "2026-11-30 all day other"],
  ["tynnu llun", "tynnu llun", "2026-11-26 all day other"],
  ["nofio wythnos i ddydd Mawrth", "nofio", "2026-12-08 all day other"],
  ["prawf ymhen pythefnos", "prawf", "2026-12-10 all day exam"],
  ["parti brynhawn Sadwrn o ddau tan bump", "parti", "2026-11-28 14:00-17:00 other"],
  ["Saesneg Mercher 10:00", "Saesneg", "2026-12-02 10:00-11:00 lesson english"],
  ["arholiad y cyntaf o Fai", "arholiad", "2027-05-01 all day exam"],
  ["ugain munud i bump drama yfory", "drama", "2026-11-27 16:40-17:40 lesson drama"],
  ["hanes Cymru yr wythnos nesaf", "hanes Cymru", "2026-12-03 all day lesson history"],
  ["maths tomorrow 4pm", "maths", "2026-11-27 16:00-17:00 lesson maths"],
  ["mathemateg yfory am 4 am awr a hanner", "mathemateg", "2026-11-27 16:00-17:30 lesson maths"],
  ["Dydd Mawrth am 3 y prynhawn mathemateg", "mathemateg", "2026-12-01 15:00-16:00 lesson maths"],
  [
    "adolygu’r arholiad yfory am 5 o’r gloch",
    "adolygu’r arholiad",
    "2026-11-27 17:00-18:00 revision",
  ],
];

test.each(PHRASES)("Welsh: %s", (text, title, expected) => {
  const event = read(text, "cy");
  expect(event.input.title).toBe(title);
  expect(told(event)).toBe(expected);
  expect(event.whole).toBe(title !== "");
});

test.each([
  ["mathemateg am 10 o 9 Ionawr", "mathemateg", "2027-01-09 10:00-11:00 lesson maths"],
  ["mathemateg am 10 ar 9 Ionawr", "mathemateg", "2027-01-09 10:00-11:00 lesson maths"],
  ["gwers am ddeg o 9 Ionawr", "gwers", "2027-01-09 10:00-11:00 lesson"],
  ["piano bob dydd Sadwrn am 10 o 9 Ionawr", "piano", "2027-01-09 10:00-11:00 other weekly 5"],
  [
    "piano bob dydd Sadwrn am 10 o'r 9fed o Ionawr",
    "piano",
    "2027-01-09 10:00-11:00 other weekly 5",
  ],
  ["piano am 10 o'r 9fed o Ionawr ymlaen", "piano", "2027-01-09 10:00-11:00 other"],
  ["gwers am 4 o ddydd Iau", "gwers", "2026-11-26 16:00-17:00 lesson"],
  ["gwers am 4 o yfory", "gwers", "2026-11-27 16:00-17:00 lesson"],
  [
    "bob dydd Llun am 10 o ddydd Llun nesaf piano",
    "piano",
    "2026-11-30 10:00-11:00 other weekly 0",
  ],
  ["arholiad am 9 ar fore Gwener", "arholiad", "2026-11-27 09:00-10:00 exam"],
  ["gwers am 10 o'r gloch o 9 Ionawr", "gwers", "2027-01-09 10:00-11:00 lesson"],
  // A number of things is no time.
  ["darllen 10 o dudalennau erbyn yfory", "darllen 10 o dudalennau", "2026-11-27 all day other"],
  ["paratoi am 10 o gwestiynau yfory", "paratoi am 10 o gwestiynau", "2026-11-27 all day other"],
])("Welsh, from a day on: %s", (text, title, expected) => {
  const event = read(text, "cy");
  expect(event.input.title).toBe(title);
  expect(told(event)).toBe(expected);
});

test.each([
  [
    "mathemateg bob dydd Mawrth am 4 tan 18 Rhagfyr",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "mathemateg bob dydd Mawrth am 4 tan Ragfyr 18",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "bob dydd Mawrth o 4 tan 5 tan ddydd Gwener 18 Rhagfyr mathemateg",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "mathemateg bob dydd Mawrth tan y 18fed o Ragfyr am 4",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "mathemateg bob dydd Mawrth am 4 tan yr 11eg",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-11",
  ],
  [
    "mathemateg bob dydd Mawrth am 4 hyd at 18/12",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "mathemateg bob dydd Mawrth am 4 hyd 18 Rhagfyr 2027",
    "mathemateg",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2027-12-18",
  ],
  [
    "geirfa bob dydd am 5 tan ddydd Gwener",
    "geirfa",
    "2026-11-26 17:00-18:00 other daily until 2026-11-27",
  ],
  [
    "geirfa bob dydd am 5 tan ddydd Gwener nesaf",
    "geirfa",
    "2026-11-26 17:00-18:00 other daily until 2026-12-04",
  ],
  [
    "geirfa bob dydd am 5 tan Wener",
    "geirfa",
    "2026-11-26 17:00-18:00 other daily until 2026-11-27",
  ],
  [
    "geirfa bob dydd am 5 tan yfory",
    "geirfa",
    "2026-11-26 17:00-18:00 other daily until 2026-11-27",
  ],
  [
    "piano bob dydd Sadwrn o 9 Ionawr am 10 tan 18 Rhagfyr",
    "piano",
    "2027-01-09 10:00-11:00 other weekly 5 until 2027-12-18",
  ],
  // No day: what ends then is the lesson.
  [
    "mathemateg bob dydd Mawrth o 4 tan 6",
    "mathemateg",
    "2026-12-01 16:00-18:00 lesson maths weekly 1 until 2027-07-31",
  ],
  [
    "mathemateg bob dydd Mawrth tan 6 o'r gloch",
    "mathemateg",
    "2026-12-01 17:00-18:00 lesson maths weekly 1 until 2027-07-31",
  ],
])("Welsh, until a day: %s", (text, title, expected) => {
  const event = read(text, "cy");
  expect(event.input.title).toBe(title);
  expect(toldUntil(event)).toBe(expected);
  expect(event.whole).toBe(true);
});

test.each([
  ["gwersyll o 9 Ionawr tan 12 Ionawr", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  ["gwersyll 9 Ionawr tan 12 Ionawr", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  ["gwersyll o 9 tan 12 Ionawr", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  ["gwersyll 9-12 Ionawr", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  ["o 9 Ionawr hyd at 12 Ionawr gwersyll", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  ["gwersyll o 9 Ionawr i 12 Ionawr", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  ["gwersyll o'r 9fed tan y 12fed o Ionawr", "gwersyll", "2027-01-09 to 2027-01-12 other"],
  [
    "gwersyll o ddydd Sadwrn 9 Ionawr tan ddydd Mawrth 12 Ionawr",
    "gwersyll",
    "2027-01-09 to 2027-01-12 other",
  ],
  ["gwersyll o 9 Ionawr tan 12 Ionawr 2028", "gwersyll", "2028-01-09 to 2028-01-12 other"],
  ["gwersyll o 30 Rhagfyr tan 2 Ionawr 2027", "gwersyll", "2026-12-30 to 2027-01-02 other"],
  ["gwersyll o 30 Rhagfyr tan 2 Ionawr", "gwersyll", "2026-12-30 to 2027-01-02 other"],
  // Where there are times, they are of its first day, as in English.
  ["cwrs o 9 Ionawr tan 12 Ionawr o 10 tan 12", "cwrs", "2027-01-09 10:00-12:00 other"],
  // What is no span of days.
  ["mathemateg am 4 tan 18 Rhagfyr", "mathemateg", "2026-12-18 16:00-17:00 lesson maths"],
  ["mathemateg am 2:05 tan 12 Rhagfyr", "mathemateg", "2026-12-12 14:05-15:05 lesson maths"],
  ["cwrs o 9 tan 12 ar 12 Ionawr", "cwrs", "2027-01-12 09:00-12:00 other"],
  ["cwrs ar 9 Ionawr tan 12", "cwrs", "2027-01-09 11:00-12:00 other"],
  ["llyfr 3 i 5 Ionawr", "llyfr 3 i", "2027-01-05 all day other"],
  ["gwersyll o 12 tan 9 Ionawr", "gwersyll o 12", "2027-01-09 all day other"],
] as const)("Welsh, days from one to another: %s", (text, title, expected) => {
  const event = read(text, "cy");
  expect(event.input.title).toBe(title);
  expect(told(event)).toBe(expected);
  expect(event.whole).toBe(true);
});

test("behind a repetition, a last day is that of the repetition", () => {
  expect(toldUntil(read("nofio bob dydd am 5 o 9 Ionawr tan 12 Ionawr", "cy"))).toBe(
    "2027-01-09 17:00-18:00 other daily until 2027-01-12",
  );
});

test("without a repetition there is no end of one", () => {
  expect(told(read("mathemateg am 4 tan 18 Rhagfyr", "cy"))).toBe(
    "2026-12-18 16:00-17:00 lesson maths",
  );
});

test.each([
  ["mathemateg", ["mathemateg", "fathemateg"]],
  ["cymraeg", ["cymraeg", "gymraeg", "chymraeg"]],
  ["gwers", ["gwers", "wers"]],
  ["hanes", ["hanes"]],
])("%s is known as it stands in a sentence", (word, forms) => {
  expect(mutated(word)).toEqual(forms);
});

test("what is short is a subject in capitals alone", () => {
  expect(athroIn("gwers TG")).toBe("athro-it");
  expect(athroIn("bring it")).toBeNull();
});
