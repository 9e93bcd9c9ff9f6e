import type { ComponentChildren, Key } from "preact";
import { useId, useRef } from "preact/hooks";
import { useKeptFocus } from "../kit/use-kept-focus.ts";
import { words } from "../i18n/language.ts";
import { EmptyState } from "../kit/empty-state.tsx";

interface PanelSectionProps<T> {
  /** Heading, and the list's accessible name. */
  title: string;
  /** What the list is about, where there is one. */
  text: string;
  /** In place of an empty list. */
  empty: string;
  /** Undefined while they are being read. */
  items: readonly T[] | undefined;
  keyOf: (item: T) => Key;
  /** What can be done with all of them, where there are several. */
  forAll?: ComponentChildren;
  children: (item: T) => ComponentChildren;
}

/** One of the panel's lists. What is dealt with leaves it, and the focus that was on it goes to the section. */
export const PanelSection = <T,>(props: PanelSectionProps<T>) => {
  const { title, text, empty, items, keyOf, forAll, children } = props;
  const heading = useId();
  const place = useRef<HTMLElement>(null);
  const keptFocus = useKeptFocus(place, items);
  return (
    <section ref={place} aria-labelledby={heading} tabIndex={-1} {...keptFocus}>
      <h2 class="section-title" id={heading}>
        {title}
      </h2>
      {!items && <p>{words.value.shell.loading}</p>}
      {items?.length === 0 && <EmptyState text={empty} />}
      {items && items.length > 0 && (
        <>
          <p class="panel-text">{text}</p>
          {items.length > 1 && forAll}
          <ul class="card panel-list" aria-labelledby={heading}>
            {items.map((item) => (
              <li key={keyOf(item)}>{children(item)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
