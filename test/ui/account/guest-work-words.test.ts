import { expect, test } from "vitest";
import { account as cy } from "../../../src/ui/i18n/cy/account.ts";
import { account as en } from "../../../src/ui/i18n/en/account.ts";

test("what was made without an account is told in whole sentences, in English", () => {
  expect(en.guestWork.made(2, 3)).toBe("2 chats and 3 events were made here without an account.");
  expect(en.guestWork.made(1, 1)).toBe("1 chat and 1 event were made here without an account.");
  expect(en.guestWork.made(1, 0)).toBe("1 chat was made here without an account.");
  expect(en.guestWork.made(0, 4)).toBe("4 events were made here without an account.");
});

test("and in Welsh, with its mutations, agreement and a or ac before the number", () => {
  expect(cy.guestWork.made(2, 3)).toBe("Cafodd 2 sgwrs a 3 digwyddiad eu creu yma heb gyfrif.");
  expect(cy.guestWork.made(3, 2)).toBe("Cafodd 3 sgwrs a 2 ddigwyddiad eu creu yma heb gyfrif.");
  expect(cy.guestWork.made(2, 8)).toBe("Cafodd 2 sgwrs ac 8 digwyddiad eu creu yma heb gyfrif.");
  expect(cy.guestWork.made(1, 0)).toBe("Cafodd 1 sgwrs ei chreu yma heb gyfrif.");
  expect(cy.guestWork.made(0, 1)).toBe("Cafodd 1 digwyddiad ei greu yma heb gyfrif.");
});
