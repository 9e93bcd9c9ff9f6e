/**
 * What replaced an edit: another edit stands for it, so that the edit itself need be in no place any more. Either someone who knew it wrote
 * over it (here or on the server), or another edit says the same, so that the server took the one for the other.
 */
import { type Edit, type RecordLedger, knew } from "./ledger.ts";
import { withoutTimes } from "./values.ts";

/** Whether another edit stands on the server for one that had reached it. */
export const isReplacedOnServer = (record: RecordLedger, edit: Edit): boolean =>
  isReplacedThere(record, edit) ||
  isAbsorbed(record, edit) ||
  isTakenOverAgain(record, edit) ||
  wasAbsorbed(record, edit) ||
  wasReplaced(record, edit);

/** Whether another edit stands for one that never reached the server. */
export const isReplacedOnDevice = (record: RecordLedger, edit: Edit): boolean =>
  isDatedBefore(record, edit) ||
  isReplacedHere(edit) ||
  isReplacedThere(record, edit) ||
  wasAbsorbed(record, edit);

/** Whether someone who knew the edit has replaced it, on the server. */
const isReplacedThere = (record: RecordLedger, edit: Edit): boolean =>
  edit.children.some((child) => record.hasReached(child) || isReplacedThere(record, child));

/**
 * Whether someone who knew the edit had replaced it on the server before that went back, and it has come by something later than that since
 * ([E1]): of one device's, which had forgotten the edit with its power, too.
 */
const wasReplaced = (record: RecordLedger, edit: Edit): boolean =>
  record.restored &&
  edit.children.some(
    (child) =>
      (child.everReached &&
        reachedOf(record, edit.group).some(
          (one) => one !== edit && lastStampOf(one) > lastStampOf(child),
        )) ||
      wasReplaced(record, child),
  );

const reachedOf = (record: RecordLedger, group: string): Edit[] =>
  [...(record.reached.get(group)?.values() ?? [])].map((one) => one.edit);

const lastStampOf = ({ writes }: Edit): number => Math.max(...writes.map(({ stamp }) => stamp));

/** Whether its own device has replaced the edit, be it that the device has forgotten so since, if the server once knew. */
const isReplacedHere = (edit: Edit): boolean =>
  edit.children.some((child) => !child.rolledBack || child.everReached || isReplacedHere(child));

/**
 * Whether a record's value was taken over before (M4), and has been replaced on the server since: a device that forgot that it had taken
 * it over does so again.
 */
const isTakenOverAgain = (record: RecordLedger, edit: Edit): boolean =>
  isTakenOver(edit) &&
  record.edits.some(
    (one) =>
      one !== edit &&
      one.group === edit.group &&
      one.values === edit.values &&
      isTakenOver(one) &&
      isReplacedThere(record, one),
  );

const isTakenOver = ({ writes }: Edit): boolean => writes.every(({ stamp }) => stamp === 0);

/** Whether the server had a later value than the edit's, written by someone who knew the edit. */
export const isOutdated = (record: RecordLedger, edit: Edit): boolean => {
  const later = record.edits.filter((one) => knew(one, edit) && record.hasReached(one));
  return later.length > 0 && later.every((one) => !isSameButForTimes(one, edit));
};

export const isSameButForTimes = (a: Edit, b: Edit): boolean =>
  withoutTimes(a.values) === withoutTimes(b.values);

/** Whether another edit of the same value stands for it. */
export const isAbsorbed = (record: RecordLedger, edit: Edit): boolean =>
  reachedOf(record, edit.group).some((one) => one !== edit && isSameButForTimes(one, edit));

/** Whether a rival of the same value stood for it before the server went back, and has been replaced knowingly since. */
const wasAbsorbed = (record: RecordLedger, edit: Edit): boolean =>
  record.restored &&
  record.edits.some(
    (one) =>
      one.group === edit.group &&
      one.everReached &&
      areConcurrent(one, edit) &&
      isSameButForTimes(one, edit) &&
      (isReplacedHere(one) || isReplacedThere(record, one)),
  );

/** Whether sync dated the edit anew, for a record that the server has as it was dated once before. */
const isDatedBefore = (record: RecordLedger, { values, seen }: Edit): boolean =>
  seen !== null &&
  withoutTimes(values) === withoutTimes(seen.values) &&
  (record.hasReached(seen) || isDatedBefore(record, seen));

/** Whether neither of two edits was made knowing the other. */
export const areConcurrent = (a: Edit, b: Edit): boolean => a !== b && !knew(a, b) && !knew(b, a);
