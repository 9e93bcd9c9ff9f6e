import { expect, test } from "vitest";
import { workerUrl } from "../../src/host/worker-url.ts";

test.each(["/sw.js", "/dev-sw.js?dev-sw"])("%s is a worker of this app", (url) => {
  expect(String(workerUrl(url))).toBe(url);
});

test.each(["//elsewhere.example/sw.js", "https://elsewhere.example/sw.js", "/assets/x.js", ""])(
  "%j is none",
  (url) => {
    expect(() => workerUrl(url)).toThrow(TypeError);
  },
);
