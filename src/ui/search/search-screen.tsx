import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { ATHROS, athroOf, isKnownAthro } from "../../model/athros.ts";
import { athrosInUse } from "../../store/athros-in-use.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { SelectField } from "../kit/field.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { Segments } from "../kit/segments.tsx";
import { useStore } from "../services.ts";
import { useLive } from "../use-live.ts";
import { SearchField } from "./search-field.tsx";
import type { Search } from "./search-model.ts";
import { SearchResult } from "./search-result.tsx";
import { useSearch } from "./student-search.ts";
import { useEnter, useResultFocus } from "./results-focus.ts";
import { walkResults } from "./walk-results.ts";
import "./search.css";

/** All that the student and their Athros wrote, and the calendar, to be searched as they type. */
export const SearchScreen = () => {
  const { search: said } = words.value;
  const search = useSearch();
  const root = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => walkResults(root.current, search.query), [search]);
  const enter = useEnter(search, root);
  useResultFocus(search, root);
  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  return (
    <div class="screen">
      <ScreenHeader title={said.heading} />
      <search class="screen-body search" ref={root}>
        <form
          class="search-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            enter();
          }}
        >
          <SearchField field={field} query={search.query} />
          <div class="search-filters">
            <Segments
              label={said.kind}
              options={(["all", "chats", "events"] as const).map((value) => ({
                value,
                label: said.kinds[value],
              }))}
              value={search.kind.value}
              onChange={(kind) => (search.kind.value = kind)}
            />
            <AthroFilter search={search} />
          </div>
        </form>
        <Reading search={search} />
        <Results search={search} />
      </search>
    </div>
  );
};

const AthroFilter = ({ search }: { search: Search }) => {
  const { search: said } = words.value;
  const { db } = useStore();
  const inUse = useLive(() => athrosInUse(db), [db]) ?? [];
  const shown = [...ATHROS, ...inUse.filter((id) => !isKnownAthro(id)).map(athroOf)];
  return (
    <SelectField
      label={said.athro}
      value={search.athro.value}
      onInput={(athro) => (search.athro.value = athro)}
    >
      <option value="">{said.allAthros}</option>
      {shown.map(({ id, name, lang }) => (
        <option key={id} value={id} lang={lang ?? undefined}>
          {name}
        </option>
      ))}
    </SelectField>
  );
};

/** How far the index is, while it is not ready, and that it lacks something. */
const Reading = ({ search }: { search: Search }) => {
  const { search: said } = words.value;
  if (search.incomplete.value)
    return (
      <div class="search-reading">
        <p role="alert">{said.unread}</p>
        <Button onClick={search.again}>{said.again}</Button>
      </div>
    );
  const progress = search.progress.value;
  if (progress === 1) return null;
  const percent = `${Math.floor(progress * 100)}%`;
  return (
    <div class="search-reading">
      <p>{said.reading(percent)}</p>
      <progress aria-label={said.reading("")} max={1} value={progress} />
    </div>
  );
};

const Results = ({ search }: { search: Search }) => {
  const { search: said } = words.value;
  const found = search.found.value;
  const count = found ? formatCount(found.total) : "";
  return (
    <>
      {/* Always there, so that what enters it is read out. */}
      <p class="search-count" aria-live="polite">
        {found && found.total > 0 && said.found(found.total, count)}
        {found && found.total === 0 && (found.whole ? said.nothing(found.query) : said.readingOn)}
      </p>
      {!found && search.query.value.trim() === "" && <Before search={search} />}
      {found && found.total === 0 && found.whole && <Nothing search={search} />}
      {found && found.records.length > 0 && (
        <ul class="card search-results" aria-label={said.results}>
          {found.records.map((record) => (
            <li key={record.key}>
              <SearchResult record={record} matched={found.matched} />
            </li>
          ))}
        </ul>
      )}
      {found && found.total > found.records.length && (
        <Button class="search-more" onClick={search.more}>
          {said.more}
        </Button>
      )}
    </>
  );
};

const Before = ({ search }: { search: Search }) => {
  const { search: said } = words.value;
  if (search.progress.value < 1 || !search.empty.value)
    return <p class="search-hint">{said.before}</p>;
  return (
    <EmptyState text={said.nothingYet}>
      <ButtonLink href="/athros">{said.startChat}</ButtonLink>
    </EmptyState>
  );
};

const Nothing = ({ search }: { search: Search }) => {
  const { search: said } = words.value;
  const filtered = search.kind.value !== "all" || search.athro.value !== "";
  return (
    <div class="search-hint">
      <p>{said.nothingHint}</p>
      {filtered && (
        <Button
          onClick={() => {
            search.kind.value = "all";
            search.athro.value = "";
          }}
        >
          {said.everywhere}
        </Button>
      )}
    </div>
  );
};
