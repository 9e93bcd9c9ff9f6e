import type { ComponentChildren, RefObject } from "preact";
import type { Athro } from "../../model/athros.ts";
import { MESSAGE_LENGTH_MAX } from "../../model/limits.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import type { ComposerModel, ComposerProblem } from "./composer-model.ts";
import type { DraftModel } from "./draft-model.ts";
import { TextBox } from "./text-box.tsx";
import "./composer.css";

interface ComposerProps {
  /** The textbox, for those who lead the focus to it. */
  box: RefObject<HTMLTextAreaElement | null>;
  athro: Athro;
  draft: DraftModel;
  composer: ComposerModel;
  /** Beside Send. */
  children?: ComponentChildren;
}

/** Where the student writes. What is typed leaves it only when it is a message that this device has stored. */
export const Composer = ({ box, athro, draft, composer, children }: ComposerProps) => {
  const texts = words.value.chat.composer;
  const problem = composer.problem.value;
  const submit = () => {
    box.current?.focus();
    void composer.submit();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="composer-box">
        <TextBox box={box} athro={athro} draft={draft} composer={composer} onSend={submit} />
        {children}
        <Button
          variant="primary"
          type="submit"
          class="composer-send"
          // A press must not take the focus from the text: on a phone the keyboard would go down.
          onMouseDown={(event) => event.preventDefault()}
        >
          {texts.send}
        </Button>
      </div>
      <ComposerNotes composer={composer} draft={draft} />
      <div role="alert">{problem && <Problem problem={problem} />}</div>
    </form>
  );
};

/** Its place at a start, until the messages are read. */
export const ComposerRoom = () => (
  <div class="composer">
    <div class="composer-box composer-room" />
  </div>
);

const Problem = ({ problem }: { problem: ComposerProblem }) => {
  const texts = words.value.chat.composer;
  return (
    <p class="composer-problem" id="composer-problem">
      <Icon name="alert" />
      {problem.kind === "long"
        ? texts.long(formatCount(problem.length), formatCount(MESSAGE_LENGTH_MAX))
        : texts.notSaved[problem.reason]}
      {problem.kind === "not-saved" && problem.reason === "full" && (
        <a href="/settings#storage">{texts.freeSpace}</a>
      )}
    </p>
  );
};

/** The count near the limit, and a warning if what is typed can't be stored. */
const ComposerNotes = ({ composer, draft }: Pick<ComposerProps, "composer" | "draft">) => {
  const texts = words.value.chat.composer;
  const length = composer.count.value;
  return (
    <>
      {length !== null && (
        <p class={length > MESSAGE_LENGTH_MAX ? "composer-count is-over" : "composer-count"}>
          {texts.count(formatCount(length), formatCount(MESSAGE_LENGTH_MAX))}
        </p>
      )}
      {draft.unkept.value && (
        <p class="composer-problem" role="alert">
          <Icon name="alert" />
          {texts.draftUnkept}
        </p>
      )}
    </>
  );
};
