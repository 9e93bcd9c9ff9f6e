/** The number on the installed app's icon. */

let shown: number | null = null;

/** Shows how many changes wait, and nothing where none does. A browser that has no badges, or refuses them, goes on without. */
export const showBadge = (waiting: number): void => {
  if (waiting === shown || !("setAppBadge" in navigator)) return;
  shown = waiting;
  const showing = waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge();
  showing.catch(() => {});
};
