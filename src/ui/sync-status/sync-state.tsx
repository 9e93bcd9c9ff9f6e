import { useId } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { readSummary, type SyncSummary } from "../../store/summary.ts";
import { localTime } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { useLive } from "../use-live.ts";
import { momentLabel } from "./moment-label.ts";
import { stateSentence } from "./state-sentence.ts";
import { useCheck } from "./use-check.ts";
import { usePillState } from "./use-pill-state.ts";

/** Where this device stands with the server, and a way to make sure of it now. */
export const SyncState = ({ store }: { store: Store }) => {
  const pill = usePillState(store);
  const summary = useLive(() => readSummary(store.db), [store.db]);
  const { checking, checked, begin } = useCheck(summary, store.now);
  const { sync, shell } = words.value;
  if (!pill || !summary) return <p>{shell.loading}</p>;
  if (pill.kind === "guest") return <p class="card sync-card">{sync.state.guest}</p>;
  const result = checked && sync.check[butFor(summary, checked.result)];
  return (
    <div class="card sync-card">
      <p class="sync-sentence">{stateSentence(sync.state, pill)}</p>
      <PullProgress summary={summary} />
      <Facts summary={summary} now={store.now()} />
      <div class="sync-check">
        {pill.kind === "signin" && (
          <ButtonLink variant="primary" href="/account">
            {shell.pill.signIn}
          </ButtonLink>
        )}
        <Button icon="sync" busy={checking} onClick={begin}>
          {sync.check.now}
        </Button>
        <output class="sync-result">
          {checking && sync.check.checking}
          {checked && (typeof result === "function" ? result(localTime(checked.at)) : result)}
        </output>
      </div>
    </div>
  );
};

/** What the server holds can be the same, and still lack what it was not sent or did not accept. */
const butFor = <T extends string>({ waiting, refused }: SyncSummary, found: T) =>
  found === "equal" && waiting + refused > 0 ? "equalBut" : found;

const Facts = ({ summary, now }: { summary: SyncSummary; now: number }) => {
  const { waiting, oldest, state } = summary;
  const { sync } = words.value;
  const moment = (at: number) => momentLabel(language.value, at, now);
  return (
    <dl class="sync-facts">
      <div>
        <dt>{sync.waiting}</dt>
        <dd>{sync.waitingCount(waiting)}</dd>
      </div>
      {oldest !== null && (
        <div>
          <dt>{sync.oldest}</dt>
          <dd>{moment(oldest)}</dd>
        </div>
      )}
      <div>
        <dt>{sync.lastSync}</dt>
        <dd>{state.syncedAt === null ? sync.never : moment(state.syncedAt)}</dd>
      </div>
      <div>
        <dt>{sync.compared}</dt>
        <dd>{sync.proof[butFor(summary, state.proof)]}</dd>
      </div>
    </dl>
  );
};

/** How far a pull of several pages has come. Seqs count changes, of which a row may have had many: only their proportion means something. */
const PullProgress = ({ summary }: { summary: SyncSummary }) => {
  const id = useId();
  const { cursor, highWater } = summary.state;
  if (highWater === undefined || cursor >= highWater) return null;
  return (
    <div class="sync-progress">
      <label for={id}>{words.value.sync.progress(Math.floor((cursor / highWater) * 100))}</label>
      <progress id={id} value={cursor} max={highWater} />
    </div>
  );
};
