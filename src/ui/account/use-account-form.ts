import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FormProblem } from "../i18n/en/account.ts";
import type { AccountProblem } from "../../model/account-problem.ts";
import { type AccountActions, useServices } from "../services.ts";

type Problem = AccountProblem | FormProblem;
type Refusal = { ok: false; problem: AccountProblem };

/** What forms about the account share: one attempt at a time, and what went wrong, which takes the focus. */
export const useAccountForm = () => {
  const { accountActions } = useServices();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tries, setTries] = useState(0);
  const alert = useRef<HTMLDivElement>(null);

  // Before the next key.
  useLayoutEffect(() => {
    if (tries > 0) alert.current?.focus();
  }, [tries]);

  const fail = (found: Problem): void => {
    setProblem(found);
    setTries((before) => before + 1);
  };

  /** Does it and returns what came of it; null where that is a failure, which is shown. */
  const run = async <T extends { ok: true }>(
    action: (actions: AccountActions) => Promise<T | Refusal>,
  ): Promise<T | null> => {
    if (busy) return null;
    setProblem(null);
    setBusy(true);
    const outcome = await accountActions()
      .then(action)
      .catch((error: unknown): Refusal => {
        console.error("account: could not finish", error);
        return { ok: false, problem: navigator.onLine ? "server" : "offline" };
      });
    setBusy(false);
    if (outcome.ok) return outcome;
    fail(outcome.problem);
    return null;
  };

  return { busy, problem, alert, fail, run };
};
