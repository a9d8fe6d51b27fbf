import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { type SessionRun, type State, stateSchema } from '#bot/features/session/rules';
import { forms, item, post, shows, startFields } from '#bot/features/session/show';
import type { Card } from '#bot/ports';
import { postCard, standCard, startCard } from '#bot/practice/card';
import type { Part, Reader } from '#bot/practice/contract';
import type { FormView } from '#bot/practice/wire';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

const me = personId('p1');
const now = instantOf('2026-11-23T08:00:00Z');

const lines: State['lines'] = [
  { id: 'l1', text: 'Read the *last* page first', from: 'p1', name: 'Alex Wilber' },
];
const state = (patch: Partial<State> = {}): State =>
  stateSchema.parse({
    kind: 'show',
    topic: 'reading *long* reports',
    questions: [],
    station: 'set',
    shower: 'p2',
    showerName: 'Megan Bowen',
    guest: '',
    place: '',
    at: '2026-11-25T11:15:00Z',
    minutes: 15,
    issue: 1,
    until: '2026-12-09T11:30:00Z',
    forget: '2026-12-23T11:15:00Z',
    unopened: '',
    off: '',
    comers: [],
    both: [],
    taken: false,
    lines: [],
    ...patch,
  });
const run = (patch: Partial<State> = {}, role = ''): SessionRun => ({
  id: 'r1',
  practice: 'session',
  scope: { kind: 'team', id: 't1', name: 'Crew' },
  by: 'p2',
  started: '2026-11-23T08:00:00Z',
  lang: 'en',
  zone: 'Europe/Amsterdam',
  open: true,
  keeps: 'all',
  state: state(patch),
  parts: new Map<typeof me, Part>([[me, { role, given: [] }]]),
  opened: [{ id: 'x', field: patch.kind === 'discuss' ? 'q0' : 'text', text: 'Which *tool*?' }],
});
const discussed = { kind: 'discuss', shower: '', showerName: '', minutes: 30 } as const;
const back = { kind: 'back', shower: '', showerName: '' } as const;
const adele = { id: 'p3', name: 'Adele *Vance*' };
const comers = [{ id: 'p1', name: 'Alex Wilber' }];
const reader = (lang: Lang): Reader => ({
  t: wordsIn(lang),
  lang,
  zone: 'Europe/Amsterdam',
  now,
  me,
  name: 'Alex Wilber',
  own: {},
});
const formsOf = (one: SessionRun, lang: Lang): FormView[] =>
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
const mine = (lang: Lang, one: SessionRun, show?: string): Card =>
  standCard(wordsIn(lang), one, shows(one, reader(lang)), formsOf(one, lang), {
    picker: true,
    page: 'https://tab.example/team',
    show,
  });
const channel = (lang: Lang, one: SessionRun): Card => {
  const t = wordsIn(lang);
  const stand = post({ ...one, lang }, t);
  const pressed = forms[stand.press ?? ''];
  return postCard(one, stand, pressed === undefined ? '' : t(pressed.label));
};
const start = (lang: Lang, variant: 'show' | 'discuss' | 'back', agenda = ''): Card => {
  const ground = { scope: run().scope, zone: 'Europe/Amsterdam', before: [], formats: [] };
  const world = { now, seed: 'seed', works: () => true };
  const fields = startFields(variant, '', ground, world, reader(lang)).map((field) =>
    field.id === 'agenda' && agenda !== '' ? { ...field, value: agenda, more: false } : field,
  );
  const t = wordsIn(lang);
  const title = t(`session.start.${variant}`);
  return startCard(t, title, [t('practice.start.here')], fields, { op: 'op' }, true);
};

const cards: Readonly<Record<string, (lang: Lang) => Card>> = {
  start: (lang) => start(lang, 'show'),
  'start-filled': (lang) => start(lang, 'show', 'Look\nClick'),
  post: (lang) => channel(lang, run()),
  'post-agenda': (lang) => channel(lang, run({ agenda: ['Look *here*', 'Click'] })),
  'post-guest': (lang) => channel(lang, run({ guest: 'Dr *Li*', place: 'the kitchen' })),
  'post-free': (lang) => channel(lang, run({ station: 'free', shower: '', showerName: '' })),
  'post-over': (lang) => channel(lang, run({ station: 'over', lines })),
  invited: (lang) => mine(lang, run()),
  comes: (lang) => mine(lang, run({ comers })),
  ask: (lang) => mine(lang, run({ comers }), 'ask'),
  shower: (lang) => mine(lang, run({ shower: me, comers: [adele] })),
  held: (lang) => mine(lang, run({ station: 'held', shower: me, comers })),
  take: (lang) => mine(lang, run({ station: 'free', shower: '', showerName: '' }), 'take'),
  'discuss-start': (lang) => start(lang, 'discuss'),
  'discuss-post': (lang) => channel(lang, run(discussed)),
  'discuss-write': (lang) => mine(lang, run(discussed), 'write'),
  'discuss-held': (lang) => mine(lang, run({ ...discussed, station: 'held' }, 'reads')),
  'discuss-post-held': (lang) => channel(lang, run({ ...discussed, station: 'held' })),
  'discuss-off': (lang) =>
    channel(lang, run({ ...discussed, station: 'over', unopened: 'stopped' })),
  'back-start': (lang) => start(lang, 'back'),
  'back-post': (lang) => channel(lang, run({ ...back, station: 'trying' })),
  'back-trying': (lang) => mine(lang, run({ ...back, station: 'trying' })),
  'back-changed': (lang) =>
    mine(lang, run({ ...back, station: 'changed', comers, both: [...comers, adele] })),
  asking: (lang) => mine(lang, run({ station: 'asking', comers })),
};

describe.each(languages)('the cards of a short session in %s', (lang) => {
  it.each(Object.keys(cards))('%s', (name) => {
    const card = cards[name]?.(lang) as Card;
    expectGoodCard(card);
    golden(`tests/features/session/golden/${name}.${lang}.json`, card);
  });

  it('carry nothing that was asked beforehand, and name others only to whom it is for', () => {
    for (const name of Object.keys(cards)) {
      const text = JSON.stringify(cards[name]?.(lang));
      expect([name, /Which|tool/.test(text)]).toEqual([name, false]);
      const named = ['shower', 'held', 'back-changed'].includes(name);
      if (!named) expect([name, text.includes('Adele')]).toEqual([name, false]);
    }
  });

  it('say of every item what it asks', () => {
    for (const form of [
      'try',
      'changed',
      'both',
      'write',
      'read',
      'show',
      'come',
      'named',
      'questions',
      'off',
      'line',
      'returned',
    ]) {
      const { title, text } = item(wordsIn(lang), form, { about: 'x', returned: 'mine' });
      expect([form, title === '', text === '']).toEqual([form, false, false]);
    }
  });
});
