import { focusHeading } from "../kit/focus-heading.ts";

/** What Tab comes to, but for what is typed in: that would bring up a phone's keyboard. */
const STOPS =
  ':is(a[href], button, select, summary, input:is([type="checkbox"], [type="range"]), [tabindex="0"]):not([tabindex="-1"])';

/**
 * From now on, where what has the focus is taken away and nothing is given it, what comes next in its list has it, else what comes before,
 * else what is nearest around; where there is nothing left, the screen's heading. Many things go while someone is at them: what is done
 * with, what another device deletes, an offer that holds no more. Whoever knows a better place gives it the focus in the same task.
 */
export const keepFocus = (): void => {
  let last: HTMLElement | null = null;
  document.addEventListener("focusin", ({ target }) => {
    last = target instanceof HTMLElement ? target : null;
  });
  document.addEventListener("focusout", ({ target }) =>
    // Some browsers tell of it before an element is taken away too; that has been seen to by then.
    setTimeout(() => {
      if (last === target && document.activeElement !== target) last = null;
    }),
  );
  new MutationObserver((changes) => {
    if (last === null || !isNowhere()) return;
    const gone = last;
    const change = changes.find(({ removedNodes }) =>
      [...removedNodes].some((node) => node.contains(gone)),
    );
    // An application, as the bar of what is being moved is, leads the focus on by itself.
    if (!change || gone.closest('[role="application"]')) return;
    if (gone.isConnected) focus(gone);
    else toNext(change);
  }).observe(document.body, { childList: true, subtree: true });
  // What opened a dialog may have gone meanwhile. After those who wait for the same.
  document.addEventListener("close", () => setTimeout(() => isNowhere() && focusHeading()), true);
};

const isNowhere = (): boolean => document.activeElement === document.body;

const focus = (element: HTMLElement): void => element.focus({ preventScroll: true });

const toNext = ({ target, previousSibling }: MutationRecord): void => {
  if (!(target instanceof Element)) return;
  // It gives the focus back when it has closed.
  if (target.closest("dialog:not([open], [popover])")) return;
  const place = document.createRange();
  if (previousSibling?.parentNode === target) place.setStartAfter(previousSibling);
  else place.setStart(target, 0);
  const main = document.querySelector("main");
  for (let around: Element | null = target; around; around = around.parentElement) {
    if (around.contains(main)) break;
    const stops = [...around.querySelectorAll<HTMLElement>(STOPS)];
    const after = stops.filter((stop) => place.comparePoint(stop, 0) >= 0);
    // What can't have the focus, as it is not seen, does not take it.
    for (const stop of [...after, ...stops.slice(0, stops.length - after.length).toReversed()]) {
      focus(stop);
      if (!isNowhere()) return;
    }
  }
  focusHeading();
};
