// @vitest-environment jsdom
import { render } from "preact";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { readFromDevice } from "../../../src/ui/kept-on-device.ts";
import { DeviceTutor } from "../../../src/ui/settings/device-tutor.tsx";
import { until } from "../../support/until.ts";

beforeEach(async () => {
  localStorage.clear();
  await loadWords(["tutor"]);
});

/** The choice in a browser whose models come when they are told to. */
const openChoice = async () => {
  const loading: { come: () => void; fail: () => void }[] = [];
  vi.stubGlobal("LanguageModel", {
    availability: async () => "downloadable",
    create: () =>
      new Promise((come, fail) => {
        loading.push({ come: () => come({ destroy: () => {} }), fail: () => fail(new Error()) });
      }),
  });
  const place = document.createElement("div");
  document.body.append(place);
  render(<DeviceTutor />, place);
  onTestFinished(() => {
    render(null, place);
    place.remove();
    vi.unstubAllGlobals();
  });
  const box = () => place.querySelector("input");
  await until(() => expect(box()).not.toBeNull());
  const press = async () => {
    box()?.click();
    await aTurn();
  };
  return { loading, press, isOn: () => box()?.checked };
};

const aTurn = () => new Promise((resolve) => setTimeout(resolve));

test("a choice taken back while the model is loaded stays taken back", async () => {
  const { loading, press, isOn } = await openChoice();
  await press();
  await press();
  expect(isOn()).toBe(false);
  loading[0]?.come();
  await aTurn();
  expect(isOn()).toBe(false);
  expect(readFromDevice("device-tutor")).toBeNull();
});

test("and one made once more waits for the model that is loaded for it", async () => {
  const { loading, press, isOn } = await openChoice();
  await press();
  await press();
  await press();
  loading[0]?.fail();
  await aTurn();
  expect(isOn()).toBe(true);
  loading[1]?.come();
  await aTurn();
  expect(isOn()).toBe(true);
  expect(readFromDevice("device-tutor")).toBe("on");
});
