import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Icon } from "../kit/icon.tsx";

interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>;
  query: Signal<string>;
}

/** Where the student types what they look for. */
export const SearchField = ({ field, query }: SearchFieldProps) => {
  const { search } = words.value;
  const id = useId();
  return (
    <div class="search-field">
      <label class="sr-only" for={id}>
        {search.field}
      </label>
      <Icon name="search" />
      <input
        ref={field}
        id={id}
        class="input"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={search.placeholder}
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      {query.value !== "" && (
        <button
          type="button"
          class="search-clear"
          title={search.clear}
          aria-label={search.clear}
          onClick={() => {
            query.value = "";
            field.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
};
