type Key = Pick<
  KeyboardEvent,
  "key" | "isComposing" | "keyCode" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey"
>;

/** Safari ends a composition before it tells of the Enter that ended it; only this code is left to know it by. */
const KEY_CODE_COMPOSING = 229;

/**
 * Whether a key sends the message: Enter with a mouse or a trackpad at hand; with fingers alone Enter breaks the line, as a phone's
 * keyboard has no Shift+Enter. Ctrl or Command with Enter sends everywhere. Enter that ends a composition never does.
 */
export const sendsMessage = (key: Key, finePointer: boolean): boolean => {
  if (key.key !== "Enter" || key.isComposing || key.keyCode === KEY_CODE_COMPOSING) return false;
  if (key.shiftKey || key.altKey) return false;
  return finePointer || key.ctrlKey || key.metaKey;
};
