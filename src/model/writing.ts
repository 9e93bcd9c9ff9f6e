/** A reply while it is being written, as far as this device has heard it. Nothing of it is stored: its row comes when it is done. */
export interface Writing {
  /** Id of the question. */
  question: string;
  attempt: number;
  text: string;
  /** It is saved, and on its way by sync. */
  saved: boolean;
  /** This device's own tutor writes it. */
  here?: true;
}
