/** What a dictionary's types can't tell of Welsh: whom it speaks to, what it calls things, and what numbers do to the words after them. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { wholeDictionary } from "../support/whole-dictionary.ts";

const FOLDER = "src/ui/i18n/cy/";
const files = readdirSync(FOLDER).map(
  (name) => [name, readFileSync(FOLDER + name, "utf8")] as const,
);

describe.each(files)("%s", (_, text) => {
  test("speaks to the student as chi", () => {
    // Ti, its verbs and its "your"; "ei di" and the like are none of these words.
    expect(
      text.match(/\b(ti|dy|rwyt|wyt|fyddi|gelli|dylet|cei|gwna|dewisa|teipia)\b/gi),
    ).toBeNull();
  });
  test("has one word for one thing", () => {
    // Athrawon, and not the English plural; keys and paths, which are code, begin small.
    expect(
      text.match(/\b(Athros\b|[Oo]ff-?lein|ebost|logio i mewn|Ail-lwyth\w*|ail-lwyth\w*)/g),
    ).toBeNull();
  });
});

const cy = await wholeDictionary("cy");

describe("numbers", () => {
  const { ics } = cy.calendar;
  test.each([
    [cy.data.kinds.events, 1, "1 digwyddiad"],
    [cy.data.kinds.events, 2, "2 ddigwyddiad"],
    [cy.data.kinds.events, 3, "3 digwyddiad"],
    [cy.data.kinds.chats, 2, "2 sgwrs"],
    [ics.save, 2, "Allforio 2 ddigwyddiad"],
    [ics.save, 5, "Allforio 5 digwyddiad"],
    [cy.storage.archive.months, 2, "2 fis"],
    [cy.storage.archive.months, 6, "6 mis"],
    [cy.home.exam.unit, 2, "ddiwrnod"],
    [cy.home.exam.unit, 7, "diwrnod"],
    [cy.account.guard.title, 1, "Mae 1 newid heb ei gysoni"],
    [cy.account.guard.title, 2, "Mae 2 newid heb eu cysoni"],
  ] as const)("%# soften what they soften", (say, n, said) => {
    expect(say(n)).toBe(said);
  });
  test("join what was made by a or ac, as they are spoken", () => {
    expect(cy.account.guestWork.made(2, 2)).toBe(
      "Cafodd 2 sgwrs a 2 ddigwyddiad eu creu yma heb gyfrif.",
    );
    expect(cy.account.guestWork.made(2, 1)).toBe(
      "Cafodd 2 sgwrs ac 1 digwyddiad eu creu yma heb gyfrif.",
    );
    expect(cy.account.guestWork.made(2, 11)).toMatch(/ ac 11 /);
  });
});

test.each([
  [
    cy.planner.moving.between("Dydd Mawrth 24 Tachwedd", "Dydd Iau 26 Tachwedd"),
    "Dydd Mawrth 24 Tachwedd tan ddydd Iau 26 Tachwedd",
  ],
  [cy.planner.moving.between("14:00", "15:00"), "14:00 tan 15:00"],
  [cy.planner.goToDay("Dydd Llun 23 Tachwedd"), "Dangos dydd Llun 23 Tachwedd"],
  [cy.calendar.scope.bringBack("Dydd Sul 29 Tachwedd"), "Adfer dydd Sul 29 Tachwedd"],
  [
    cy.quick.until("Bob wythnos", "Dydd Sadwrn 28 Tachwedd"),
    "Bob wythnos, tan ddydd Sadwrn 28 Tachwedd",
  ],
  [
    cy.quick.added("Afonydd", "Dydd Gwener 27 Tachwedd, 09:00"),
    "Wedi'i ychwanegu: Afonydd, dydd Gwener 27 Tachwedd, 09:00.",
  ],
  [
    cy.study.plan.changeOne("Dydd Mercher 25 Tachwedd, 09:00–10:00", "Afonydd"),
    "Newid dydd Mercher 25 Tachwedd, 09:00–10:00, Afonydd",
  ],
  [
    cy.study.request.exam("Afonydd", { date: "Dydd Iau 26 Tachwedd" }, null, 30),
    "Mae gen i arholiad ddydd Iau 26 Tachwedd: Afonydd. Helpwch fi i adolygu ar ei gyfer. Mae gen i 30 munud.",
  ],
])("a day goes on in lower case, and softens where it must: %s", (said, right) => {
  expect(said).toBe(right);
});

test.each([
  [1, "Bob mis ar y dydd Llun cyntaf"],
  [2, "Bob mis ar yr ail ddydd Llun"],
  [3, "Bob mis ar y trydydd dydd Llun"],
  [4, "Bob mis ar y pedwerydd dydd Llun"],
  [5, "Bob mis ar y pumed dydd Llun"],
  [-1, "Bob mis ar y dydd Llun olaf"],
])("the place of the %ith weekday of a month", (nth, said) => {
  expect(cy.calendar.repeat.monthlyNth(nth, "Dydd Llun")).toBe(said);
});
