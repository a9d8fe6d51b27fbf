import { skillId } from '#bot/core/ids';
import {
  catalogueOf,
  type Entry,
  shelf,
  type Tenancy,
} from '#bot/features/skills/catalogue/catalogue';
import { fold, sameness } from '#bot/features/skills/catalogue/fold';
import { searchIndex } from '#bot/features/skills/catalogue/search-index';
import { seedEntries, seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import { bigCatalogue, dice } from '#tests/bench/skill-labels';
import fc from '#tests/property';

const entry = (id: string, en: string[], nl: string[]): Entry => ({
  id: skillId(id),
  kind: 'skill',
  names: { en, nl },
  source: 'seed',
});
const few = [
  entry('pivot', ['pivot tables', 'pivot table'], ['draaitabellen', 'draaitabel']),
  entry('excel', ['spreadsheets', 'Excel'], ['rekenbladen', 'Excel']),
  entry('speaking', ['public speaking'], ['presenteren', 'spreken in het openbaar']),
  entry('curriculum', ['résumés', 'CV writing'], ['cv schrijven']),
  entry('c', ['C'], ['C']),
  entry('cpp', ['C++'], ['C++']),
  entry('csharp', ['C#', '.NET'], ['C#', '.NET']),
  entry('net', ['net making'], ['netten maken']),
];
const of = (entries: readonly Entry[], tenancy?: Tenancy) => catalogueOf([shelf(entries)], tenancy);
const catalogue = of(few);
const first = (typed: string, lang: 'en' | 'nl' = 'en') => catalogue.search(typed, lang, 5)[0];

describe('what is typed finds the skill', () => {
  test.each([
    ['draaitabelen', 'pivot'],
    ['drraaitabellen', 'pivot'],
    ['darai', 'pivot'],
    ['Pivot Tabels', 'pivot'],
    ['tables pivot', 'pivot'],
    ['exel', 'excel'],
    ['openbaar spreken', 'speaking'],
    ['resumes', 'curriculum'],
    ['RÉSUMÉ', 'curriculum'],
    ['c++', 'cpp'],
    ['C', 'c'],
    ['c#', 'csharp'],
  ])('%s', (typed, id) => {
    expect(first(typed)?.id).toBe(id);
  });

  test('in both languages at once, named in the one asked for', () => {
    expect(first('draaitabellen', 'en')).toMatchObject({ id: 'pivot', label: 'pivot tables' });
    expect(first('pivot tables', 'nl')).toMatchObject({ id: 'pivot', label: 'draaitabellen' });
    expect(first('draaitabel', 'nl')).toMatchObject({ label: 'draaitabellen', score: 1 });
  });

  test.each(['gitaar', 'xyz', 'q', '', '   ', '…', '🎸'])('nothing is like %j', (typed) => {
    expect(catalogue.search(typed, 'en', 5)).toEqual([]);
  });

  test('what colleagues use comes first among equals, never before what is nearer', () => {
    const equals = [
      entry('a', ['data analysis'], []),
      entry('b', ['data mining'], []),
      entry('x', ['dat files'], []),
    ];
    const usage = new Map([
      ['b', 7],
      ['x', 99],
    ]);
    const here = of(equals, { alias: new Map(), usage });
    expect(here.search('data', 'en', 5).map(({ id }) => id)).toEqual(['b', 'a', 'x']);
  });

  test('a merged skill answers as the one it counts as, once', () => {
    const alias = new Map([['excel', skillId('pivot')]]);
    const here = of(few, { alias, usage: new Map() });
    expect(here.search('Excel', 'en', 5).map(({ id }) => id)).toEqual(['pivot']);
    expect(here.resolve('EXCEL')).toBe('pivot');
    // Two merged into each other come out somewhere, not nowhere.
    const circle = new Map([
      ['excel', skillId('pivot')],
      ['pivot', skillId('excel')],
    ]);
    expect(of(few, { alias: circle, usage: new Map() }).resolve('Excel')).toBeDefined();
  });
});

describe('two spellings of one name', () => {
  test.each([
    ['E-mail', 'email'],
    ['Power BI', 'powerbi'],
    ['Draaitabellen ', 'draaitabellen'],
    ['Résumés', 'resumes'],
    ['STRASSE', 'straße'],
  ])('%s is %s', (one, other) => {
    expect(sameness(one)).toBe(sameness(other));
  });

  test.each([
    ['C', 'C++'],
    ['C', 'C#'],
    ['.NET', 'net'],
    ['Excel', 'Excel 2'],
    ['и', 'й'.normalize('NFD').slice(1)],
  ])('%s is not %s', (one, other) => {
    expect(sameness(one)).not.toBe(sameness(other));
  });

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)),
    );
  });

  test('every name of the vocabulary leads to a skill, which is found first', () => {
    const seed = catalogueOf([seedShelf]);
    const names = seedEntries().flatMap((one) => [
      ...(one.names.en ?? []),
      ...(one.names.nl ?? []),
    ]);
    expect(names.filter((name) => seed.resolve(name) === undefined)).toEqual([]);
    for (const name of names.filter((_, at) => at % 40 === 0)) {
      expect(seed.search(name, 'en', 1)).toMatchObject([{ id: seed.resolve(name), score: 1 }]);
    }
  });
});

describe('a catalogue of eight thousand labels', () => {
  const { texts, skills } = bigCatalogue([], 8_000, 5);
  const index = searchIndex(texts, skills);
  const roll = dice(6);

  test('a letter missing, anywhere, hides next to nothing', () => {
    const missed: string[] = [];
    for (let at = 0; at < 200; at += 1) {
      const place = Math.floor(roll() * texts.length);
      const text = texts[place] as string;
      const gone = Math.floor(roll() * text.length);
      const typed = text.slice(0, gone) + text.slice(gone + 1);
      const found = index.search(typed, 5).map(({ label }) => skills[label]);
      if (!found.includes(skills[place])) missed.push(`${typed} <- ${text}`);
    }
    expect(missed.length).toBeLessThanOrEqual(4);
  });

  test('whatever is typed, scores are in order, within bounds, one for a skill', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (typed) => {
        const found = index.search(typed, 15);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(scores.every((score) => score >= 0.64 && score <= 1)).toBe(true);
        expect(new Set(found.map(({ label }) => skills[label])).size).toBe(found.length);
      }),
    );
  });
});
