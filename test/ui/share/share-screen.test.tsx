// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { signal } from "@preact/signals";
import { render } from "preact";
import { LocationProvider } from "preact-iso/router";
import { beforeEach, expect, test } from "vitest";
import { readLeftDraft } from "../../../src/store/left-drafts.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { type LocalUser, ServicesProvider } from "../../../src/ui/services.ts";
import { ShareScreen } from "../../../src/ui/share/share-screen.tsx";
import { tellScreenShown } from "../../../src/ui/shell/first-screen.ts";
import { openTestStore } from "../../support/store.ts";
import { servicesOf } from "../support/services-of.ts";
import { newPlace } from "../support/place.ts";

beforeEach(async () => {
  await loadWords(["share"]);
  tellScreenShown();
});

/** Where a share leads that could not be stored. */
const openShare = async (text: string) => {
  history.replaceState(null, "", `/share#text=${encodeURIComponent(text)}`);
  const store = await openTestStore();
  const services = servicesOf({
    user: signal<LocalUser>({ kind: "guest" }),
    store: signal(store),
  });
  const place = newPlace();
  render(
    <ServicesProvider value={services}>
      <LocationProvider>
        <ShareScreen />
      </LocationProvider>
    </ServicesProvider>,
    place,
  );
  const press = (name: string) =>
    [...place.querySelectorAll("button")].find((one) => one.textContent?.includes(name))?.click();
  return { press, laid: (athroId: string) => readLeftDraft(store.db, athroId) };
};

test("what was shared goes once to the first Athro that is pressed, however often and whatever else is", async () => {
  const { press, laid } = await openShare("Photosynthesis");
  press("AthroMaths");
  press("AthroMaths");
  press("AthroScience");
  await expect.poll(() => location.pathname).toBe("/athro/athro-maths");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(location.pathname).toBe("/athro/athro-maths");
  expect(await laid("athro-maths")).toBe("Photosynthesis");
  expect(await laid("athro-science")).toBe("");
});
