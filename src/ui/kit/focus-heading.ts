/** Gives the focus to the screen's heading, as after a navigation: for where what had it has gone. */
export const focusHeading = (): void =>
  document.querySelector<HTMLElement>("main h1[tabindex]")?.focus({ preventScroll: true });
