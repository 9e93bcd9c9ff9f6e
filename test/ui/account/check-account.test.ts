import { expect, test } from "vitest";
import { checkAccount, fieldOf } from "../../../src/ui/account/check-account.ts";
import { wholeDictionary } from "../support/whole-dictionary.ts";

const en = await wholeDictionary("en");
const cy = await wholeDictionary("cy");

test.each([
  ["in", "", "", "email-missing"],
  ["in", "   ", "a password", "email-missing"],
  ["in", "elin", "a password", "email-invalid"],
  ["in", "elin @example.org", "a password", "email-invalid"],
  ["in", "elin@example.org", "", "password-missing"],
  ["up", "elin@example.org", "1234567", "password-short"],
  ["up", "elin@example.org", "ŵŵŵŵ😀😀😀", "password-short"],
  ["up", "elin@example.org", "ŵ".repeat(37), "password-long"],
] as const)("the form for %s refuses %j and %j: %s", (mode, email, password, problem) => {
  expect(checkAccount(mode, email, password)).toBe(problem);
  expect(en.account.problems[problem]).not.toBe(cy.account.problems[problem]);
});

test.each([
  ["in", "elin@example.org", "short"],
  ["in", " elin@example.org ", "a password"],
  ["up", "elin@example.org", "12345678"],
  ["up", "elin@localhost", "        "],
] as const)("the form for %s sends %j and %j", (mode, email, password) => {
  expect(checkAccount(mode, email, password)).toBe(null);
});

test("a problem marks the field that it is about, and none if it is about the whole", () => {
  expect(fieldOf("email-taken")).toBe("email");
  expect(fieldOf("email-missing")).toBe("email");
  expect(fieldOf("password-weak")).toBe("password");
  expect(fieldOf("credentials")).toBe(null);
  expect(fieldOf("email-unconfirmed")).toBe(null);
  expect(fieldOf("offline")).toBe(null);
});
