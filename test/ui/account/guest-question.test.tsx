// @vitest-environment jsdom
import { signal } from "@preact/signals";
import { render } from "preact";
import { expect, onTestFinished, test, vi } from "vitest";
import { GuestQuestion } from "../../../src/ui/account/guest-question.tsx";
import { account as cy } from "../../../src/ui/i18n/cy/account.ts";
import { account as en } from "../../../src/ui/i18n/en/account.ts";
import { loadWords, setLanguage } from "../../../src/ui/i18n/language.ts";
import { type LocalUser, ServicesProvider } from "../../../src/ui/services.ts";
import { STUDENT } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";
import { until } from "../../support/until.ts";

test.each([
  { language: "en", text: en.guestWork },
  { language: "cy", text: cy.guestWork },
] as const)(
  "an answer that can't be kept is told, and is asked for still ($language)",
  async (given) => {
    const { language, text } = given;
    await loadWords(["account"]);
    await setLanguage(language);
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const place = document.createElement("div");
    document.body.append(place);
    onTestFinished(async () => {
      render(null, place);
      place.remove();
      told.mockRestore();
      await setLanguage("en");
    });
    const onLeave = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("no room"));
    onLeave.mockResolvedValueOnce();
    const user = signal<LocalUser>({ kind: "student", uid: STUDENT, email: "nia@example.org" });
    render(
      <ServicesProvider value={servicesOf({ user })}>
        <GuestQuestion
          work={{ chats: 1, events: 0, drafts: 0 }}
          onTake={async () => {}}
          onLeave={onLeave}
        />
      </ServicesProvider>,
      place,
    );
    const said = () => place.querySelector(".toast")?.textContent;
    const press = () =>
      [...place.querySelectorAll("button")]
        .find(({ textContent }) => textContent === text.notMine)
        ?.click();
    await until(() => expect(place.querySelector("dialog[open]")).not.toBeNull());
    press();
    await until(() => expect(said()).toContain(text.notLeft));
    expect(place.querySelector("dialog[open]")).not.toBeNull();
    press();
    await until(() => expect(said()).toContain(text.left));
  },
);
