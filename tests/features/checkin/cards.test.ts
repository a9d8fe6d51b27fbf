import { personId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { instantOf } from '#bot/core/time';
import { checkinCard, endedCard, questionText, receiptCard } from '#bot/features/checkin/card';
import type { CheckinRecord } from '#bot/features/checkin/store';
import { receiptOf } from '#bot/features/checkin/view';
import type { Card, Links, Viewer } from '#bot/ports';
import { profileSchema } from '#bot/records/profile';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { actionsIn } from '#tests/fakes/teams';

const links: Links = {
  badge: (kind) => `https://app.example/badges/${kind}.png`,
  tab: (_, page) => `https://app.example/tab/${page ?? ''}`,
  chat: undefined,
  talk: () => undefined,
  file: (path) => `https://pass.example/files/${path}`,
};
type Lang = 'en' | 'nl';
const viewer = (lang: Lang): Viewer => ({
  t: wordsIn(lang),
  lang,
  now: instantOf('2026-11-24T09:00:00Z'),
  person: {
    id: personId('alex'),
    etag: undefined,
    rev: 1,
    profile: profileSchema.parse({ name: 'Alex Wilber' }),
    shares: [],
    wishes: [],
    teams: [],
    open: [],
    sent: [],
    written: [],
  },
});
const form = { id: 'checkin-2026-W48', asked: 0, item: 'checkin-2026-W48' };
const colleagues = [
  { id: personId('megan'), name: 'Megan Bowen' },
  { id: personId('daan'), name: 'Daan Jansen' },
];
const record: CheckinRecord = {
  id: 'checkin-2026-W48',
  at: '2026-11-24T09:05:00Z',
  asked: 0,
  kind: 'skill',
  learned: 'Slicers in *one* click\n<at>everybody</at>',
  helpers: [
    { id: 'megan', name: 'Megan Bowen' },
    { id: 'x', name: '' },
  ],
  skill: 'Pivot tables',
  wish: 'Public speaking',
};
const skillNamed = (typed: string) =>
  typed === '' ? no('common.refused.shape') : ok({ id: typed, name: typed });
const receipt = (lang: Lang, more: Partial<CheckinRecord> = {}, rest: object = {}): Card => {
  const kept = { ...record, ...more };
  const view = receiptOf(wordsIn(lang), viewer(lang).person, kept, skillNamed);
  return receiptCard(viewer(lang), links, { record: kept, view, ...rest });
};

const cards: Readonly<Record<string, (lang: Lang) => Card>> = {
  'known-colleagues': (lang) =>
    checkinCard(viewer(lang), form, { known: colleagues, picker: false }),
  'people-picker': (lang) => checkinCard(viewer(lang), form, { known: [], picker: true }),
  'list-instead': (lang) =>
    checkinCard(
      viewer(lang),
      form,
      { known: colleagues, picker: false },
      {
        learned: 'Slicers, in *one* click',
        helpers: [],
        skill: 'Pivot tables',
        wish: 'Public speaking',
      },
    ),
  'no-colleagues': (lang) =>
    checkinCard(viewer(lang), { id: 'op', asked: 4 }, { known: [], picker: false }),
  'with-a-question': (lang) =>
    checkinCard(viewer(lang), form, { known: [], picker: true }, undefined, {
      id: 'round-invite-1',
      url: 'https://app.example/tab/for-you',
      view: {
        title: wordsIn(lang)('rounds.invite.title'),
        text: wordsIn(lang)('rounds.invite.sees'),
        actions: [
          { act: 'yes', label: wordsIn(lang)('rounds.invite.yes') },
          { act: 'yes-teach', label: wordsIn(lang)('rounds.invite.yesTeach') },
          { act: 'no', label: wordsIn(lang)('rounds.invite.no') },
        ],
      },
    }),
  'with-news': (lang) =>
    checkinCard(viewer(lang), form, { known: [], picker: true }, undefined, {
      id: 'round-left-1',
      url: 'https://app.example/tab/for-you',
      view: {
        title: wordsIn(lang)('rounds.left.title'),
        text: wordsIn(lang)('rounds.left.nobody-shares'),
        actions: [{ act: 'seen', label: wordsIn(lang)('rounds.left.ok') }],
      },
    }),
  'question-answered': (lang) =>
    checkinCard(viewer(lang), form, { known: [], picker: true }, undefined, {
      said: wordsIn(lang)('rounds.invite.saidNo'),
    }),
  receipt: (lang) => receipt(lang),
  'receipt-news': (lang) => receipt(lang, {}, { news: 'News.' }),
  'receipt-all': (lang) =>
    receipt(lang, {
      helpers: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: `Colleague ${id}` })),
    }),
  'receipt-least': (lang) => receipt(lang, { helpers: [], skill: '', wish: '' }),
  ended: (lang) => endedCard(viewer(lang), wordsIn(lang)('checkin.skipped')),
};

describe.each(languages)('the cards of the check-in in %s', (lang) => {
  it.each(Object.keys(cards))('%s is a good card, as drawn', (name) => {
    const card = (cards[name] as (typeof cards)[string])(lang);
    expectGoodCard(card);
    golden(`tests/features/checkin/golden/${name}.${lang}.json`, card);
  });

  it('has a question of its own for fifteen check-ins in a row', () => {
    const questions = Array.from({ length: 15 }, (_, n) => questionText(wordsIn(lang), n));
    expect(new Set(questions).size).toBe(15);
    for (const question of questions) expect(question).toMatch(/\?$/);
  });

  it('holds a large team and the longest answers', () => {
    const many = Array.from({ length: 400 }, (_, n) => ({
      id: personId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
      name: `Wilhelmina-Johanna van den Heuvel-${n}`,
    }));
    expectGoodCard(checkinCard(viewer(lang), form, { known: many, picker: true }));
    expectGoodCard(
      receipt(lang, { learned: '*'.repeat(2_000), skill: '*'.repeat(80), wish: '_'.repeat(80) }),
    );
  });

  it('is each one’s own, though many are asked the same', () => {
    const of = (id: string, asked: number) =>
      checkinCard(viewer(lang), { id, asked }, { known: [], picker: true });
    const [first, second] = [of('first', 4), of('second', 4)];
    const forms = (card: ReturnType<typeof of>) =>
      actionsIn(card).flatMap(({ data }) => (data === undefined ? [] : [String(data['form'])]));
    expect(new Set(forms(first))).not.toEqual(new Set(forms(second)));
    expect(forms(of('first', 4))).toEqual(forms(first));
    expect(JSON.stringify(of('first', 5)['body'])).not.toBe(JSON.stringify(first['body']));
  });

  it('carries nothing but an opaque name and whose it is', () => {
    const card = checkinCard(viewer(lang), form, { known: colleagues, picker: false });
    const data = actionsIn(card).flatMap((action) => (action.verb ? [action.data] : []));
    expect(new Set(data.map((each) => Object.keys(each ?? {}).join()))).toEqual(
      new Set(['form,by']),
    );
  });
});
