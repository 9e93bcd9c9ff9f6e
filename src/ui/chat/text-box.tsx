import type { RefObject } from "preact";
import { effect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Athro } from "../../model/athros.ts";
import { words } from "../i18n/language.ts";
import { sendsMessage } from "./composer-keys.ts";
import type { ComposerModel } from "./composer-model.ts";
import type { DraftModel } from "./draft-model.ts";
import { textFitter } from "./text-fitter.ts";

interface TextBoxProps {
  box: RefObject<HTMLTextAreaElement | null>;
  athro: Athro;
  draft: DraftModel;
  composer: ComposerModel;
  onSend: () => void;
}

/** Asked once: for each letter, asking would cost more than what it is asked for. */
let mouse: MediaQueryList | undefined;
const hasMouse = (): boolean => (mouse ??= matchMedia("(pointer: fine)")).matches;

/** The composer's textbox, as tall as its text. A letter renders nothing, and the browser lays out nothing but the box for it. */
export const TextBox = ({ box, athro, draft, composer, onSend }: TextBoxProps) => {
  const texts = words.value.chat.composer;
  const problem = composer.problem.value;
  const room = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const [area, around] = [box.current, room.current];
    if (!area || !around) return undefined;
    const fitter = textFitter(around, area);
    const endShowing = effect(() => {
      const text = draft.text.value;
      if (area.value !== text) area.value = text;
      // Behind a text the browser would style it anew with each letter, also an empty one.
      if (text !== "") area.removeAttribute("placeholder");
      else area.placeholder = words.value.chat.composer.ask(athro.name);
      fitter.fit();
    });
    return () => {
      endShowing();
      fitter.stop();
    };
  }, [draft, box, athro]);

  return (
    <div ref={room} class="composer-text-room">
      <textarea
        ref={box}
        class="composer-text"
        aria-label={texts.message}
        aria-describedby={problem ? "composer-problem" : undefined}
        aria-invalid={problem ? true : undefined}
        aria-busy={!draft.ready.value}
        autocomplete="off"
        onInput={(event) => composer.type(event.currentTarget.value)}
        onFocus={() => draft.focus()}
        onBlur={() => void draft.blur()}
        onKeyDown={(event) => {
          if (!sendsMessage(event, hasMouse())) return;
          event.preventDefault();
          onSend();
        }}
      />
    </div>
  );
};
