import { type Signal, signal } from "@preact/signals";
import type { FunctionComponent } from "preact";

/** Who asks or tells something whatever screen is shown: about the session, that an account is no more, and the time set for revising. */
type Teller = "session" | "account-gone" | "study-timer";

/** Each teller has a place of its own, so that none takes away what another one shows. */
export type StandingDialogs = Readonly<Partial<Record<Teller, FunctionComponent>>>;

export const createStandingDialogs = (): Signal<StandingDialogs> => signal({});

/** Shows what a teller has to say in place of what it said before; null when it has been heard. */
export const putDialog = (
  dialogs: Signal<StandingDialogs>,
  teller: Teller,
  dialog: FunctionComponent | null,
): void => {
  const { [teller]: _, ...others } = dialogs.peek();
  dialogs.value = dialog ? { ...others, [teller]: dialog } : others;
};
