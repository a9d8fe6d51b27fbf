import { readFileSync } from 'node:fs';
import { type Intent, understood } from '#bot/core/sentences/understood';
import { catalogueOf } from '#bot/features/skills/catalogue/catalogue';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import { severalIn } from '#bot/features/skills/rules';
import { type Lang, languages } from '#bot/strings/index';

const skills = catalogueOf([seedShelf]);
const isSkill = (name: string) =>
  severalIn(name, skills).every((one) => skills.resolve(one) !== undefined);
const read = (text: string, lang: Lang) => understood(text, lang, { today: '2026-11-30', isSkill });

/** An intent as the lists of sentences write it: "learnt SQL from Megan". */
function told(intent: Intent | undefined): string {
  if (intent === undefined) return 'none';
  const { kind, topic, names, reason, period } = intent;
  const who = names.replace(/ en /giu, ' and ');
  if (kind === 'thank') return `thank ${who}${reason === '' ? '' : ` for ${reason}`}`;
  if (kind === 'learnt') return `learnt ${topic}${who === '' ? '' : ` from ${who}`}`;
  if (kind === 'share') return `share ${severalIn(topic, skills).join(', ')}`;
  if (period !== undefined) {
    return `away${period.from === undefined ? '' : ` from ${period.from}`} until ${period.until}`;
  }
  return topic === '' ? kind : `${kind} ${topic}`;
}

const lines = (file: string): [expected: string, text: string][] =>
  readFileSync(`tests/core/sentences/${file}.txt`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' | ') as [string, string]);

/** Who can help and a question are one way in: both end at the same button. */
const alike = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^who /, 'ask ')
    .replace(/ (?:een|the|my|some|de|het) /g, ' ');

/** A first day counts where the list names one. */
const same = (expected: string, found: string): boolean =>
  alike(expected) === alike(expected.includes(' from 2') ? found : found.replace(/ from 2\S+/, ''));

const kindOf = (text: string): string => alike(text).split(' ')[0] ?? '';

/** Answers that do nothing. */
const harmless = ['none', 'small', 'abilities'];

interface Score {
  readonly wanted: number;
  readonly right: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

function score(list: readonly [string, string][], lang: Lang): Score {
  const found = list.map(([expected, text]) => ({ expected, text, found: told(read(text, lang)) }));
  const wanted = found.filter(({ expected }) => expected !== 'none');
  return {
    wanted: wanted.length,
    right: wanted.filter((one) => same(one.expected, one.found)).length,
    wrong: found
      .filter(
        (one) =>
          kindOf(one.expected) !== kindOf(one.found) && !harmless.includes(kindOf(one.found)),
      )
      .map((one) => `${one.expected} | ${one.text} | ${one.found}`),
    missed: wanted
      .filter((one) => !same(one.expected, one.found))
      .map((one) => `${one.expected} | ${one.text} | ${one.found}`),
  };
}

const share = (part: number, whole: number): number => Math.round((1_000 * part) / whole) / 10;

describe.each(languages)('sentences of people who read no help, in %s', (lang) => {
  it('are understood where the rules were written for them', () => {
    const { wanted, right, wrong, missed } = score(lines(`seen.${lang}`), lang);
    expect(wrong).toEqual([]);
    expect([missed, share(right, wanted) >= 95]).toEqual([missed, true]);
  });

  // Only counted: who reads these sentences would write the rules for them.
  it('are understood where nobody looked at them while the rules were written', () => {
    const { wanted, right, wrong } = score(lines(`held-out.${lang}`), lang);
    expect(wrong).toHaveLength(0);
    expect(share(right, wanted)).toBeGreaterThanOrEqual(85);
  });

  it('are left alone when they ask for nothing', () => {
    const acts = lines('not-an-action')
      .filter(([language]) => language === lang)
      .map(([, text]) => [text, told(read(text, lang))] as const)
      .filter(([, found]) => !harmless.includes(kindOf(found)));
    expect(acts).toEqual([]);
  });
});
