import { expect, test } from "vitest";
import { offerOf } from "../../../src/ui/device/install-offer.ts";

const USED = {
  installed: false,
  canAsk: true,
  byHand: false,
  visits: 2,
  wrote: true,
  dismissed: false,
};

test.each([
  ["to whoever has written something and comes again", {}, "ask"],
  ["on a second visit", { wrote: false }, "ask"],
  ["after the first thing that was written", { visits: 1 }, "ask"],
  ["not on a first visit", { visits: 1, wrote: false }, null],
  ["not in the installed app", { installed: true }, null],
  ["not to whoever declined", { dismissed: true }, null],
  ["not where nothing can be installed", { canAsk: false }, null],
  ["with the way by hand where there is no other", { canAsk: false, byHand: true }, "by-hand"],
])("the installation is offered %s", (_when, change, offer) => {
  expect(offerOf({ ...USED, ...change })).toBe(offer);
});
