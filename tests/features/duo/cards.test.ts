import { personId } from '#bot/core/ids';
import { duo } from '#bot/features/duo/index';
import { type DuoRun, type State, stateSchema } from '#bot/features/duo/rules';
import { item, itemForms } from '#bot/features/duo/show';
import type { Run } from '#bot/practice/contract';
import { languages, wordsIn } from '#bot/strings/index';
import { drawn, goldenCards } from '#tests/practice/drawn';

const me = personId('p1');
const { start, post, told } = drawn(duo, me, 'Megan Bowen', '2026-11-23T08:00:00Z');

const people = (mine: 'asker' | 'named' | 'in' | 'no'): State['people'] => [
  { id: mine === 'asker' ? 'p1' : 'p2', name: 'Alex *Wilber*', as: 'asker' },
  ...(mine === 'asker' ? [] : [{ id: 'p1', name: 'Megan Bowen', as: mine }]),
  { id: 'p3', name: 'Adele Vance', as: mine === 'asker' ? 'in' : 'away' },
];
const run = (patch: Partial<State> = {}): Run => {
  const state = stateSchema.parse({
    kind: 'duo',
    goal: 'speak *freely*',
    weeks: 6,
    station: 'asking',
    why: '',
    until: '2026-11-25T15:00:00Z',
    ends: '2027-01-04T09:00:00Z',
    people: people('in'),
    queue: [],
    said: [],
    lines: [],
    ...patch,
  });
  const one: DuoRun = {
    id: 'r1',
    practice: 'duo',
    scope: { kind: 'people', id: 'p.r1', name: '' },
    by: 'p2',
    started: '2026-11-23T08:00:00Z',
    lang: 'en',
    zone: 'Europe/Amsterdam',
    open: false,
    keeps: 'all',
    state,
    parts: new Map(),
    opened: [],
  };
  return one;
};
const line = { id: 'p1', name: 'Megan Bowen', text: 'Begin with the *last* slide.' };

describe('the cards of a duo', () => {
  goldenCards('duo', {
    start: (lang) => start('duo', lang),
    'start-swap': (lang) => start('swap', lang),
    'start-coach': (lang) => start('coach', lang),
    post: (lang) => post(run(), lang),
    'post-swap': (lang) => post(run({ kind: 'swap' }), lang),
    'post-going': (lang) => post(run({ station: 'first' }), lang),
    'post-over': (lang) => post(run({ station: 'line', why: 'done' }), lang),
    named: (lang) => told(run({ people: people('named') }), 'named', lang),
    'named-swap': (lang) => told(run({ kind: 'swap', people: people('named') }), 'named', lang),
    'named-coach': (lang) => told(run({ kind: 'coach', people: people('named') }), 'coach', lang),
    no: (lang) => told(run({ people: people('no') }), 'named', lang),
    asked: (lang) => told(run({ people: people('asker') }), 'asked', lang),
    'asked-coach': (lang) => told(run({ kind: 'coach', people: people('asker') }), 'asked', lang),
    going: (lang) => told(run({ station: 'first', people: people('asker') }), 'going', lang),
    half: (lang) => told(run({ station: 'half' }), 'half', lang),
    said: (lang) => told(run({ station: 'half', said: [{ id: 'p1', on: true }] }), 'said', lang),
    on: (lang) => told(run({ station: 'second' }), 'on', lang),
    line: (lang) => told(run({ station: 'line', why: 'ended' }), 'line', lang),
    kept: (lang) => told(run({ station: 'line', why: 'done', lines: [line] }), 'kept', lang),
  });

  it('name nobody who looks for a coach before a yes', () => {
    const one = run({ kind: 'coach', people: people('named') });
    for (const lang of languages) {
      expect(JSON.stringify(told(one, 'named', lang))).not.toContain('Alex');
    }
  });

  it.each(languages)('say of every item what it asks (%s)', (lang) => {
    for (const form of itemForms) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: '' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
  });
});
