/** Why something about an account could not be done, as the student is told it. */
export type AccountProblem =
  | "credentials"
  | "email-taken"
  | "email-invalid"
  | "password-weak"
  | "password-same"
  | "password-long"
  | "email-unconfirmed"
  | "link-expired"
  | "session-ended"
  | "too-many"
  | "offline"
  | "server";
