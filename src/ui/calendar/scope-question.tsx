import type { SeriesScope } from "../../store/series.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useEscapeFirst } from "../kit/use-escape-first.ts";

/** What is to be done to an event that repeats. */
export interface ScopeAsked {
  what: "save" | "delete";
  scopes: readonly SeriesScope[];
}

interface ScopeQuestionProps {
  asked: ScopeAsked | null;
  onChoose: (scope: SeriesScope) => void;
  onCancel: () => void;
}

/** Asks which times of an event that repeats are meant. */
export const ScopeQuestion = ({ asked, onChoose, onCancel }: ScopeQuestionProps) => {
  const { scope, editor } = words.value.calendar;
  const isOpen = asked !== null;
  useEscapeFirst(isOpen, onCancel);
  return (
    <Dialog
      open={isOpen}
      kind="alert"
      title={asked?.what === "delete" ? scope.delete : scope.save}
      onClose={onCancel}
      actions={
        <Button autofocus onClick={onCancel}>
          {editor.cancel}
        </Button>
      }
    >
      {asked?.what === "save" && !asked.scopes.includes("this") && <p>{scope.notAlone}</p>}
      <div class="scope-choice">
        {asked?.scopes.map((one) => (
          <Button key={one} onClick={() => onChoose(one)}>
            {scope.scopes[one]}
          </Button>
        ))}
      </div>
    </Dialog>
  );
};
