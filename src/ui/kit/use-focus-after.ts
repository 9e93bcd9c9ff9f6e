import { useLayoutEffect, useRef } from "preact/hooks";

/** For an offer that goes once it is answered: where the focus went with it, `give` gives it to what stays. */
export const useFocusAfter = (shown: boolean, give: () => void): void => {
  const was = useRef(shown);
  useLayoutEffect(() => {
    if (was.current && !shown && document.activeElement === document.body) give();
    was.current = shown;
  }, [shown]);
};
