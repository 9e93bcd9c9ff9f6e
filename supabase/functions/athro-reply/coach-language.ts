import { wordsOf } from "./coach-words.ts";

/** Common words that belong to one of the two languages and hardly ever to the other ("a", "i", "am" and "y" belong to both). */
const WELSH = new Set(
  `ac allwch alla allaf at beth bod bydd cael chi chwi ddim diolch dim drwy dw dwi dydw dydy ddydd efo ei eich ein eisiau eglurwch
  esboniwch faint fel fod fy fyddai gael gallaf gan gellir gwneud gyda hwn hon hyn helo helpwch maen mae mewn nad neu nid nhw ni oedd oes ond
  oherwydd os pam pryd pwy roedd rhwng rhoi rwy rwyf rydw rydych rydym sawl sut sy sydd unrhyw wedi wrth wyt yw ydi ydw ydy ydych
  ydyn yma yn yng ym yr yno yna ysgrifennwch`.split(/\s+/),
);
const ENGLISH = new Set(
  `an and are because be been but can could did do does explain for from had has have help how if in into is it its just me my of
  please should so tell than that the their them there these they this to was we were what when where which who why will with would you
  your`.split(/\s+/),
);

/** Letters and spellings of Welsh, for text too short to hold a common word. Too weak a sign outside Welsh lessons. */
const WELSH_SPELLING = /[ŵŷ]|dd|ngh|nhr|mh[aeiouwy]|^ll|^ff|wy|aidd|iad\b/iu;

/** How many words of a text are known to be of either language. */
export const knownWords = (text: string): { welsh: number; english: number } => {
  let welsh = 0;
  let english = 0;
  for (const word of wordsOf(text)) {
    const lower = word.toLowerCase();
    if (WELSH.has(lower) || /[ŵŷ]/iu.test(word)) welsh += 1;
    else if (ENGLISH.has(lower)) english += 1;
  }
  return { welsh, english };
};

/** Whether the words are Welsh, or undefined where they don't tell. */
const leansWelsh = (text: string): boolean | undefined => {
  const { welsh, english } = knownWords(text);
  return welsh === english ? undefined : welsh > english;
};

/**
 * Whether to speak Welsh: what the message itself shows; else, in a Welsh lesson, its spelling; else what the student wrote before,
 * newest first.
 */
export const speaksWelsh = (
  message: string,
  earlier: readonly string[],
  inWelshLesson: boolean,
): boolean => {
  const here = leansWelsh(message);
  if (here !== undefined) return here;
  if (inWelshLesson && wordsOf(message).some((word) => WELSH_SPELLING.test(word))) return true;
  for (const text of earlier.toReversed()) {
    const before = leansWelsh(text);
    if (before !== undefined) return before;
  }
  return false;
};
