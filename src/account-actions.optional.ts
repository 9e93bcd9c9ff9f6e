/** The composition root's share of what a student does with an account rarely; loaded when it is needed. */
import { backend } from "./host/backend.ts";
import { tokensOf } from "./host/tokens.ts";
import type { Device } from "./store/device.ts";
import { admit, type Enter } from "./students.ts";
import { endSession, type Failed } from "./transport/account.optional.ts";
import {
  changePassword,
  deleteAccount,
  endAllSessions,
  openLink,
  requestReset,
  resendConfirmation,
  setPassword,
} from "./transport/account-changes.ts";
import type { Session } from "./transport/session.ts";
import type { AccountActions, AccountLink, AccountOutcome, LinkOutcome } from "./ui/services.ts";

interface Parts {
  device: Device;
  enter: Enter;
  /** Lets the student go, and wipes all that is theirs here. */
  wipe(): Promise<unknown>;
}

const problem = ({ failure }: Failed): { ok: false; problem: Failed["failure"] } => ({
  ok: false,
  problem: failure,
});

const outcomeOf = (result: { kind: "done" } | Failed): AccountOutcome =>
  result.kind === "done" ? { ok: true } : problem(result);

/** A link works once: what it opened is kept for the case that the new password is refused. */
let opened: { link: string; session: Session } | null = null;

const open = async (link: AccountLink): Promise<Session | Failed> => {
  const key = JSON.stringify(link);
  if (opened?.link === key) return opened.session;
  const result = await openLink(backend, link);
  if (result.kind === "failed") return result;
  opened = { link: key, session: result.session };
  return result.session;
};

export const createAccountActions = ({ device, enter, wipe }: Parts): AccountActions => {
  /** Lets the student in whom a link proved, unless someone else is at work here. */
  const letIn = async (session: Session): Promise<LinkOutcome> => {
    opened = null;
    const current = await device.current();
    if (current?.kind === "student" && current.uid !== session.uid) {
      await endSession(backend, session).catch(() => {});
      return { ok: true, entered: false, email: session.email };
    }
    if (current?.kind === "student") await enter(current, session);
    else await admit(device, session, enter);
    return { ok: true, entered: true, email: session.email };
  };

  return {
    requestReset: async (email) => outcomeOf(await requestReset(backend, email, landing())),
    resendConfirmation: async (email) =>
      outcomeOf(await resendConfirmation(backend, email, landing())),
    confirmEmail: async (link) => {
      const session = await open(link);
      return "kind" in session ? problem(session) : letIn(session);
    },
    resetPassword: async (link, password) => {
      const session = await open(link);
      if ("kind" in session) return problem(session);
      const changed = await setPassword(backend, session, password);
      return changed.kind === "done" ? letIn(session) : problem(changed);
    },
    changePassword: async (password, next) => {
      const current = await device.current();
      if (current?.kind !== "student") return { ok: false, problem: "session-ended" };
      const { email, uid } = current;
      const result = await changePassword(backend, { email, password }, next);
      if (result.kind === "failed") return problem(result);
      if (result.session.uid !== uid) return { ok: false, problem: "session-ended" };
      await enter(current, result.session);
      return { ok: true };
    },
    endAllSessions: async () => {
      const current = await device.current();
      if (current?.kind !== "student") return { ok: false, problem: "session-ended" };
      const given = await tokensOf(device)(current.uid);
      if (given.kind === "signin") return { ok: false, problem: "session-ended" };
      if (given.kind === "unreachable")
        return { ok: false, problem: given.cause === "network" ? "offline" : "server" };
      return outcomeOf(await endAllSessions(backend, given.token));
    },
    deleteAccount: async (password) => {
      const current = await device.current();
      if (current?.kind !== "student") return { ok: false, problem: "session-ended" };
      const { email, uid } = current;
      const outcome = outcomeOf(await deleteAccount(backend, { email, password }, uid));
      if (outcome.ok) await wipe();
      return outcome;
    },
  };
};

/** Where links from e-mails lead. */
const landing = (): string => new URL("/account", location.origin).href;
