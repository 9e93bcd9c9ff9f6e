/** What hosted Supabase sends by e-mail. Here the link is shown to whoever runs the backend. */
import { isLoopbackOrigin } from "../hosts.ts";

/** As GoTrue names what a link is for. */
export type MailType = "recovery" | "signup";

export interface Mail {
  to: string;
  type: MailType;
  /** Where the student goes with it. */
  link: string;
}

/** The app's own page, as the templates of hosted Supabase name it (`supabase/templates`). */
export function linkOf(site: string, token: string, type: MailType): string {
  const link = new URL("/account", site);
  link.searchParams.set("token_hash", token);
  link.searchParams.set("type", type);
  return link.href;
}

/** The origin that the app asked to be led back to if it is of this machine, and this backend's own otherwise. */
export function siteOf(redirectTo: string | undefined, own: string): string {
  if (redirectTo === undefined || !URL.canParse(redirectTo)) return own;
  const { origin } = new URL(redirectTo);
  return isLoopbackOrigin(origin) ? origin : own;
}

const SUBJECTS: Readonly<Record<MailType, string>> = {
  recovery: "Choose a new password",
  signup: "Confirm your email",
};

/** On standard output. */
export function printMail({ to, type, link }: Mail): void {
  process.stdout.write(`Mail to ${to}: ${SUBJECTS[type]}: ${link}\n`);
}
