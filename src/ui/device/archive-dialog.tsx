import { useLayoutEffect, useRef } from "preact/hooks";
import { athroOf } from "../../model/athros.ts";
import type { OldChat } from "../../store/archive-chats.ts";
import { dateLabel, localDate } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { saveBlob } from "../kit/save-blob.ts";
import { Segments } from "../kit/segments.tsx";
import { AGES_IN_MONTHS, type ArchiveModel } from "./archive-model.ts";
import "./archive-dialog.css";

interface ArchiveDialogProps {
  model: ArchiveModel;
  /** Whose chats are on this device alone. */
  guest: boolean;
  onClose: () => void;
}

/** A list that scrolls is reached by the keyboard, as not every browser sees to by itself. */
const SCROLLS = { tabIndex: 0 } as const;

/** Old chats into a file, step by step. Nothing is removed before the file was seen to be whole. */
export const ArchiveDialog = ({ model, guest, onClose }: ArchiveDialogProps) => {
  const { archive: text } = words.value.storage;
  const problem = model.problem.value;
  const done = model.step.value.kind === "done";
  const ways = useRef<HTMLDivElement>(null);
  // The button that led there has gone.
  useLayoutEffect(() => {
    if (done) ways.current?.querySelector("button")?.focus();
  }, [done]);
  // What is being removed is waited for, so that what came of it is seen.
  const close = () => !model.busy.peek() && onClose();
  return (
    <Dialog open title={text.title} class="archive-dialog" onClose={close}>
      <Step model={model} guest={guest} />
      <p class="archive-problem" role="alert">
        {problem && text.failed[problem]}
      </p>
      <div class="dialog-actions" ref={ways}>
        <Button variant={done ? "primary" : "quiet"} onClick={close}>
          {done ? words.value.shell.close : words.value.shell.cancel}
        </Button>
        <NextStep model={model} />
      </div>
    </Dialog>
  );
};

const Step = ({ model, guest }: Omit<ArchiveDialogProps, "onClose">) => {
  const { archive: text } = words.value.storage;
  const step = model.step.value;
  switch (step.kind) {
    case "choose":
      return (
        <>
          <Segments
            label={text.age}
            showLabel
            options={AGES_IN_MONTHS.map((n) => ({ value: String(n), label: text.months(n) }))}
            value={String(model.months.value)}
            onChange={(next) => void model.choose(Number(next))}
          />
          {step.chats && <Found chats={step.chats} />}
          {step.chats && step.chats.length > 0 && <p>{guest ? text.guest : text.everywhere}</p>}
        </>
      );
    case "check":
      return (
        <>
          <p>{text.saved(step.name)}</p>
          <output>{step.wrong && text.wrongFile}</output>
        </>
      );
    case "whole":
      return (
        <>
          <output>{text.whole}</output>
          <p>{guest ? text.guest : text.everywhere}</p>
        </>
      );
    case "done":
      return (
        <>
          <output>
            {text.removed(step.removed)} {step.changed > 0 && text.changed(step.changed)}
          </output>
          {step.removed > 0 && <p>{text.back}</p>}
        </>
      );
  }
};

const Found = ({ chats }: { chats: readonly OldChat[] }) => {
  const { archive: text } = words.value.storage;
  if (chats.length === 0) return <output>{text.none}</output>;
  return (
    <>
      <output>{text.found(chats.length)}</output>
      <ul {...SCROLLS} class="archive-chats" aria-label={text.list}>
        {chats.map((chat) => (
          <li key={chat.id}>
            <strong>{chat.title}</strong>
            <span>
              {athroOf(chat.athroId).name} · {dateLabel(language.value, localDate(chat.at), "")} ·{" "}
              {text.messages(chat.messages)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

/** The one thing to do next: one button, so that the keyboard stays on it from step to step. */
const NextStep = ({ model }: { model: ArchiveModel }) => {
  const chooser = useRef<HTMLInputElement>(null);
  const step = model.step.value;
  const busy = model.busy.value;
  const next = nextOf(model, () => chooser.current?.click());
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".zip,.json,application/zip,application/json"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void model.check(file);
        }}
      />
      {next && (
        <Button
          variant={step.kind === "whole" ? "danger" : "primary"}
          busy={busy}
          onClick={next.act}
        >
          {busy ? next.doing : next.label}
        </Button>
      )}
    </>
  );
};

interface Next {
  label: string;
  /** While it goes on. */
  doing: string;
  act: () => void;
}

/** `choose` has the student show the file. */
const nextOf = (model: ArchiveModel, choose: () => void): Next | null => {
  const { archive: text } = words.value.storage;
  const step = model.step.value;
  switch (step.kind) {
    case "choose":
      if (!step.chats || step.chats.length === 0) return null;
      return {
        label: text.save,
        doing: text.saving,
        act: () => void model.save((now) => `${text.file}-${localDate(now)}.zip`, saveBlob),
      };
    case "check":
      return { label: text.check, doing: text.checking, act: choose };
    case "whole":
      return {
        label: text.remove(step.archive.taken.size),
        doing: text.removing,
        act: () => void model.remove(),
      };
    case "done":
      return null;
  }
};
