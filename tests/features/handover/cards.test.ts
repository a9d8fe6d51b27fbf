import { personId } from '#bot/core/ids';
import { handover } from '#bot/features/handover/index';
import { type HandoverRun, type State, stateSchema } from '#bot/features/handover/rules';
import { item, itemForms } from '#bot/features/handover/show';
import type { Run } from '#bot/practice/contract';
import { languages, wordsIn } from '#bot/strings/index';
import { drawn, goldenCards } from '#tests/practice/drawn';

const me = personId('p1');
const { start, post, told } = drawn(handover, me, 'Megan *Bowen*', '2026-11-23T08:00:00Z');

const topic = (id: string, patch: Partial<State['topics'][number]> = {}) => ({
  id,
  topic: 'The *quarterly* close',
  as: 'howto' as const,
  steps: '',
  date: '',
  time: '',
  filled: false,
  told: false,
  ...patch,
});
const howTo = topic('t1', { filled: true, steps: 'Open the sheet\nAsk *Finance* for the rates' });
const session = topic('t2', {
  topic: 'Reading a contract',
  as: 'session',
  filled: true,
  date: '2026-12-01',
  time: '10:00',
});
const duo = topic('t3', { topic: 'The old archive', as: 'duo', filled: true, told: true });
const empty = topic('t4', { topic: 'Suppliers' });

const run = (patch: Partial<State> = {}): Run => {
  const state = stateSchema.parse({
    kind: 'mine',
    name: 'Megan *Bowen*',
    ends: '2026-12-21T09:00:00Z',
    until: '2027-01-18T09:00:00Z',
    station: 'open',
    made: 4,
    topics: [howTo, session, duo, empty],
    open: '',
    asks: '',
    ...patch,
  });
  const one: HandoverRun = {
    id: 'r1',
    practice: 'handover',
    scope: { kind: 'people', id: 't1', name: 'Crew' },
    by: 'p1',
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

describe('the cards of a hand-over', () => {
  goldenCards('handover', {
    start: (lang) => start('own', lang),
    draft: (lang) => told(run({ open: 't1' }), 'draft', lang),
    drafts: (lang) => told(run(), 'draft', lang),
    'preview-howto': (lang) => told(run({ asks: 't1' }), 'draft', lang),
    'preview-session': (lang) => told(run({ asks: 't2' }), 'draft', lang),
    home: (lang) => told(run({ station: 'home' }), 'home', lang),
    'home-nothing': (lang) => told(run({ station: 'home', topics: [] }), 'home', lang),
    off: (lang) => told(run({ station: 'off' }), 'draft', lang),
    post: (lang) => post(run({ kind: 'told' }), lang),
    'post-nameless': (lang) => post(run({ kind: 'told', name: '' }), lang),
  });

  it.each(languages)('say of every item what it asks (%s)', (lang) => {
    for (const form of itemForms) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: '' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
  });
});
