import type { VNode } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { focusHeading } from "../kit/focus-heading.ts";
import { NotLoaded } from "./not-loaded.tsx";

/** In place of a screen that is long on its way; it is shown as soon as it comes, if it does. */
export const LateScreen = ({ coming }: { coming: Promise<() => VNode> }) => {
  const [render, setRender] = useState<(() => VNode) | null>(null);
  useLayoutEffect(() => {
    let left = false;
    coming.then(
      (come) => {
        if (!left) setRender(() => come);
      },
      () => {},
    );
    return () => {
      left = true;
    };
  }, [coming]);
  useLayoutEffect(() => {
    // What had the focus has gone.
    if (render && document.activeElement === document.body) focusHeading();
  }, [render]);
  return render ? render() : <NotLoaded />;
};
