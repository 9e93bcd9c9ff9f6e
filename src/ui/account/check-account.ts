import type { FormProblem } from "../i18n/en/account.ts";

const PASSWORD_LENGTH_MIN = 8;
/** In UTF-8: the server's hash reads no further, and so it takes no more. */
const PASSWORD_BYTES_MAX = 72;

export type AccountMode = "in" | "up";

/** What can be told of a form before it is sent; the first thing that is wrong, or null. */
export const checkAccount = (
  mode: AccountMode,
  email: string,
  password: string,
): FormProblem | "email-invalid" | null => {
  const found = checkEmail(email);
  if (found) return found;
  if (mode === "up") return checkNewPassword(password);
  return password === "" ? "password-missing" : null;
};

export const checkEmail = (email: string): "email-missing" | "email-invalid" | null => {
  if (email.trim() === "") return "email-missing";
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? null : "email-invalid";
};

export const checkNewPassword = (password: string): FormProblem | null => {
  if (password === "") return "password-missing";
  if ([...password].length < PASSWORD_LENGTH_MIN) return "password-short";
  return new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX ? "password-long" : null;
};

/** Which field a problem is about; null for one that is about the whole. */
export const fieldOf = (problem: string): "email" | "password" | null =>
  problem.startsWith("email-") && problem !== "email-unconfirmed"
    ? "email"
    : problem.startsWith("password-")
      ? "password"
      : null;
