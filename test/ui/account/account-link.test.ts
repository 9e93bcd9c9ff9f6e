import { expect, test } from "vitest";
import { parseLink } from "../../../src/ui/account/account-link.ts";

test.each([
  ["?token_hash=abc&type=recovery", "", { type: "recovery", tokenHash: "abc" }],
  ["?token_hash=abc&type=signup", "", { type: "signup", tokenHash: "abc" }],
  ["?token_hash=abc&type=magiclink", "", { type: "email", tokenHash: "abc" }],
  [
    "",
    "#access_token=a.b.c&expires_in=3600&refresh_token=r&token_type=bearer&type=recovery",
    { type: "recovery", accessToken: "a.b.c", refreshToken: "r" },
  ],
])("%s%s is a link", (search, hash, link) => {
  expect(parseLink(search, hash)).toEqual(link);
});

test.each([
  ["?token_hash=abc", ""],
  ["?token_hash=abc&type=other", ""],
  ["", "#error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid"],
  ["?error=access_denied&error_code=otp_expired", ""],
  ["", "#access_token=a&type=recovery"],
  ["?code=from-another-browser", ""],
])("%s%s is a link that works no more", (search, hash) => {
  expect(parseLink(search, hash)).toBe("broken");
});

test.each([
  ["", ""],
  ["?mode=in", ""],
  ["?mode=reset", "#main"],
  ["?type=recovery", ""],
])("%s%s is none", (search, hash) => {
  expect(parseLink(search, hash)).toBeNull();
});
