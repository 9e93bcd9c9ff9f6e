import type { FormProblem } from "../i18n/en/account.ts";

const PASSWORD_LENGTH_MIN = 8;

export type AccountMode = "in" | "up";

/** What can be told of a form before it is sent; the first thing that is wrong, or null. */
export const checkAccount = (
  mode: AccountMode,
  email: string,
  password: string,
): FormProblem | "email-invalid" | null => {
  if (email.trim() === "") return "email-missing";
  if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) return "email-invalid";
  if (password === "") return "password-missing";
  if (mode === "up" && [...password].length < PASSWORD_LENGTH_MIN) return "password-short";
  return null;
};

/** Which field a problem is about; null for one that is about the whole. */
export const fieldOf = (problem: string): "email" | "password" | null =>
  problem.startsWith("email-") && problem !== "email-unconfirmed"
    ? "email"
    : problem.startsWith("password-")
      ? "password"
      : null;
