import type { RefusalReason } from "../i18n/en/sync.ts";

const REASONS: Readonly<Record<string, RefusalReason>> = {
  AT400: "unreadable",
  AT409: "clash",
  AT410: "gone",
  AT413: "too-large",
  AT422: "not-allowed",
};

/** By class: data exceptions, integrity violations, program limits. */
const CLASSES: Readonly<Record<string, RefusalReason>> = {
  "22": "unreadable",
  "23": "not-allowed",
  "54": "too-large",
};

/** What a refusal's code (a SQLSTATE, or `parked`) means to the student. */
export const refusalReason = (code: string): RefusalReason =>
  REASONS[code] ?? CLASSES[code.slice(0, 2)] ?? "other";
