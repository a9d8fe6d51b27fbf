import { personId } from '#bot/core/ids';
import { comealong } from '#bot/features/comealong/index';
import { type State, stateSchema, type VisitRun } from '#bot/features/comealong/rules';
import { item, itemForms } from '#bot/features/comealong/show';
import type { Run } from '#bot/practice/contract';
import { languages, wordsIn } from '#bot/strings/index';
import { drawn, goldenCards } from '#tests/practice/drawn';

const me = personId('p1');
const { start, post, told } = drawn(comealong, me, 'Megan Bowen', '2026-11-23T08:00:00Z');

const alex = { id: 'p2', name: 'Alex *Wilber*' };
const mine = { id: 'p1', name: 'Megan Bowen' };
const guests = [
  { ...mine, seat: false },
  { id: 'p3', name: 'Adele *Vance*', seat: false },
];
const run = (patch: Partial<State> = {}): Run => {
  const state = stateSchema.parse({
    topic: 'the *harbour*',
    station: 'set',
    why: '',
    host: alex,
    at: '2026-11-26T09:00:00Z',
    minutes: 60,
    place: 'Quay *9*',
    inside: 'their *prices*',
    seats: 1,
    until: '2026-11-26T09:00:00Z',
    guests,
    lines: [],
    back: [],
    ...patch,
  });
  const one: VisitRun = {
    id: 'r1',
    practice: 'comealong',
    scope: { kind: 'team', id: 't1', name: 'Crew' },
    by: 'p2',
    started: '2026-11-23T08:00:00Z',
    lang: 'en',
    zone: 'Europe/Amsterdam',
    open: true,
    keeps: 'all',
    state,
    parts: new Map(),
    opened: [],
  };
  return one;
};
const seat = { guests: [{ ...mine, seat: true }] };
const hosting = { host: mine, guests: [{ id: 'p3', name: 'Adele *Vance*', seat: false }] };
const free = { station: 'free', host: { id: '', name: '' }, guests: [] } as const;
const after = { station: 'line', until: '2026-12-10T10:00:00Z', ...seat } as const;

describe('the cards of going along', () => {
  goldenCards('comealong', {
    start: (lang) => start('host', lang),
    'start-wish': (lang) => start('wish', lang),
    post: (lang) => post(run(), lang),
    'post-wish': (lang) => post(run({ ...free, guests: [] }), lang),
    'post-over': (lang) => post(run(after), lang),
    'post-cancelled': (lang) => post(run({ why: 'cancelled' }), lang),
    asked: (lang) => told(run(), 'asked', lang),
    hosting: (lang) => told(run({ ...hosting, guests: [] }), 'hosting', lang),
    asks: (lang) => told(run(hosting), 'asks1', lang),
    seat: (lang) => told(run(seat), 'seat', lang),
    full: (lang) => told(run({ station: 'held' }), 'full', lang),
    taken: (lang) => told(run({ guests: [] }), 'taken', lang),
    cancelled: (lang) => told(run({ why: 'cancelled' }), 'cancelled', lang),
    line: (lang) => told(run(after), 'line', lang),
    back: (lang) =>
      told(run({ ...after, lines: [{ ...mine, text: 'Go *early*.' }] }), 'back', lang),
    both: (lang) => told(run({ ...after, back: ['p1', 'p2'] }), 'both', lang),
  });

  it('show the others to nobody but the host', () => {
    for (const lang of languages) {
      for (const card of [told(run(), 'asked', lang), post(run(), lang)]) {
        expect(JSON.stringify(card)).not.toContain('Adele');
      }
      expect(JSON.stringify(told(run(hosting), 'asks1', lang))).toContain('Adele');
    }
  });

  it.each(languages)('say of every item what it asks (%s)', (lang) => {
    for (const form of itemForms) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: '' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
  });
});
