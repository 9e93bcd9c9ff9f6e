/** Seeds whose runs once broke a promise, and how. */
export const REGRESSIONS: readonly { seed: string; what: string }[] = [];
