import { teamId } from '#bot/core/ids';
import {
  actPreview,
  digestCard,
  giveCard,
  handCard,
  inviteCard,
  noDigestCard,
  offerCard,
  thankCard,
  whichCard,
} from '#bot/features/digest/card';
import type { Digest } from '#bot/features/digest/record';
import type { Card } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { cast } from '#tests/cast';

const week: Digest = {
  v: 1,
  week: '2026-W47',
  team: 'Crew',
  badges: 3,
  lessons: 2,
  topics: { count: 4, names: ['Dutch', 'Excel', 'SQL'] },
  scope: 'team',
  tookPart: 10,
  helped: 5,
  soon: 5,
  sessions: 5,
  used: 0,
  inTheWay: [],
  nobody: [{ topic: 'Video editing' }],
  few: [{ kind: 'soft-skill' }],
  short: [],
  stays: [],
  people: [
    { week: '2026-W45', value: 5 },
    { week: '2026-W46', value: 0 },
    { week: '2026-W47', value: 10 },
  ],
  suggestion: 'invite',
  supply: [{ topic: 'Excel', supply: 'many' }],
};
const empty: Digest = {
  ...week,
  badges: 0,
  lessons: 0,
  topics: { count: 0, names: [] },
  tookPart: 0,
  helped: 0,
  soon: 0,
  sessions: 0,
  used: 0,
  inTheWay: [],
  nobody: [],
  few: [],
  people: [{ week: '2026-W47', value: 0 }],
};
const wild = { ...week, team: '*Crew* <at>', nobody: [{ topic: '[x](http://evil) <b>' }] };
const reading = {
  team: teamId('crew'),
  subscribed: true,
  tab: 'https://tab',
  available: true,
  explain: ['Video editing'],
};

describe.each(languages)('digest cards in %s', (lang) => {
  const t = wordsIn(lang);
  const cards: Record<string, Card> = {
    digest: digestCard(t, lang, { ...reading, digest: week }).card,
    'digest-empty': digestCard(t, lang, {
      ...reading,
      subscribed: false,
      explain: [],
      digest: empty,
    }).card,
    'digest-explained': digestCard(t, lang, {
      ...reading,
      subscribed: false,
      explain: ['Writing reports that colleagues in another country read gladly'],
      undo: { id: 'f00' },
      notice: t('digest.explained', { name: 'Video editing' }),
      digest: {
        ...week,
        nobody: [{ topic: 'Video editing' }],
        few: [{ topic: 'Writing reports that colleagues in another country read gladly' }],
        short: [{ topic: 'Excel' }],
      },
    }).card,
    'digest-used': digestCard(t, lang, {
      ...reading,
      digest: { ...week, used: 10, inTheWay: ['time', 'nobody'] },
    }).card,
    'digest-organisation': digestCard(t, lang, {
      ...reading,
      notice: t('digest.posted', { team: 'Crew' }),
      available: false,
      digest: { ...week, scope: 'organisation', suggestion: 'thank' },
    }).card,
    none: noDigestCard(t, { ...reading, name: 'Crew', when: 'x' }).card,
    invite: inviteCard(t, lang, teamId('crew'), week, 'https://chat'),
    'invite-first': inviteCard(t, lang, teamId('crew'), undefined, undefined),
    thank: thankCard(t, lang, week),
    'thank-empty': thankCard(t, lang, undefined),
    preview: actPreview(
      t,
      { id: teamId('crew'), name: 'Crew' },
      inviteCard(t, lang, teamId('crew'), week, 'https://chat'),
      { week: week.week, act: 'invite' },
    ).card,
    give: giveCard(t, { id: teamId('crew'), name: 'Crew' }).card,
    hand: handCard(t, { id: teamId('crew'), name: 'Crew' }, cast.megan, 'Megan now receives it.')
      .card,
    offer: offerCard(t, { id: teamId('crew'), name: 'Crew' }).card,
    which: whichCard(t, teamId('crew'), Object.values(cast)).card,
  };

  it.each(Object.keys(cards))('%s is a good card and the one agreed on', (name) => {
    expectGoodCard(cards[name] as Card);
    golden(`tests/features/digest/golden/${name}.${lang}.json`, cards[name] as Card);
  });

  it('takes the life out of what people typed', () => {
    const { card } = digestCard(t, lang, { ...reading, digest: wild });
    // A button's title is no Markdown.
    const text = JSON.stringify(card['body']);
    expect(text).not.toContain('[x](');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('<at>');
  });

  it('shows the act only to a subscriber, and only while it has not run', () => {
    const verbs = (more: object): unknown[] =>
      (digestCard(t, lang, { ...reading, digest: week, ...more }).card['actions'] as Card[]).map(
        ({ verb }) => verb,
      );
    expect(verbs({})).toEqual(['digest.act', 'digest.unsubscribe', 'digest.give', undefined]);
    expect(verbs({ available: false })).toEqual(['digest.unsubscribe', 'digest.give', undefined]);
    expect(verbs({ subscribed: false })).toEqual(['digest.subscribe', undefined]);
  });
});
