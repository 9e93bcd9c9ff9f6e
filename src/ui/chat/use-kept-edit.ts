import { effect, type Signal, signal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Sending } from "../../store/keep-later-draft.ts";
import type { MessageRow } from "../../store/messages.ts";
import type { Store } from "../../store/store.ts";
import { keepEdit } from "./kept-edit.ts";

/** What is being typed in the place of one question. */
export interface Edited {
  text: Signal<string>;
  /** What is being sent of it. */
  sending: Signal<Sending | undefined>;
  /** Hands what was typed over to whoever stores it. Nothing where it is the question as it was, or is being sent. */
  give(take: (text: string) => Promise<unknown>): void;
}

/** Begins anew with each question that is edited, and keeps what is typed until it is sent, given, or laid beside the composer. */
export const useKeptEdit = (store: Store, athroId: string, message: MessageRow | null): Edited => {
  const given = useRef<Promise<unknown> | undefined>(undefined);
  const edited = useMemo((): Edited => {
    const text = signal(message?.content ?? "");
    const sending = signal<Sending | undefined>(undefined);
    return {
      text,
      sending,
      give: (take) => {
        if (!sending.peek() && isChanged(text.peek(), message)) given.current = take(text.peek());
      },
    };
  }, [message?.id]);
  useLayoutEffect(() => {
    if (!message) return undefined;
    given.current = undefined;
    const kept = keepEdit(store, athroId);
    const endKeeping = effect(() => {
      const text = edited.text.value;
      kept.keep(isChanged(text, message) ? text : null, edited.sending.value);
    });
    const leaving = (event: BeforeUnloadEvent) => {
      if (!kept.isKept()) event.preventDefault();
    };
    addEventListener("beforeunload", leaving);
    return () => {
      removeEventListener("beforeunload", leaving);
      endKeeping();
      kept.end(given.current);
    };
  }, [message?.id]);
  return edited;
};

const isChanged = (text: string, message: MessageRow | null): boolean =>
  text.trim() !== "" && text.trim() !== message?.content;
