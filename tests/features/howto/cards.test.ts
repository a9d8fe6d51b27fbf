import { teamId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import {
  beforeAskCard,
  formCard,
  howToCard,
  listCard,
  offCard,
  removedCard,
} from '#bot/features/howto/card';
import { blank, fieldsOf, fillingOf } from '#bot/features/howto/fields';
import { checkItem, howToItems, offItem } from '#bot/features/howto/items';
import { ownHowTo, ownNames } from '#bot/features/howto/own';
import type { Kept } from '#bot/features/howto/store';
import { foundView, ownView, type Reader, teamView } from '#bot/features/howto/view';
import { linkMax, stepMax, stepsMost } from '#bot/features/howto/wire';
import type { Card, Deps, Links, Viewer } from '#bot/ports';
import { inputsOf } from '#bot/practice/fields';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { person, profile } from '#tests/people';

const now = instantOf('2027-07-01T09:00:00Z');
const viewer = (lang: Lang): Viewer => ({
  t: wordsIn(lang),
  lang,
  person: person({}, { profile: profile({ language: lang }) }),
  now,
});
const reader = (lang: Lang): Reader => ({ t: wordsIn(lang), lang, now, zone: 'Europe/Amsterdam' });
const howTo = (patch: Partial<Kept> = {}): Kept => ({
  id: '0123456789abcdef0123456789abcdef',
  team: teamId('t1'),
  skill: { id: 's', name: 'Pivot *tables*' },
  steps: ['Select the *table*', 'Insert, then PivotTable', 'Drag a *field*'],
  link: 'https://example.org/a_(b)',
  owner: 'p1',
  ownerName: 'Megan *Bowen*',
  everybody: false,
  made: '2027-06-23T10:00:00Z',
  checked: '2027-06-23T10:00:00Z',
  ...patch,
});
const old = { checked: '2026-11-23T10:00:00Z' };
const inTeam = { me: 'p1', teamName: 'Crew *one*', nameOf: () => 'Megan *Bowen*' };
const mine = (lang: Lang, patch?: Partial<Kept>) => teamView(howTo(patch), reader(lang), inTeam);
const found = (lang: Lang, patch?: Partial<Kept>) =>
  foundView(howTo({ owner: 'p2', ...patch }), reader(lang), { me: 'p1', inTeam: false });
const links: Links = {
  badge: (kind) => `https://pass.example/badges/${kind}.png`,
  tab: (_, page) => `https://pass.example/tab/${page}`,
  chat: undefined,
  talk: () => undefined,
  file: (path) => `https://pass.example/files/${path}`,
};
const form = (lang: Lang, hint?: string): Card =>
  formCard(viewer(lang), {
    fields: fieldsOf(
      viewer(lang),
      hint === undefined ? blank : fillingOf({ ...howTo(), topic: 'x' }),
      [
        { id: 't1', name: 'Crew' },
        { id: 't2', name: 'Other' },
      ],
      't1',
    ),
    inputs: (fields) => inputsOf(fields, { fault: 'x' }, false),
    data: { form: 'f', team: 't1' },
    isNew: hint === undefined,
    suggests: hint === undefined,
    ...(hint === undefined ? {} : { hint }),
  });
const items = howToItems({ deps: {} as Deps });
const item = (lang: Lang, kind: string, open: ReturnType<typeof checkItem>) =>
  items[kind]?.card?.(viewer(lang), open) as Promise<Card>;

const cards: Readonly<Record<string, (lang: Lang) => Card | Promise<Card>>> = {
  mine: (lang) => howToCard(viewer(lang), mine(lang), wordsIn(lang)('howto.said.saved')),
  'mine-old': (lang) => howToCard(viewer(lang), mine(lang, { ...old, everybody: true })),
  'nobody-s': (lang) => howToCard(viewer(lang), mine(lang, { owner: '', ownerName: '' })),
  found: (lang) => howToCard(viewer(lang), found(lang, { ...old, everybody: true })),
  own: (lang) => howToCard(viewer(lang), ownView('feedback', 't1', false, reader(lang))),
  before: (lang) => beforeAskCard(viewer(lang), found(lang), 'Pivot tables'),
  form: (lang) => form(lang),
  'form-refused': (lang) => form(lang, wordsIn(lang)('howto.refused.many', { count: 8, most: 7 })),
  off: (lang) => offCard(viewer(lang), found(lang)),
  removed: (lang) => removedCard(viewer(lang), { ...howTo(), topic: 'Pivot *tables*' }),
  list: (lang) =>
    listCard(
      viewer(lang),
      links,
      ['Excel', 'Pivot *tables*'],
      ownNames.map((name) => ownHowTo(wordsIn(lang), name).topic),
    ),
  'list-empty': (lang) => listCard(viewer(lang), links, [], []),
  'item-check': (lang) => item(lang, 'howto-check', checkItem(howTo(), '2027-05-23T04:00:00Z')),
  'item-off': (lang) => item(lang, 'howto-off', offItem(howTo(), '2027-05-23T04:00:00Z', [2, 3])),
  'item-only': (lang) =>
    item(lang, 'howto-only', {
      id: 'howto-only-2027-07-01',
      kind: 'howto-only',
      created: '2027-07-01T01:30:00Z',
      expires: '2027-07-29T01:30:00Z',
      data: { topic: 'Pivot *tables*' },
    }),
  'item-off-all': (lang) => item(lang, 'howto-off', offItem(howTo(), '2027-05-23T04:00:00Z', [0])),
};

describe.each(languages)('the cards of how-tos in %s', (lang) => {
  it.each(Object.keys(cards))('%s is a good card, as drawn', async (name) => {
    const card = await (cards[name] as (typeof cards)[string])(lang);
    expectGoodCard(card);
    golden(`tests/features/howto/golden/${name}.${lang}.json`, card);
  });

  it.each([
    ['letters', 'm'],
    ['what Markdown reads', '*'],
    ['wide ones', '語'],
    ['quotes', '"'],
  ])('holds the longest how-to of %s', (_, letter) => {
    const longest = howTo({
      skill: { id: 's', name: letter.repeat(80) },
      steps: Array.from({ length: stepsMost }, () => letter.repeat(stepMax)),
      link: `https://example.org/${'a'.repeat(linkMax - 20)}`,
      ...old,
    });
    expectGoodCard(howToCard(viewer(lang), mine(lang, longest), 'Said'));
    expectGoodCard(beforeAskCard(viewer(lang), found(lang, longest), letter.repeat(80)));
    expectGoodCard(removedCard(viewer(lang), { ...longest, topic: longest.skill.name }));
    expectGoodCard(offCard(viewer(lang), found(lang, longest)));
  });
});
