import type { ChatLine } from "../../store/messages.ts";
import { localTime } from "../i18n/dates.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";

/** What can be done about a message; what is left out is not offered. */
export interface MessageActions {
  askAgain: (line: ChatLine) => void;
  retry: (line: ChatLine) => void;
  copy: (line: ChatLine) => void;
  remove: (line: ChatLine) => void;
  restore: (ids: readonly string[]) => void;
  /** Shows another attempt at the reply to a question. */
  show: (question: string, attempt: number) => void;
  /** Brings back what was sent before a question was edited. */
  earlier: (line: ChatLine) => void;
  /** Edits a refused message, or sends a question anew. */
  edit: (line: ChatLine) => void;
  discard: (line: ChatLine) => void;
  /** Where there is an account. */
  regenerate?: (question: string) => void;
}

type Unanswered = Extract<ChatLine["state"], { kind: "unanswered" }>;

interface MessageStateProps {
  line: ChatLine;
  athroName: string;
  /** Whether the network is there, as far as this device knows. */
  reachable: boolean;
  /** Whether a reply to another question is being written: there is one at a time. */
  behind: boolean;
  /** Whether this is the student's last message: there the guest is told about replies. */
  last: boolean;
  actions: MessageActions;
}

/** Where one of the student's messages is, in one short line. */
export const MessageState = (props: MessageStateProps) => {
  const { line, athroName, reachable, behind, last, actions } = props;
  const { state } = words.value.chat;
  switch (line.state.kind) {
    case "saved":
      return (
        <>
          <span>{state.saved}</span>
          {last && (
            <a class="link" href="/account">
              {state.guestHint}
            </a>
          )}
        </>
      );
    case "waiting":
      return (
        <>
          <span class="state-dot state-dot-waiting" aria-hidden="true" />
          <span>{reachable ? state.waiting : state.waitingOffline}</span>
        </>
      );
    case "sent":
      return <span>{state.sent}</span>;
    case "answering":
      if (!reachable) return <span>{state.sentOffline}</span>;
      if (behind) return <span>{state.next}</span>;
      return (
        <>
          <span class="state-dot state-dot-writing" aria-hidden="true" />
          <span>{state.answering(athroName)}</span>
        </>
      );
    case "answered":
      return <span>{state.answered}</span>;
    case "unanswered":
      return (
        <>
          <span>{unansweredText(line.state, athroName)}</span>
          {line.state.problem === "length" ? (
            <StateButton label={state.edit} onPress={() => actions.edit(line)} />
          ) : (
            <StateButton label={state.tryAgain} onPress={() => actions.askAgain(line)} />
          )}
        </>
      );
    case "refused":
      return (
        <>
          <span class="state-refused">{state.refused}</span>
          <StateButton label={state.retry} onPress={() => actions.retry(line)} />
          <StateButton label={state.edit} onPress={() => actions.edit(line)} />
          <StateButton label={state.delete} onPress={() => actions.discard(line)} />
        </>
      );
  }
};

const StateButton = ({ label, onPress }: { label: string; onPress: () => void }) => (
  <button type="button" class="state-button" onClick={onPress}>
    {label}
  </button>
);

/** Why there is no reply yet, and what can be done. */
export const unansweredText = ({ problem, until, most }: Unanswered, athroName: string): string => {
  const { state } = words.value.chat;
  if (problem === "length")
    return state.tooLong(athroName, most === undefined ? null : formatCount(most));
  if (problem === "quota") return state.quota(until === undefined ? null : localTime(until));
  return state.unanswered;
};
