import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import type { ShellWords } from "../i18n/en/shell.ts";
import { Icon } from "../kit/icon.tsx";
import { useServices } from "../services.ts";
import type { PillState } from "./pill-state.ts";
import { usePillState } from "./use-pill-state.ts";
import "./sync-pill.css";

/** Written out for what looks for the attribute; `output` alone only implies it. */
const STATUS = { role: "status" } as const;

/**
 * Where the student's work is, in a few words, always in view. The words are a live region; what can be done about them is a control
 * that lies over the pill, beside the region, so that the region holds text alone.
 */
export const SyncPill = ({ store }: { store: Store }) => {
  const state = usePillState(store);
  const { pill } = words.value.shell;
  return (
    <div class="sync-pill" data-state={state?.kind}>
      <span class="sync-pill-sign" aria-hidden="true">
        {state && (state.kind === "failed" || state.kind === "signin") && (
          <Icon name={state.kind === "signin" ? "signIn" : "alert"} />
        )}
      </span>
      <output {...STATUS} class="sync-pill-text" aria-label={pill.name} data-state={state?.kind}>
        {state && <PillText state={state} words={pill} />}
      </output>
      {state && <PillAction state={state} words={pill} />}
    </div>
  );
};

type PillWords = ShellWords["pill"];

const PillText = ({ state, words }: { state: PillState; words: PillWords }) => {
  switch (state.kind) {
    case "offline":
      return (
        <>
          {words.offline}
          <span class="sync-pill-rest">{words.offlineRest}</span>
        </>
      );
    case "pending":
      return <>{words.pending(state.waiting)}</>;
    case "failed":
      if (state.why === "refused") return <>{words.refused(state.refused)}</>;
      return <>{state.why === "upgrade" ? words.upgrade : words.failed}</>;
    default:
      return <>{words[state.kind]}</>;
  }
};

const PillAction = ({ state, words }: { state: PillState; words: PillWords }) => {
  const { flush } = useServices();
  if (state.kind === "failed" && state.why === "server")
    return (
      <button class="sync-pill-action" type="button" aria-label={words.tryAgain} onClick={flush} />
    );
  if (state.kind === "signin")
    return <a class="sync-pill-action" href="/account" aria-label={words.signIn} />;
  return <a class="sync-pill-action" href="/sync" aria-label={words.details} />;
};
