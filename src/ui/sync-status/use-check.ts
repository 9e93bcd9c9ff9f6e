import { useEffect, useState } from "preact/hooks";
import type { SyncSummary } from "../../store/summary.ts";
import { useServices } from "../services.ts";
import {
  type Check,
  checkPatience,
  type CheckResult,
  checkResult,
  failure,
} from "./check-result.ts";

interface Checked {
  result: CheckResult;
  /** Local clock, ms. */
  at: number;
}

/** Lets the student compare this device with the server now, and follows how that comes out. */
export const useCheck = (
  summary: SyncSummary | undefined,
  now: () => number,
): { checking: boolean; checked: Checked | null; begin: () => void } => {
  const { flush, online } = useServices();
  const [check, setCheck] = useState<Check | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const end = (result: CheckResult) => {
    setChecked({ result, at: now() });
    setCheck(null);
  };
  // The browser may have known before anyone heard of it.
  const reachable = online.value && navigator.onLine;
  const result = check && summary ? checkResult(check, summary, reachable) : null;
  useEffect(() => {
    if (result) end(result);
  }, [result]);
  // Each page of a long pull is an answer, after which the next is waited for.
  const heard = summary?.state.syncedAt;
  const problem = summary?.status.problem ?? null;
  useEffect(() => {
    if (!check) return;
    const timer = setTimeout(() => end(failure(problem)), checkPatience(check));
    return () => clearTimeout(timer);
  }, [check, heard]);
  return {
    checking: check !== null,
    checked,
    begin: () => {
      setChecked(null);
      setCheck({ since: now(), problem });
      flush();
    },
  };
};
