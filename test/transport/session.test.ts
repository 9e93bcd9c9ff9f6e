import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSession } from "../../src/transport/session.ts";

const NOW = 1_000_000_000_000;
const answer = {
  access_token: "access",
  refresh_token: "refresh",
  expires_in: 600,
  user: { id: "u1", email: "student@example.org" },
};

test("a token endpoint's answer is a session that ends when it says, by this device's clock", () => {
  expect(parseSession(answer, NOW)).toEqual({
    uid: "u1",
    email: "student@example.org",
    accessToken: "access",
    refreshToken: "refresh",
    expiresAt: NOW + 600_000,
  });
});

test("without an end it lasts an hour, and without an address it has an empty one", () => {
  const { expires_in: _, ...endless } = answer;
  expect(parseSession(endless, NOW)?.expiresAt).toBe(NOW + 3_600_000);
  expect(parseSession({ ...answer, user: { id: "u1" } }, NOW)?.email).toBe("");
});

test("an answer without tokens or user is no session", () => {
  for (const missing of ["access_token", "refresh_token", "user"])
    expect(parseSession({ ...answer, [missing]: undefined }, NOW)).toBeNull();
  expect(parseSession({ ...answer, user: { email: "x" } }, NOW)).toBeNull();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseSession(value, NOW)).toBeNull();
    }),
  );
});
