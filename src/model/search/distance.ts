/** Letters that may be wrong in a word that is looked for, by its length: in a short one any change makes another word. */
export const errorsAllowed = (word: string): number =>
  word.length < 4 ? 0 : word.length < 7 ? 1 : 2;

/**
 * Makes what tells whether a word begins with `sought`, or nearly so: with at most `max` letters left out, added, changed or swapped with
 * the next (the distance of optimal string alignment to the nearest of its beginnings).
 */
export const nearBeginning = (sought: string, max: number): ((word: string) => boolean) => {
  const length = sought.length;
  const letters = Array.from({ length }, (_, at) => sought.charCodeAt(at));
  // One row for each letter of the word, written over and over: this runs for every word that there is.
  let row = new Uint8Array(length + 1);
  let above = new Uint8Array(length + 1);
  let twoAbove = new Uint8Array(length + 1);
  return (word) => {
    if (word.length < length - max) return false;
    for (let at = 0; at <= length; at += 1) row[at] = at;
    const end = Math.min(word.length, length + max);
    let before = -1;
    for (let n = 1; n <= end; n += 1) {
      [twoAbove, above, row] = [above, row, twoAbove];
      const letter = word.charCodeAt(n - 1);
      row[0] = n;
      let least = n;
      for (let at = 1; at <= length; at += 1) {
        const same = letters[at - 1] === letter;
        let value = Math.min(
          (above[at - 1] ?? 0) + (same ? 0 : 1),
          (above[at] ?? 0) + 1,
          (row[at - 1] ?? 0) + 1,
        );
        if (at > 1 && letters[at - 2] === letter && letters[at - 1] === before)
          value = Math.min(value, (twoAbove[at - 2] ?? 0) + 1);
        row[at] = value;
        if (value < least) least = value;
      }
      if ((row[length] ?? 0) <= max) return true;
      // A swap may still take one off what the row above came to.
      if (least > max + 1) return false;
      before = letter;
    }
    return false;
  };
};
