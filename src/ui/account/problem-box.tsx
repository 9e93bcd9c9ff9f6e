import type { RefObject } from "preact";
import type { FormProblem } from "../i18n/en/account.ts";
import { words } from "../i18n/language.ts";
import { Notice } from "../kit/notice.tsx";
import type { AccountProblem } from "../../model/account-problem.ts";

interface ProblemBoxProps {
  problem: AccountProblem | FormProblem | null;
  /** Takes the focus, so that it is read out. */
  alert: RefObject<HTMLDivElement | null>;
}

/** What went wrong with a form, above it. */
export const ProblemBox = ({ problem, alert }: ProblemBoxProps) =>
  problem && (
    <Notice tone="danger" alert boxRef={alert}>
      {words.value.account.problems[problem]}
    </Notice>
  );
