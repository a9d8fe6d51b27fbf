import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { buddy } from '#bot/features/buddy/index';
import { type BuddyRun, type State, stateSchema } from '#bot/features/buddy/rules';
import { item, itemForms, offered } from '#bot/features/buddy/show';
import type { Run } from '#bot/practice/contract';
import { languages, wordsIn } from '#bot/strings/index';
import { drawn, goldenCards } from '#tests/practice/drawn';

const me = personId('p1');
const { start, told } = drawn(buddy, me, 'Megan Bowen', '2026-11-23T08:00:00Z');

const run = (mine: 'asker' | 'named' | 'in' | 'no', patch: Partial<State> = {}): Run => {
  const newcomer = { id: 'p2', name: 'Robin *Smit*', as: 'asker' as const };
  const state = stateSchema.parse({
    station: 'going',
    why: '',
    asked: '',
    next: '2026-11-24T08:00:00Z',
    ends: '2027-11-23T08:00:00Z',
    people:
      mine === 'asker'
        ? [
            { id: 'p1', name: 'Megan Bowen', as: 'asker' },
            { id: 'p3', name: 'Adele *Vance*', as: 'in' },
          ]
        : [newcomer, { id: 'p1', name: 'Megan Bowen', as: mine }],
    queue: [],
    day: 1,
    tasks: 1,
    since: 0,
    pressed: [],
    line: '',
    ...patch,
  });
  const one: BuddyRun = {
    id: 'r1',
    practice: 'buddy',
    scope: { kind: 'people', id: 't1', name: 'Crew' },
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
const asking = { station: 'asking', asked: '2026-11-25T15:00:00Z', tasks: 0, day: 0 } as const;
const alone = { people: [{ id: 'p1', name: 'Megan Bowen', as: 'asker' }] } as Partial<State>;
const before = { by: 'p9', text: 'The *good* coffee is upstairs.' };

describe('the cards of a buddy', () => {
  goldenCards('buddy', {
    start: (lang) => start('new', lang),
    named: (lang) => told(run('named', asking), 'named', lang),
    no: (lang) => told(run('no', asking), 'named', lang),
    asked: (lang) => told(run('asker', { ...asking, ...alone, before }), 'asked', lang),
    found: (lang) => told(run('asker', { tasks: 0, before }), 'found', lang),
    'task-new': (lang) => told(run('asker'), 'task1', lang),
    'task-buddy': (lang) => told(run('in', { tasks: 2 }), 'task2', lang),
    'task-month': (lang) => told(run('in', { tasks: 3 }), 'task3', lang),
    seeking: (lang) => told(run('asker', alone), 'going', lang),
    line: (lang) => told(run('asker', { station: 'line', tasks: 4 }), 'line', lang),
    kept: (lang) => told(run('asker', { station: 'line', tasks: 4, line: 'Ask.' }), 'kept', lang),
    thanks: (lang) => told(run('in', { station: 'line', tasks: 4 }), 'thanks', lang),
  });

  it.each(languages)('say of every item what it asks (%s)', (lang) => {
    for (const form of itemForms) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: '' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
  });
});

it('who said no to looking after somebody has nothing waiting, whatever goes on', () => {
  for (const station of ['going', 'line'] as const) {
    const waits = buddy.waiting(run('no', { station }), instantOf('2026-11-24T09:00:00Z'));
    expect(waits.filter(({ to }) => to === me)).toEqual([]);
  }
});

describe('who is new', () => {
  const joined = { since: '2026-11-01', after: true };
  it('came to one team, after the bot, in the last thirty days', () => {
    const today = '2026-11-30';
    expect(offered({ teams: [joined] }, today)).toBe(true);
    expect(offered({ teams: [joined] }, '2026-12-01')).toBe(true);
    expect(offered({ teams: [joined] }, '2026-12-02')).toBe(false);
    expect(offered({ teams: [{ ...joined, after: false }] }, today)).toBe(false);
    expect(offered({ teams: [{ ...joined, guest: true }] }, today)).toBe(false);
    expect(offered({ teams: [joined, joined] }, today)).toBe(false);
    expect(offered({ teams: [] }, today)).toBe(false);
  });
});
