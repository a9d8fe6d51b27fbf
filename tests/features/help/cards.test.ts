import { instantOf } from '#bot/core/time';
import {
  askedCard,
  formCard,
  itemCard,
  nobodySharesCard,
  type Reach,
  saidCard,
  settledCard,
  tipCard,
} from '#bot/features/help/card';
import { givenItem, mineItem, offerItem, overItem, readerOf } from '#bot/features/help/items';
import type { Ask, State } from '#bot/features/help/record';
import { newAsk } from '#bot/features/help/rules';
import { onlySaid } from '#bot/features/help/view';
import type { Card, Links, Viewer } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { calendar, person, profile } from '#tests/people';

const links: Links = {
  badge: (kind) => `https://pass.example/badges/${kind}.png`,
  tab: (_, page) => `https://pass.example/tab/${page}`,
  chat: 'https://teams.example/chat',
  talk: () => undefined,
  file: (path) => `https://pass.example/files/${path}`,
};
const now = instantOf('2026-11-23T09:00:00Z');
const viewer = (lang: Lang, patch = {}): Viewer => ({
  t: wordsIn(lang),
  lang,
  person: person({}, { profile: profile({ language: lang, ...patch }) }),
  now,
});
const id = '0123456789abcdef01234567';
const asks = (what: string): Ask =>
  newAsk({ id: 's', name: 'Pivot tables' }, { what, minutes: 30, by: '2026-12-04' }, now);
const ask = asks('My totals count empty cells, and I can’t see why.');
const helper = { id: 'h1', name: 'Megan Bowen' };
const since = '2026-11-23T09:00:00Z';
const slots = ['2026-11-23T12:30:00Z', '2026-11-24T11:30:00Z', '2026-11-25T13:30:00Z'];
const at = '2026-11-24T11:30:00Z';
const asker = person({}, { profile: profile({ name: 'Alex Wilber' }) });
const until = '2026-11-25T09:00:00Z';
const named: Ask = { ...ask, only: { as: 'named', name: 'Megan *Bowen*', line: '', until } };
const line = 'Look for *empty* cells before you count.';
const about: Ask = { ...ask, only: { as: 'author', name: '', line, until } };
const mine = (state: State, of = ask): OpenItem =>
  mineItem(id, { ...of, state }, now) ?? offerItem(id, of, asker, now, now);
const given = (state: State): OpenItem =>
  givenItem(id, { ...ask, state }, { id: 'a1', name: 'Alex Wilber' }, now) ?? mine(state);
const reach: Reach = {
  chat: 'https://teams.example/l/chat/0/0?users=x',
  calendar: (time) => `https://pass.example/files/calendar/${time}`,
};
const item = (lang: Lang, open: OpenItem, how = reach): Card =>
  itemCard(viewer(lang), readerOf(viewer(lang), calendar), open, how);
const alone: Reach = { ...reach, chat: undefined };
const arranged: State = { is: 'accepted', helper, since, slots };
const planned: State = { is: 'planned', helper, since, at };
const form = { skill: 'Pivot tables', form: 'f', by: '2026-11-30', today: '2026-11-23' };

const cards: Readonly<Record<string, (lang: Lang) => Card>> = {
  form: (lang) => formCard(viewer(lang), form),
  'form-refused': (lang) =>
    formCard(viewer(lang), {
      ...form,
      what: 'Something',
      minutes: 60,
      hints: [wordsIn(lang)('help.refused.past')],
    }),
  'form-dialog': (lang) =>
    formCard(viewer(lang), {
      ...form,
      what: 'How do I stop it counting empty cells?',
      hints: [wordsIn(lang)('help.refused.nobody')],
      dialog: { picker: true, wish: true, helps: [] },
    }),
  'nobody-shares': (lang) => nobodySharesCard(viewer(lang), 'Juggling'),
  asked: (lang) => askedCard(viewer(lang), links, id, ask),
  'asked-quiet': (lang) =>
    askedCard(viewer(lang, { consent: { state: 'unasked' } }), links, id, ask),
  'offer-named': (lang) => item(lang, offerItem(id, named, asker, now, now)),
  'offer-line': (lang) => item(lang, offerItem(id, about, asker, now, now)),
  'away-named': (lang) => item(lang, mine({ is: 'nobody', since }, named)),
  'away-line': (lang) => item(lang, mine({ is: 'nobody', since }, about)),
  'form-named': (lang) =>
    formCard(viewer(lang), {
      ...form,
      one: { as: 'named', to: 'h1', name: 'Megan *Bowen*' },
    }),
  'form-line': (lang) =>
    formCard(viewer(lang), { ...form, one: { as: 'author', line: 'l1', text: line } }),
  'asked-named': (lang) => {
    const reader = viewer(lang, { consent: { state: 'in', since } });
    const only = named.only === undefined ? '' : onlySaid(reader, { calendar }, named, named.only);
    return askedCard(reader, links, id, named, only);
  },
  offer: (lang) => item(lang, offerItem(id, ask, asker, now, now)),
  nobody: (lang) => item(lang, mine({ is: 'nobody', since })),
  yes: (lang) => item(lang, mine(arranged)),
  'yes-alone': (lang) => item(lang, mine({ ...arranged, slots: [] }), alone),
  planned: (lang) => item(lang, mine(planned)),
  check: (lang) => item(lang, mine({ is: 'checking', helper, since, at, asked: since })),
  lesson: (lang) => item(lang, mine({ is: 'lesson', helper, since, happened: since })),
  tip: (lang) => tipCard(viewer(lang), 'Pivot *tables*', 'Check for *empty* cells first.'),
  'lesson-without-name': (lang) =>
    item(lang, mine({ is: 'lesson', helper: { id: '', name: '' }, since, happened: since })),
  share: (lang) => item(lang, mine({ is: 'share', helper, since, happened: since })),
  given: (lang) => item(lang, given(arranged)),
  'given-planned': (lang) => item(lang, given(planned)),
  over: (lang) => item(lang, overItem(id, given(planned), now)),
  settled: (lang) => settledCard(wordsIn(lang)).card,
  said: (lang) => saidCard(wordsIn(lang)('help.said.withdrawn')),
};

describe.each(languages)('the cards of the help loop in %s', (lang) => {
  it.each(Object.keys(cards))('%s', (name) => {
    const card = cards[name]?.(lang) as Card;
    expectGoodCard(card);
    golden(`tests/features/help/golden/${name}.${lang}.json`, card);
  });

  it('carry any text as it was typed, and the longest', () => {
    const wild = asks(`$${'{title} **b** [x](y) <at>z</at> '.repeat(9)}`);
    const wilder: Ask = { ...wild, skill: { id: 's', name: `*${'é'.repeat(78)}*` } };
    const cardsOf = [
      item(lang, offerItem(id, wilder, asker, now, now)),
      item(lang, mine(arranged, wilder)),
      askedCard(viewer(lang), links, id, wilder),
      formCard(viewer(lang), { ...form, what: wild.what }),
    ];
    for (const card of cardsOf.map((one) => JSON.parse(JSON.stringify(one)))) {
      const { body } = card as { body: { text?: string }[] };
      const texts = body.map(({ text }) => text ?? '').join('\n');
      expect(texts).not.toContain('<at>');
      expect(texts).not.toMatch(/(?<!\\)\*\*b/);
    }
  });
});
