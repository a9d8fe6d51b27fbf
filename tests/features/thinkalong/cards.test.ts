import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { cases, type State, stateSchema, type ThinkRun } from '#bot/features/thinkalong/rules';
import { forms, item, itemForms, post, shows, startFields } from '#bot/features/thinkalong/show';
import type { Card } from '#bot/ports';
import { postCard, standCard, startCard } from '#bot/practice/card';
import type { Field, Reader, Stand } from '#bot/practice/contract';
import type { FormView } from '#bot/practice/wire';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

const me = personId('p1');
const now = instantOf('2026-11-23T08:00:00Z');

const people = (mine: State['people'][number]['as']): State['people'] => [
  { id: mine === 'asker' ? 'p1' : 'p2', name: 'Alex *Wilber*', as: 'asker' },
  ...(mine === 'asker' ? [] : [{ id: 'p1', name: 'Megan Bowen', as: mine }]),
  { id: 'p3', name: 'Adele Vance', as: 'in' },
  { id: 'p4', name: 'Isaiah Langer', as: 'away' },
];
const state = (patch: Partial<State> = {}): State =>
  stateSchema.parse({
    way: 'writing',
    topic: 'our *prices*',
    case: '',
    link: '',
    place: '',
    station: 'asking',
    why: '',
    asked: '2026-11-25T15:00:00Z',
    answers: '2026-11-26T15:00:00Z',
    at: '2026-11-27T15:00:00Z',
    forget: '2026-12-25T15:00:00Z',
    people: people('in'),
    reply: '',
    turns: [],
    ...patch,
  });
const run = (patch: Partial<State> = {}): ThinkRun => ({
  id: 'r1',
  practice: 'thinkalong',
  scope: { kind: 'people', id: 'p.r1', name: '' },
  by: 'p2',
  started: '2026-11-23T08:00:00Z',
  lang: 'en',
  zone: 'Europe/Amsterdam',
  open: true,
  keeps: 'all',
  state: state(patch),
  parts: new Map(),
  opened: [
    { id: 'x', field: 'question', text: 'Who *pays* now?', name: 'Adele Vance' },
    { id: 'y', field: 'advice', text: 'I would wait', name: 'Adele Vance' },
  ],
});
const reader = (lang: Lang): Reader => ({
  t: wordsIn(lang),
  lang,
  zone: 'Europe/Amsterdam',
  now,
  me,
  name: 'Megan Bowen',
  own: {},
});
const formsOf = (one: ThinkRun, lang: Lang): FormView[] =>
  Object.entries(forms)
    .filter(([, form]) => form.may(one, me, now))
    .map(([name, form]) => ({
      form: name,
      label: reader(lang).t(form.label),
      send: reader(lang).t(form.send),
      sees: reader(lang).t(form.sees),
      more: reader(lang).t('practice.more'),
      fields: form.fields(one, reader(lang)).map((field) => ({ ...field })) as FormView['fields'],
    }))
    .filter(({ fields }) => fields.every(({ kind }) => kind !== 'hidden'));
/** As the message says it that tells of an item. */
const told = (lang: Lang, one: ThinkRun, form: string): Card => {
  const t = wordsIn(lang);
  const stand: Stand = shows(one, reader(lang));
  const { title, text } = item(t, form, { about: one.state.topic, returned: '' });
  const all = { ...stand, title, lines: [text, ...stand.lines] };
  return standCard(t, one, all, formsOf(one, lang), {
    picker: true,
    page: 'https://tab.example/team',
  });
};
const fieldsOf = (variant: string, lang: Lang, kind: 'people' | 'team' = 'people'): Field[] => {
  const scope = { kind, id: 't1', name: 'Crew' } as const;
  const ground = { scope, zone: 'Europe/Amsterdam', before: [], formats: [] };
  const world = { now, seed: 'seed', works: () => true };
  return startFields(variant, '', ground, world, reader(lang));
};
const start = (variant: 'think' | 'practise', lang: Lang): Card => {
  const t = wordsIn(lang);
  const title = t(`thinkalong.start.${variant}`);
  return startCard(t, title, [], fieldsOf(variant, lang), { op: 'op' }, true);
};
const channel = (lang: Lang, patch: Partial<State>): Card => {
  const t = wordsIn(lang);
  const one = run(patch);
  return postCard(one, post({ ...one, lang }, t), t('thinkalong.in'));
};

const together = { way: 'together', place: 'the canteen' } as const;
const practise = { way: 'practise', topic: '', case: 'work' } as const;
const cards: Readonly<Record<string, (lang: Lang) => Card>> = {
  start: (lang) => start('think', lang),
  'start-practise': (lang) => start('practise', lang),
  post: (lang) => channel(lang, { link: 'https://example.com/prices' }),
  'post-practise': (lang) => channel(lang, practise),
  'post-going': (lang) => channel(lang, { ...together, station: 'round' }),
  'post-over': (lang) => channel(lang, { station: 'open' }),
  named: (lang) => told(lang, run({ people: people('named') }), 'named'),
  'named-together': (lang) => told(lang, run({ ...together, people: people('named') }), 'named'),
  no: (lang) => told(lang, run({ people: people('no') }), 'named'),
  question: (lang) => told(lang, run(), 'question'),
  asked: (lang) => told(lang, run({ people: people('asker') }), 'asked'),
  answer: (lang) => told(lang, run({ station: 'answer', people: people('asker') }), 'answer'),
  advice: (lang) => told(lang, run({ station: 'advice', reply: 'Small *shops* pay.' }), 'advice'),
  read: (lang) => told(lang, run({ station: 'open', people: people('asker') }), 'read'),
  coming: (lang) =>
    told(lang, run({ ...together, station: 'set', people: people('asker') }), 'coming'),
  turns: (lang) => told(lang, run({ ...together, station: 'round', turns: ['p2'] }), 'turns'),
  'turns-practise': (lang) =>
    told(lang, run({ ...practise, station: 'round', turns: ['p2', 'p1', 'p3'] }), 'turns'),
};

describe.each(languages)('the cards of thinking along in %s', (lang) => {
  it.each(Object.keys(cards))('%s', (name) => {
    const card = cards[name]?.(lang) as Card;
    expectGoodCard(card);
    golden(`tests/features/thinkalong/golden/${name}.${lang}.json`, card);
  });

  it('carry nothing that a colleague wrote alone', () => {
    for (const name of Object.keys(cards)) {
      expect(JSON.stringify(cards[name]?.(lang))).not.toMatch(/Who \*?pays|I would wait/);
    }
  });

  it('say of every item what it asks, and of every case what each knows', () => {
    for (const form of itemForms) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: 'mine' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
    for (const one of cases) {
      const { sections } = shows(run({ ...practise, case: one }), reader(lang));
      expect(sections.flatMap(({ entries }) => entries).length).toBeGreaterThan(6);
    }
  });
});
