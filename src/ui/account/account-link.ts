import type { AccountLink } from "../services.ts";

const TYPES = ["recovery", "signup", "email"] as const;

/**
 * What a link from an e-mail brought, from the page's address: `broken` for one that is none any more, null where there was no link. Links
 * by this project's templates have a token hash in the query; those by Supabase's own bring a session, or an error, after the `#`.
 */
export const parseLink = (search: string, hash: string): AccountLink | "broken" | null => {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.replace(/^#/, ""));
  const given = (name: string): string => query.get(name) || fragment.get(name) || "";
  const written = given("type");
  // A link by which one signs in without a password proves the address too.
  const type = written === "magiclink" ? "email" : TYPES.find((one) => one === written);
  const tokenHash = query.get("token_hash") ?? "";
  const accessToken = fragment.get("access_token") ?? "";
  const refreshToken = fragment.get("refresh_token") ?? "";
  if (type && tokenHash !== "") return { type, tokenHash };
  if (type && accessToken !== "" && refreshToken !== "") return { type, accessToken, refreshToken };
  // A `code` is for the browser that asked by way of PKCE, as this app never does.
  const traces = ["token_hash", "access_token", "error", "error_code", "code"];
  return traces.some((name) => given(name) !== "") ? "broken" : null;
};
