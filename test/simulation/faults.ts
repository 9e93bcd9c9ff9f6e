/** Everything that is to go wrong, or to happen, in a run of the default seeds; what never happened has not been tested. */
export const FAULT_KINDS = [
  "partition-in",
  "partition-out",
  "partition-all",
  "request-lost",
  "response-lost",
  "response-late",
  "late-commit",
  "lock-timeout",
  "duplicate-late",
  "server-error",
  "statement-timeout",
  "slow",
  "kill-mid-cycle",
  "kill-mid-edit",
  "power-loss",
  "two-cycles-locked",
  "two-cycles-unlocked",
  "frozen-lock-holder",
  "clock-forward",
  "clock-back",
  "token-expiry",
  "other-student",
  "storage-full",
  "restamp",
  "poison-nul",
  "poison-surrogate",
  "poison-depth",
  "poison-uuid",
  "poison-number",
  "poison-stamp-ahead",
  "poison-stamp-behind",
  "poison-constraint",
  "field-clash",
  "edit-chain",
  "message-sent",
  "reply-had",
  "draft-cleared",
  "session-saved",
  "session-resumed",
  "session-deleted",
  "event-edited",
  "restored-server",
  "database-deleted",
  "database-deleted-open",
  "guest-adopted",
  "adoption-cut",
  "app-update",
  "unknown-table",
  "unknown-column",
  "unknown-group",
  "sleeper",
  "long-absence",
  "purged",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultCounts = Record<FaultKind, number>;

export const noFaults = (): FaultCounts =>
  Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as FaultCounts;

export const addFaults = (sum: FaultCounts, more: FaultCounts): void => {
  for (const kind of FAULT_KINDS) sum[kind] += more[kind];
};

/** How likely each network fault is for one request. */
export interface Rates {
  requestLost: number;
  responseLost: number;
  responseLate: number;
  duplicate: number;
  serverError: number;
  statementTimeout: number;
  lateCommit: number;
  slow: number;
  pokeLost: number;
  /** That a turn of a context takes seconds, or minutes. */
  frozen: number;
}

export const CALM: Rates = {
  requestLost: 0,
  responseLost: 0,
  responseLate: 0,
  duplicate: 0,
  serverError: 0,
  statementTimeout: 0,
  lateCommit: 0,
  slow: 0,
  pokeLost: 0,
  frozen: 0,
};

export const ROUGH: Rates = {
  requestLost: 0.06,
  responseLost: 0.1,
  responseLate: 0.04,
  duplicate: 0.08,
  serverError: 0.06,
  statementTimeout: 0.03,
  lateCommit: 0.05,
  slow: 0.05,
  pokeLost: 0.25,
  frozen: 0.01,
};
