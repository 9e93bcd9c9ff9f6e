import { expect, test } from "vitest";
import { prepareScreen, screenAt } from "../../../src/ui/shell/routes.tsx";

test.each([
  "/",
  "/athros",
  "/athro",
  "/athro/athro-maths",
  "/sessions/x",
  "/calendar",
  "/sync",
  "/nowhere",
])("%s is a screen of its own for someone who has chosen", (path) => {
  expect(screenAt(path, true).key).toBe(path);
});

test.each(["/", "/athros", "/athro", "/athro/athro-maths", "/sessions/x", "/calendar", "/sync"])(
  "%s welcomes who has not chosen",
  (path) => {
    expect(screenAt(path, false).key).toBe("welcome");
  },
);

test.each(["/settings", "/account", "/share", "/nowhere", "/athro/a/b"])(
  "%s is there without a choice",
  (path) => {
    expect(screenAt(path, false).key).toBe(path);
  },
);

test("a path with a broken percent sequence leads nowhere, and breaks nothing", () => {
  const { key, load } = screenAt("/athro/%E0%A4%A", true);
  expect(key).toBe("/athro/%E0%A4%A");
  expect(load).toBe(screenAt("/nowhere", true).load);
});

test("what has been loaded can be shown without waiting for it, and nothing else", async () => {
  const maths = screenAt("/athro/athro-maths", true);
  expect(maths.loaded()).toBeNull();
  await prepareScreen("/athro");
  expect(maths.loaded()).not.toBeNull();
  expect(screenAt("/calendar", true).loaded()).toBeNull();
  expect(screenAt("/athro/athro-maths", false).loaded()).toBeNull();
});
