/**
 * The name by which to say hello to somebody whom the directory calls this: "de Vries, Noor
 * (Rotterdam)" is Noor. In Chinese, Japanese and Korean it is the whole name, since the surname comes
 * first.
 * @returns undefined when no part of it is surely a first name: then say hello without one
 */
export function firstName(name: string): string | undefined {
  const plain = withoutTags(name);
  const [before = [], after] = plain
    .split(',')
    .map(wordsOf)
    .filter((words, index) => index === 0 || !words.every(isBeside));
  const given = after === undefined || isCompany(after, before) ? before : after;
  const words = withoutTitles(given);
  // Of "Lovelace, PhD" and "Dr. Lovelace" only the surname is known.
  const isCut = plain.includes(',') || words.length < given.length;
  if (given === before && words.length === 1 && isCut) return undefined;
  const whole = words.join(' ');
  if (eastAsian.test(whole)) return whole;
  // "DUPONT Marie": of a name half in capitals that half is the surname.
  const quiet = words.filter((word) => !isLoud(word) && !isParticle(word));
  const [first = ''] = quiet.length > 0 && words.some(isLoud) ? quiet : words;
  if (!/^\p{L}[\p{L}\p{M}'’-]+$/u.test(first) || isParticle(first)) return undefined;
  return isLoud(first) || whole === whole.toLowerCase() ? capitalised(first) : first;
}

/** Without what stands in brackets or beside a bar or a dash, such as a company or a place. */
const withoutTags = (name: string): string =>
  name
    .replace(/[([{<][^)\]}>]*[)\]}>]?/gu, ' ')
    .split(/\s[-–—/@•·]+\s|[|:;]/u)
    .find((part) => withoutTitles(wordsOf(part)).length > 0) ?? '';

/** "Prof.dr. Ada" has three. */
const wordsOf = (text: string): string[] =>
  text
    .split(/\s+/u)
    .flatMap((word) => (isTitle(word.replace(/\..*/u, '')) ? word.split(/(?<=\.)/u) : [word]))
    .filter((word) => word !== '');

function withoutTitles(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !isTitle(word));
  return start < 0 ? [] : words.slice(start);
}

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const titles = listed(
  'dr drs ir ing mr mrs ms miss mx prof professor dhr mw mevr mevrouw meneer sir dame lady lord rev herr frau hr mme mlle madame monsieur ext extern external externe guest gast inhuur contractor',
);
const companies = listed('bv nv ltd inc llc gmbh');
const suffixes = listed('jr sr ii iii iv phd md msc ma mba bsc ba llm llb esq cpa rn');
/** What begins a surname, whatever its case: the Belgian "De Smet" as well as the Dutch "de Smet". */
const particles = listed("de van der den ten ter von vande vander vanden 't ’t");
/** With a capital they are first names: Al, Ben, Le. */
const smallParticles = listed('al ben bin da del della di dos du el ibn la le op te v vd zu');

const undotted = (word: string): string => word.replaceAll('.', '').toLowerCase();
const isTitle = (word: string): boolean => titles.has(undotted(word));
const isParticle = (word: string): boolean =>
  particles.has(word.toLowerCase()) || smallParticles.has(word);
/** What may stand behind a comma though no first name does. */
const isBeside = (word: string): boolean =>
  isTitle(word) || suffixes.has(undotted(word)) || isParticle(word);

const eastAsian =
  /^(?=.*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{M}・ ]+$/u;

/** In capitals, and longer than AJ. */
const isLoud = (word: string): boolean => /^[\p{Lu}'’-]{3,}$/u.test(word);

/** "Noor de Vries, CONTOSO" and "Noor de Vries, Contoso B.V." end with no first name. */
const isCompany = (after: readonly string[], before: readonly string[]): boolean =>
  companies.has(undotted(after.at(-1) ?? '')) ||
  (after.every(isLoud) &&
    before.length > 1 &&
    !before.some(isLoud) &&
    !isParticle(before[0] ?? ''));

const capitalised = (word: string): string =>
  word
    .toLowerCase()
    .replace(
      /(^|[-'’])(\p{L})/gu,
      (_, mark: string, letter: string) => mark + letter.toUpperCase(),
    );
