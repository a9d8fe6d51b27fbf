/** What it takes to turn one text into another, by two readings. */
export interface Distance {
  /** To the beginning of the other text that is nearest. */
  prefix: number;
  /** To the whole of the other text. */
  full: number;
}

const longest = 256;

/**
 * Counts the edits between texts: letters more, fewer or other, and two neighbours swapped, each
 * one edit (optimal string alignment). Only the band of at most `most` edits is looked at, so that a
 * comparison costs some tens of steps; what lies beyond is told as `most + 1`.
 */
export function aligner(): (
  typed: Uint16Array,
  typedFrom: number,
  typedTo: number,
  text: Uint16Array,
  from: number,
  to: number,
  most: number,
  found: Distance,
) => void {
  let before = new Int16Array(longest + 2);
  let above = new Int16Array(longest + 2);
  let row = new Int16Array(longest + 2);

  return (typed, typedFrom, typedTo, text, from, to, most, found) => {
    const rows = typedTo - typedFrom;
    const columns = Math.min(to - from, rows + most, longest);
    const beyond = most + 1;
    found.prefix = beyond;
    found.full = beyond;
    if (rows > longest || rows - columns > most) return;
    for (let j = 0; j <= Math.min(columns, beyond); j += 1) above[j] = j;
    for (let i = 1; i <= rows; i += 1) {
      const first = Math.max(1, i - most);
      const last = Math.min(columns, i + most);
      row[first - 1] = first === 1 ? i : beyond;
      const letter = typed[typedFrom + i - 1];
      const letterBefore = i > 1 ? typed[typedFrom + i - 2] : -1;
      let least = first === 1 ? i : beyond;
      for (let j = first; j <= last; j += 1) {
        const other = text[from + j - 1];
        const replaced = (above[j - 1] as number) + (letter === other ? 0 : 1);
        // Just outside the band of the row above there is nothing within reach.
        const left = j === i + most ? beyond : (above[j] as number) + 1;
        const right = (row[j - 1] as number) + 1;
        let edits = replaced < left ? replaced : left;
        if (right < edits) edits = right;
        if (i > 1 && j > 1 && letter === text[from + j - 2] && letterBefore === other) {
          const swapped = (before[j - 2] as number) + 1;
          if (swapped < edits) edits = swapped;
        }
        row[j] = edits;
        if (edits < least) least = edits;
      }
      if (least > most) return;
      const spare = before;
      before = above;
      above = row;
      row = spare;
    }
    for (let j = Math.max(0, rows - most); j <= columns; j += 1) {
      const edits = above[j] as number;
      if (edits < found.prefix) found.prefix = edits;
    }
    if (to - from <= columns) found.full = Math.min(above[to - from] as number, beyond);
  };
}

const align = aligner();
const units = (text: string): Uint16Array =>
  Uint16Array.from(text, (letter) => letter.charCodeAt(0));

/** Edits between two texts, of which more than `most` are told as one more. */
export function editsBetween(typed: string, words: string, most: number): number {
  const found: Distance = { prefix: 0, full: 0 };
  align(units(typed), 0, typed.length, units(words), 0, words.length, most, found);
  return found.full;
}
