import type { RefObject, VNode } from "preact";
import { useLocation } from "preact-iso/router";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ErrorBoundary } from "./error-boundary.tsx";
import { tellScreenShown } from "./first-screen.ts";
import { NotLoaded } from "./not-loaded.tsx";
import { screenAt } from "./routes.tsx";
import { transition } from "./transition.ts";

interface Shown {
  scope: string;
  key: string;
  /** Whether it only leads on to another, which is the one that counts. */
  leads: boolean;
  render: () => VNode;
}

interface OutletProps {
  /** Whose screens these are; null while a store is being opened. A screen never outlives its scope. */
  scope: string | null;
  /** Whether the student has chosen between an account and none. */
  chosen: boolean;
  main: RefObject<HTMLElement | null>;
}

/**
 * The screen at the current path, in `main`. The one before stays until the next is loaded, so that nothing flashes; then the focus
 * goes to the new one's heading, unless the screen has put it somewhere itself.
 */
export const Outlet = ({ scope, chosen, main }: OutletProps) => {
  const { path, url } = useLocation();
  const before = useRef<Shown | null>(null);
  const { key, leads, load, loaded } = screenAt(path, chosen);
  const [shown, setShown] = useState<Shown | null>(null);
  /** Who waits for what they had shown: the browser draws nothing meanwhile. */
  const waiting = useRef<(() => void)[]>([]);

  // Not a frame later.
  useLayoutEffect(() => {
    if (scope === null) return;
    let left = false;
    const show = (render: () => VNode, onward = leads === true) => {
      if (left) return;
      const update = () =>
        new Promise<void>((committed) => {
          waiting.current.push(committed);
          setShown({ scope, key, leads: onward, render });
        });
      if (before.current === null) void update();
      else transition(update);
    };
    const there = before.current === null ? loaded() : null;
    // What a start has ready comes in a task of its own: together with the shell it would hold the page up for long.
    if (there) next(() => show(there));
    else load().then(show, () => show(() => <NotLoaded />, false));
    return () => {
      left = true;
    };
  }, [scope, key]);

  useLayoutEffect(() => {
    if (!shown) return;
    // All of them: what came right after another is rendered together with it.
    for (const committed of waiting.current.splice(0)) committed();
    if (shown.leads) return;
    if (before.current !== null) enter(main.current);
    before.current = shown;
    tellScreenShown();
  }, [shown]);

  useLayoutEffect(
    () => () => {
      for (const committed of waiting.current.splice(0)) committed();
    },
    [],
  );

  useEffect(() => {
    if (shown) reveal(main.current);
  }, [shown, url]);

  if (!shown || shown.scope !== scope) return null;
  return (
    <ErrorBoundary key={`${scope} ${shown.key}`} path={path}>
      {shown.render()}
    </ErrorBoundary>
  );
};

/** In the next task: where the browser lets us say so, before it draws what is there without it. */
const next = (act: () => void): void => {
  const { scheduler } = globalThis;
  if (scheduler) void scheduler.postTask(act, { priority: "user-blocking" });
  else setTimeout(act);
};

const enter = (main: HTMLElement | null): void => {
  if (!main) return;
  main.scrollTop = 0;
  scrollTo(0, 0);
  if (main.contains(document.activeElement)) return;
  const heading = main.querySelector<HTMLElement>("h1[tabindex]") ?? main;
  heading.focus({ preventScroll: true });
};

/** Goes to the part of the screen that the address names after its `#`. */
const reveal = (main: HTMLElement | null): void => {
  const id = location.hash.slice(1);
  const part = id === "" ? null : document.getElementById(id);
  if (!part || !main?.contains(part)) return;
  part.scrollIntoView();
  part.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
};
