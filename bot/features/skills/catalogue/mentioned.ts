/** Words of a text that are looked at, and of one name. */
const most = { words: 120, name: 5 };

/** What may stand around a word; a plus or a hash is part of it, as is the dot of .NET. */
const before = /^[^\p{L}\p{N}.]+/u;
const behind = /[^\p{L}\p{N}+#]/u;
const endsSomething = /[.,;:!?)\]”"]$/u;

/**
 * The skill that a text speaks of: the longest run of its words that is a skill's name, of two as
 * long the first one.
 * @param isName whether a skill goes by this name
 */
export function mentionedIn(text: string, isName: (name: string) => boolean): string | undefined {
  const words = text.split(/\s+/u).slice(0, most.words);
  for (let length = Math.min(most.name, words.length); length > 0; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const run = words.slice(start, start + length);
      // A name does not go on beyond the end of a sentence.
      if (run.slice(0, -1).some((word) => endsSomething.test(word))) continue;
      const name = run.map((word) => bare(word)).join(' ');
      if (isTelling(name) && isName(name)) return name;
    }
  }
  return undefined;
}

function bare(word: string): string {
  const letters = [...word.replace(before, '')];
  while (behind.test(letters.at(-1) ?? 'a')) letters.pop();
  return letters.join('');
}

/** Words with which one asks, whatever one asks about. */
const asking = new Set(
  'how to hoe te explain explaining explained explanation uitleg uitleggen uitgelegd help helping helpen hulp learn learning leren show laten zien'.split(
    ' ',
  ),
);
const asksOnly = (name: string): boolean =>
  name
    .toLowerCase()
    .split(/[\s-]+/)
    .every((word) => asking.has(word));

/** *Go* and *R* are skills too, but hardly ever what a short word in a sentence means. */
const isTelling = (name: string): boolean =>
  !asksOnly(name) &&
  (name.length > 3 || (name.length > 1 && name === name.toUpperCase() && /\p{L}/u.test(name)));
