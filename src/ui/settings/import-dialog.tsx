import type { ComponentChildren } from "preact";
import type { ExportProblem, ReadExport } from "../../model/exported/read-export.ts";
import type { Imported } from "../../store/import-file.ts";
import { dateLabel, localDate } from "../i18n/dates.ts";
import type { DataKind } from "../i18n/en/data.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";

/** Where the import of a file stands. */
export type ImportStep =
  | { kind: "question"; read: ReadExport; busy?: true }
  | { kind: "done"; done: Imported }
  | { kind: "problem"; problem: ExportProblem | { kind: "failed" } };

interface ImportDialogProps {
  step: ImportStep;
  onClose: () => void;
  onImport: (file: ReadExport) => void;
}

const KINDS: readonly DataKind[] = ["chats", "messages", "events", "other"];

/** Says what a file holds and asks, and then what came of it; or why it is refused. */
export const ImportDialog = ({ step, onClose, onImport }: ImportDialogProps) => {
  const { data } = words.value;
  switch (step.kind) {
    case "question":
      return <Question {...step} onClose={onClose} onImport={onImport} />;
    case "done":
      return (
        <Told title={data.done.title} onClose={onClose}>
          <Done done={step.done} />
        </Told>
      );
    case "problem":
      return (
        <Told title={data.problem.title} onClose={onClose}>
          <Refused problem={step.problem} />
          <p>{data.problem.unchanged}</p>
        </Told>
      );
  }
};

const Told = (props: { title: string; onClose: () => void; children: ComponentChildren }) => (
  <Dialog
    kind="alert"
    open
    title={props.title}
    onClose={props.onClose}
    actions={
      <Button variant="primary" onClick={props.onClose}>
        {words.value.data.done.close}
      </Button>
    }
  >
    {props.children}
  </Dialog>
);

const Question = ({
  read,
  busy = false,
  onClose,
  onImport,
}: Omit<ImportDialogProps, "step"> & { read: ReadExport; busy?: boolean }) => {
  const { data, shell } = words.value;
  const { question } = data;
  const counts = countsOf(read);
  const empty = KINDS.every((kind) => counts[kind] === 0);
  const made = Date.parse(read.exportedAt);
  const close = () => !busy && onClose();
  return (
    <Dialog
      open
      title={question.title}
      onClose={close}
      actions={
        <>
          <Button variant="quiet" onClick={close}>
            {shell.cancel}
          </Button>
          {!empty && (
            <Button variant="primary" busy={busy} onClick={() => onImport(read)}>
              {busy ? question.importing : question.confirm}
            </Button>
          )}
        </>
      }
    >
      {empty ? (
        <p>{question.empty}</p>
      ) : (
        <>
          <p>
            {question.made(
              Number.isNaN(made) ? read.exportedAt : dateLabel(language.value, localDate(made), ""),
            )}
          </p>
          <Counts counts={counts} />
          <p>{question.safe}</p>
        </>
      )}
    </Dialog>
  );
};

const countsOf = ({ records, drafts }: ReadExport): Record<DataKind, number> => ({
  chats: records.chat_sessions.length,
  messages: records.chat_messages.length,
  events: records.calendar_events.length,
  other: records.calendar_overrides.length + records.preferences.length + drafts.length,
});

const Counts = ({ counts }: { counts: Readonly<Record<DataKind, number>> }) => (
  <ul class="import-counts">
    {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
      <li key={kind}>{words.value.data.kinds[kind](counts[kind])}</li>
    ))}
  </ul>
);

const Done = ({ done }: { done: Imported }) => {
  const { done: told } = words.value.data;
  const added = KINDS.some((kind) => done[kind] > 0);
  return (
    <>
      <p>{added ? told.added : told.nothing}</p>
      {added && <Counts counts={done} />}
      {added && done.present > 0 && <p>{told.present(done.present)}</p>}
      {done.gone > 0 && <p>{told.gone(done.gone)}</p>}
    </>
  );
};

const Refused = ({ problem }: { problem: ExportProblem | { kind: "failed" } }) => {
  const { problem: told } = words.value.data;
  if (problem.kind === "failed") return <p>{told.failed}</p>;
  if (problem.kind !== "records") return <p>{told.kinds[problem.kind]}</p>;
  return (
    <>
      <p>{told.records(problem.count)}</p>
      <ul class="import-counts">
        {problem.at.map((place) => (
          <li key={place}>
            <code>{place}</code>
          </li>
        ))}
      </ul>
    </>
  );
};
