let format: Intl.NumberFormat | undefined;

/**
 * A whole number with its thousands apart: `16,000`. Both languages group digits alike, and Chromium has no Welsh for `Intl.NumberFormat`.
 */
export const formatCount = (n: number): string => {
  // The first of `Intl` loads its data: not while a screen is loaded.
  format ??= new Intl.NumberFormat("en-GB");
  return format.format(n);
};
