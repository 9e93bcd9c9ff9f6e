/** The last reminder that was shown of each occurrence, and when that is no longer worth remembering; ms. */
export type Shown = Readonly<Record<string, { at: number; ends: number }>>;

/** What was shown, with more of it, and without what is over. */
export const withShown = (
  shown: Shown,
  more: readonly { event: { key: string }; at: number; ends: number }[],
  now: number,
): Shown =>
  Object.fromEntries([
    ...Object.entries(shown).filter(([, { ends }]) => ends > now),
    ...more.map(({ event, at, ends }) => [event.key, { at, ends }] as const),
  ]);
