/** Keeps what scrolls sideways within `element` reachable by the Tab key while it is wider than its place. Returns what ends it. */
export const watchScrollers = (element: Element): (() => void) | undefined => {
  const scrollers = element.querySelectorAll<HTMLElement>("[data-scroller]");
  if (scrollers.length === 0) return undefined;
  // Told also when the browser lays out what was far from view.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries)
      if (target instanceof HTMLElement)
        target.tabIndex = target.scrollWidth > target.clientWidth + 1 ? 0 : -1;
  });
  for (const scroller of scrollers) sizes.observe(scroller);
  return () => sizes.disconnect();
};
