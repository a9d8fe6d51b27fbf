/** The form in which two spellings of a name are one: no accents, any case. */
export const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // Letters that no decomposition takes apart.
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[\s.’'-]+/gu, ' ')
    .trim();

/**
 * The people somebody may mean by a name: those whose whole name it is, else whose first name, else
 * whose name starts with it, else of whom a later name does. More than one is ambiguous.
 */
export function meant<P extends { readonly name: string }>(
  name: string,
  people: readonly P[],
): P[] {
  const asked = folded(name);
  if (asked === '') return [];
  const steps: ((person: string) => boolean)[] = [
    (person) => person === asked,
    (person) => person.split(' ')[0] === asked,
    (person) => person.startsWith(asked),
    (person) => person.includes(` ${asked}`),
  ];
  for (const step of steps) {
    const found = people.filter((person) => step(folded(person.name)));
    if (found.length > 0) return found;
  }
  return [];
}

/** Shorter first names are too easily other words. */
const tellingName = 3;

/**
 * The people a text speaks of: by their whole name, or by a first name that nobody else among them
 * has and that is written as a name.
 */
export function spokenOf<P extends { readonly name: string }>(
  text: string,
  people: readonly P[],
): P[] {
  const words = ` ${folded(text.replace(/[^\p{L}\p{M}\p{N}\s.’'-]/gu, ' '))} `;
  const written = new Set(text.match(/\p{Lu}[\p{L}\p{M}]*/gu)?.map(folded));
  const firstOf = (name: string): string => folded(name).split(' ')[0] ?? '';
  return people.filter(({ name }) => {
    const whole = folded(name);
    if (whole === '') return false;
    if (words.includes(` ${whole} `)) return true;
    const first = firstOf(name);
    return (
      first.length >= tellingName &&
      written.has(first) &&
      people.filter((other) => firstOf(other.name) === first).length === 1
    );
  });
}
