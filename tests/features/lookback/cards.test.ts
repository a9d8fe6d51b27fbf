import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { forms, startFields } from '#bot/features/lookback/forms';
import { item, post, shows } from '#bot/features/lookback/show';
import { type State, stateSchema } from '#bot/features/lookback/state';
import type { Card } from '#bot/ports';
import { postCard, standCard, startCard } from '#bot/practice/card';
import type { Part, Reader, Run, Stand } from '#bot/practice/contract';
import type { FormView } from '#bot/practice/wire';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

const me = personId('p1');
const now = instantOf('2026-11-23T08:00:00Z');

const state = (patch: Partial<State> = {}): State =>
  stateSchema.parse({
    kind: 'back',
    topic: 'the *move*',
    questions: [],
    place: '',
    meets: false,
    station: 'writing',
    unopened: '',
    opens: '2026-11-25T15:00:00Z',
    closes: '2026-11-27T15:00:00Z',
    back: '2026-12-11T15:00:00Z',
    forget: '2026-12-23T15:00:00Z',
    seed: 'seed',
    top: [],
    agreements: [],
    line: { text: '', from: '' },
    every: '0',
    left: 0,
    followed: false,
    before: ['We test on Thursdays'],
    kept: [],
    ...patch,
  });
const agreements: State['agreements'] = [
  { id: 'a', text: 'Ask *before* we build', from: 'p2', by: '', byName: '', how: '' },
  { id: 'b', text: 'One list', from: 'p2', by: 'p1', byName: 'Alex Wilber', how: '' },
];
const run = (patch: Partial<State> = {}, role = 'reads'): Run<State> => ({
  id: 'r1',
  practice: 'lookback',
  scope: { kind: 'team', id: 't1', name: 'Crew' },
  by: 'p1',
  started: '2026-11-23T08:00:00Z',
  lang: 'en',
  zone: 'Europe/Amsterdam',
  open: true,
  keeps: 'all',
  state: state(patch),
  parts: new Map<typeof me, Part>([[me, { role, given: [] }]]),
  opened: [
    { id: 'x', field: 'q0', text: 'The *tests* held' },
    { id: 'y', field: 'q0', text: 'Nobody waited', name: 'Megan Bowen' },
  ],
});
const reader = (lang: Lang): Reader => ({
  t: wordsIn(lang),
  lang,
  zone: 'Europe/Amsterdam',
  now,
  me,
  name: 'Alex Wilber',
  own: {},
});
const formsOf = (one: Run<State>, lang: Lang): FormView[] =>
  Object.entries(forms)
    .filter(([, form]) => form.may(one, me, now))
    .map(([name, form]) => ({
      form: name,
      label: reader(lang).t(form.label),
      send: reader(lang).t(form.send),
      sees: reader(lang).t(form.sees),
      more: reader(lang).t('practice.more'),
      ...(form.page === true ? { page: true } : {}),
      fields: [...form.fields(one, reader(lang))],
    }))
    .filter(({ fields }) => fields.every(({ kind }) => kind !== 'hidden'));
const mine = (lang: Lang, one: Run<State>, show?: string): Card => {
  const stand: Stand = shows(one, reader(lang));
  return standCard(wordsIn(lang), one, stand, formsOf(one, lang), {
    picker: true,
    page: 'https://tab.example/team',
    show,
  });
};
const channel = (lang: Lang, one: Run<State>): Card => {
  const t = wordsIn(lang);
  return postCard(one, post({ ...one, lang }, t), t('lookback.write'));
};

const cards: Readonly<Record<string, (lang: Lang) => Card>> = {
  start: (lang) => {
    const ground = {
      scope: run().scope,
      zone: 'Europe/Amsterdam',
      before: [],
      formats: [{ name: 'Friday pizza', fields: { questions: 'Whom do we thank?' } }],
    };
    const world = { now, seed: 'seed', works: () => true };
    const fields = startFields('back', '', ground, world, reader(lang));
    const t = wordsIn(lang);
    const here = [t('practice.start.here')];
    return startCard(t, t('lookback.start.back'), here, fields, { op: 'op' }, true);
  },
  post: (lang) => channel(lang, run()),
  'post-meets': (lang) => channel(lang, run({ meets: true, place: 'the kitchen', kind: 'ahead' })),
  'post-open': (lang) => channel(lang, run({ station: 'reading' })),
  'post-kept': (lang) =>
    channel(
      lang,
      run({ station: 'keeping', agreements, line: { text: 'Start small', from: 'p2' } }),
    ),
  'post-unopened': (lang) => channel(lang, run({ station: 'over', unopened: 'few' })),
  write: (lang) => mine(lang, run(), 'write'),
  open: (lang) => mine(lang, run({ station: 'reading' })),
  keeping: (lang) => mine(lang, run({ station: 'keeping', top: ['x'], agreements })),
  asking: (lang) => mine(lang, run({ station: 'asking', agreements })),
};

describe.each(languages)('the cards of a look-back in %s', (lang) => {
  it.each(Object.keys(cards))('%s', (name) => {
    const card = cards[name]?.(lang) as Card;
    expectGoodCard(card);
    golden(`tests/features/lookback/golden/${name}.${lang}.json`, card);
  });

  it('carry nothing that was written', () => {
    for (const name of ['open', 'keeping', 'asking', 'post-open', 'post-kept']) {
      expect(JSON.stringify(cards[name]?.(lang))).not.toMatch(/tests|Nobody waited/);
    }
  });

  it('say of every item what it asks', () => {
    for (const form of ['write', 'named', 'read', 'keep', 'how', 'returned']) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: 'mine' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
  });
});
