import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type Athro, ATHROS, athroOf } from "../../model/athros.ts";
import { layBeside, moveBeside, readLeftDraft } from "../../store/left-drafts.ts";
import type { Store } from "../../store/store.ts";
import { writeProblem } from "../../store/write-problem.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { ButtonLink } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import { StartHere } from "./start-here.tsx";
import "./share-screen.css";

/**
 * Where a share from another app leads: the student chooses whose composer the text goes into. Until then it lies beside that of the
 * Athro in the address; where it could not be stored it is in the address itself, and on this screen. Nothing is sent.
 */
export const ShareScreen = () => {
  const { user, store } = useServices();
  const { query } = useLocation();
  const { share } = words.value;
  const [unstored] = useState(() => new URLSearchParams(location.hash.slice(1)).get("text") ?? "");
  const athroId = query["athro"] ?? "";
  const open = store.value;
  return (
    <div class="screen">
      <ScreenHeader title={share.heading} />
      <div class="screen-body share">
        {athroId === "" && unstored === "" ? (
          <>
            <p>{share.nothing}</p>
            <ButtonLink href="/athros">{share.toAthros}</ButtonLink>
          </>
        ) : user.value.kind === "none" ? (
          <StartHere text={unstored} />
        ) : (
          open && <Choice key={open.db.name} store={open} athroId={athroId} unstored={unstored} />
        )}
      </div>
    </div>
  );
};

const pathOf = (athroId: string): string => `/athro/${encodeURIComponent(athroId)}`;

interface ChoiceProps {
  store: Store;
  /** Beside whose composer the text lies; empty where it could not be stored. */
  athroId: string;
  unstored: string;
}

const Choice = ({ store, athroId, unstored }: ChoiceProps) => {
  const { share } = words.value;
  const { route } = useLocation();
  const [problem, setProblem] = useState<string | null>(null);
  const kept = useLive(
    async () => (athroId === "" ? "" : readLeftDraft(store.db, athroId)),
    [store, athroId],
  );
  /** It goes to one composer, and once. */
  const going = useRef(false);
  const text = athroId === "" ? unstored : kept;
  // Its composer is open in another tab, and has taken it in.
  useEffect(() => {
    if (athroId !== "" && kept === "") route(pathOf(athroId), true);
  }, [kept]);
  if (text === undefined || text === "") return null;

  const choose = async (chosen: string) => {
    if (going.current) return;
    going.current = true;
    setProblem(null);
    try {
      if (athroId === "") await layBeside(store, chosen, text);
      else await moveBeside(store, athroId, chosen);
      route(pathOf(chosen), true);
    } catch (error) {
      going.current = false;
      console.error(error);
      setProblem(share.notKept[writeProblem(error) === "full" ? "full" : "unknown"]);
    }
  };
  const last =
    ATHROS.find(({ id }) => id === athroId) ?? (athroId === "" ? null : athroOf(athroId));
  const others = ATHROS.filter(({ id }) => id !== last?.id);
  return (
    <>
      <p>{last ? share.kept(last.name) : share.unkept}</p>
      <textarea class="share-text" readOnly rows={4} aria-label={share.text} value={text} />
      <div role="alert">{problem && <Notice tone="danger">{problem}</Notice>}</div>
      <ul class="share-athros" aria-label={share.heading}>
        {(last ? [last, ...others] : others).map((athro) => (
          <li key={athro.id}>
            <Choose athro={athro} onChoose={() => void choose(athro.id)} />
          </li>
        ))}
      </ul>
    </>
  );
};

const Choose = ({ athro, onChoose }: { athro: Athro; onChoose: () => void }) => (
  <button type="button" class="card share-athro" onClick={onChoose}>
    <AthroMark athro={athro} />
    <strong>{athro.name}</strong>
  </button>
);
