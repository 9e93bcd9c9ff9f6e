import type { StorageWords } from "../i18n/en/storage.ts";

const BYTES_PER_MB = 1_000_000;
const MB_PER_GB = 1_000;
/** Welsh writes numbers as English does, and browsers don't all know Welsh. */
const NUMBERS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** Bytes in the unit that suits them. */
export const amountOf = (bytes: number, words: StorageWords["room"]): string => {
  const megabytes = bytes / BYTES_PER_MB;
  return megabytes < MB_PER_GB
    ? words.megabytes(NUMBERS.format(megabytes))
    : words.gigabytes(NUMBERS.format(megabytes / MB_PER_GB));
};
