/** The path of the script that this page began with, which no other build has; undefined in development. */
export const ownScript = (): string | undefined =>
  document.querySelector('script[type="module"][src]')?.getAttribute("src") ?? undefined;
