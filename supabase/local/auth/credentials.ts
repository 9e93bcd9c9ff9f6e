/** What is taken as an email, a password and a profile. */
import { isRecord } from "../body.ts";
import { AuthError } from "./error.ts";

const PASSWORD_LENGTH_MIN = 8;
/** bcrypt reads no further. */
const PASSWORD_BYTES_MAX = 72;
const EMAIL_LENGTH_MAX = 254;

export function parseEmail(value: unknown): string {
  const email = typeof value === "string" ? value.normalize("NFC").trim().toLowerCase() : "";
  const plausible =
    /^[^\s@<>"(),:;[\]\\\p{Cc}]+@[^\s@<>"(),:;[\]\\\p{Cc}]+\.[^\s@.<>"(),:;[\]\\\p{Cc}]+$/u;
  if (email.length > EMAIL_LENGTH_MAX || !plausible.test(email) || !email.isWellFormed()) {
    throw invalid("Unable to validate email address: invalid format");
  }
  return email;
}

export function parseNewPassword(value: unknown): string {
  const password = parsePassword(value);
  if ([...password].length < PASSWORD_LENGTH_MIN) {
    throw new AuthError(
      422,
      "weak_password",
      `Password should be at least ${PASSWORD_LENGTH_MIN} characters.`,
      { weak_password: { reasons: ["length"] } },
    );
  }
  if (Buffer.byteLength(password) > PASSWORD_BYTES_MAX) {
    throw invalid(`Password cannot be longer than ${PASSWORD_BYTES_MAX} bytes`);
  }
  return password;
}

export function parsePassword(value: unknown): string {
  if (typeof value !== "string" || value === "") throw invalid("A password is required");
  if (value.includes("\0") || !value.isWellFormed()) {
    throw invalid("A password may not hold NUL or half a character");
  }
  return value;
}

/** The user's own metadata, as a JSON text that PostgreSQL can store. */
export function parseMetadata(value: unknown): string {
  if (value === undefined || value === null) return "{}";
  if (!isRecord(value)) throw invalid("data must be an object");
  // jsonb takes neither NUL nor half a surrogate pair.
  return JSON.stringify(value, (key: string, item: unknown) => {
    for (const text of typeof item === "string" ? [key, item] : [key]) {
      if (text.includes("\0") || !text.isWellFormed()) {
        throw invalid("data may not hold NUL or half a character");
      }
    }
    return item;
  });
}

export function invalid(message: string): AuthError {
  return new AuthError(400, "validation_failed", message);
}
