import type { ComponentChildren } from "preact";
import type { Athro } from "../../model/athros.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { Icon, type IconName } from "../kit/icon.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { isFirstDrawn } from "../shell/first-screen.ts";
import "./chat-header.css";

interface ChatHeaderProps {
  athro: Athro;
  /** Whether there is nothing in the chat that could be saved or deleted. */
  empty: boolean;
  onConfidence: () => void;
  onSaved: () => void;
  onSave: () => void;
  onDelete: () => void;
  /** Behind the buttons. */
  children?: ComponentChildren;
}

export const ChatHeader = ({
  athro,
  empty,
  onConfidence,
  onSaved,
  onSave,
  onDelete,
  children,
}: ChatHeaderProps) => {
  const { actions, teaching } = words.value.chat;
  const heading = { title: athro.name, lang: athro.lang, leading: <AthroMark athro={athro} /> };
  // What was said last is read sooner without the buttons. Their room is kept: as much as their names take.
  if (!isFirstDrawn.value)
    return (
      <ScreenHeader {...heading}>
        <div class="header-room" style={{ "--icons": empty ? 2 : 3 }} aria-hidden="true">
          {`${actions.savedSessions}${actions.saveSession}`}
        </div>
      </ScreenHeader>
    );
  return (
    <ScreenHeader {...heading}>
      <HeaderButton icon="level" label={teaching.confidence} iconOnly onPress={onConfidence} />
      <HeaderButton icon="clock" label={actions.savedSessions} onPress={onSaved} />
      <HeaderButton
        icon="archive"
        label={actions.saveSession}
        main
        blocked={empty}
        onPress={onSave}
      />
      <HeaderButton
        icon="trash"
        label={actions.deleteSession}
        iconOnly
        blocked={empty}
        onPress={onDelete}
      />
      {children}
      <p id="chat-empty" class="sr-only">
        {actions.nothingYet}
      </p>
    </ScreenHeader>
  );
};

interface HeaderButtonProps {
  icon: IconName;
  label: string;
  main?: boolean;
  iconOnly?: boolean;
  /** It stays in place and in focus while there is nothing to do, and says why. */
  blocked?: boolean;
  onPress: () => void;
}

/** Words where there is room, the icon alone where there is not; the name is the same. */
export const HeaderButton = ({
  icon,
  label,
  main,
  iconOnly,
  blocked,
  onPress,
}: HeaderButtonProps) => (
  <button
    type="button"
    class={`button ${main ? "button-secondary" : "button-quiet"} header-button${iconOnly ? " is-icon" : ""}`}
    title={label}
    aria-disabled={blocked || undefined}
    aria-describedby={blocked ? "chat-empty" : undefined}
    onClick={() => {
      if (!blocked) onPress();
    }}
  >
    <Icon name={icon} />
    <span class="header-button-label">{label}</span>
  </button>
);
