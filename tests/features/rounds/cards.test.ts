import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import {
  inviteCard,
  inviteView,
  leftView,
  matchCard,
  matchView,
  metCard,
  metView,
  type Reader,
  rhythmCard,
} from '#bot/features/rounds/card';
import type { LeftWhy } from '#bot/features/rounds/deal';
import type { Card } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { actionsIn } from '#tests/fakes/teams';
import { person } from '#tests/people';

type Lang = 'en' | 'nl';
const reader = (lang: Lang, wishes = 1): Reader => ({
  t: wordsIn(lang),
  lang,
  zone: 'Europe/Amsterdam',
  now: instantOf('2026-11-24T09:00:00Z'),
  person: person(
    { rounds: { crew: { round: '0001', answer: 'yes', wait: 2, learns: true, shown: [] } } },
    {
      id: personId('alex'),
      wishes: Array.from({ length: wishes }, () => ({
        id: 'nl',
        name: 'Dutch',
        kind: 'skill' as const,
        added: '2026-11-01T00:00:00Z',
      })),
    },
  ),
});
const item = (kind: string, data: OpenItem['data']): OpenItem => ({
  id: `${kind}-crew-0001`,
  kind,
  created: '2026-11-23T07:01:00Z',
  expires: '2026-12-02T09:00:00Z',
  data: { scope: 'crew', round: '0001', ...data },
});
const invitation = (answer?: string): OpenItem =>
  item('round-invite', { name: 'Crew', ...(answer === undefined ? {} : { answer }) });
const swap = {
  activity: '000000',
  kind: 'swap',
  notes: 'not-met across-teams',
  teacher: 'megan',
  teacherName: 'Megan Bowen',
  learns: 'Dutch',
  learner: 'megan',
  learnerName: 'Megan Bowen',
  teaches: 'Pivot *tables*',
  slots: '2026-12-03T10:00:00Z 2026-12-04T11:30:00Z 2026-12-07T13:30:00Z',
};
const circle = {
  ...swap,
  kind: 'circle',
  notes: '',
  learner: 'daan',
  learnerName: 'Daan Jansen',
  slots: '',
};
const talk = (people: readonly string[], opening: string): string =>
  `https://teams.example/chat?users=${people.join(',')}&message=${encodeURIComponent(opening)}`;
const matched = (lang: Lang, data: OpenItem['data']): Card =>
  matchCard(reader(lang), item('round-match', data), {
    talk,
    calendar: (at) => `https://files.example/round/${at}`,
  });

const cards: Readonly<Record<string, (lang: Lang) => Card>> = {
  invite: (lang) => inviteCard(reader(lang), invitation()),
  'invite-no-wish': (lang) => inviteCard(reader(lang, 0), invitation()),
  'invite-yes': (lang) => inviteCard(reader(lang), invitation('yes')),
  'invite-no': (lang) => inviteCard(reader(lang), invitation('no')),
  swap: (lang) => matched(lang, swap),
  circle: (lang) => matched(lang, circle),
  teach: (lang) => matched(lang, { ...swap, kind: 'one-way', teacher: '', learns: '' }),
  gone: (lang) => matched(lang, { ...swap, teacher: '', learner: '' }),
  met: (lang) => metCard(reader(lang), item('round-met', circle)),
  planned: (lang) => matched(lang, { ...swap, slots: '', at: '2026-12-03T10:00:00Z' }),
  'circle-times': (lang) => matched(lang, { ...circle, slots: swap.slots }),
  'circle-planned': (lang) => matched(lang, { ...circle, at: '2026-12-03T10:00:00Z' }),
  rhythm: (lang) =>
    rhythmCard(wordsIn(lang), {
      scope: 'crew',
      by: 'x',
      said: wordsIn(lang)('rounds.off', { team: 'Crew' }),
      every: 0,
      mayChange: true,
      who: '',
    }),
};

describe.each(languages)('in %s', (lang) => {
  test.each(Object.keys(cards))('%s is a card that Teams shows as meant', (name) => {
    const card = cards[name]?.(lang) ?? {};
    expectGoodCard(card);
    golden(`tests/features/rounds/golden/${name}.${lang}.json`, card);
  });

  test('every reason for no match says why and what would help', () => {
    const whys: readonly LeftWhy[] = [
      'nobody-shares',
      'all-full',
      'no-common-hours',
      'no-common-language',
      'only-met-recently',
      'in-return',
      'no-wish',
      'few',
    ];
    const texts = whys.map(
      (why) => leftView(reader(lang), item('round-left', { why, declined: false })).text,
    );
    // Nobody shares it and all are full read alike: who was there is nobody's business.
    expect(texts[0]).toBe(texts[1]);
    expect(new Set(texts).size).toBe(whys.length - 1);
    const declined = leftView(reader(lang), item('round-left', { why: 'few', declined: true }));
    expect(declined.text).not.toContain('Megan');
    expect(declined.title).not.toBe(
      leftView(reader(lang), item('round-left', { why: 'few', declined: false })).title,
    );
  });

  test('For you says the same as the card, with names as they are', () => {
    const view = matchView(reader(lang), item('round-match', swap), talk);
    expect(view.title).toContain('Megan Bowen');
    expect(view.text).toContain('Pivot \\*tables\\*');
    expect(view.actions.map(({ act }) => act)).toEqual([
      'plan.0',
      'plan.1',
      'plan.2',
      'times',
      'another',
      'decline',
    ]);
    // The chat comes first; without one no way out takes its place.
    expect(view.link?.url).toContain('users=megan');
    const silent = matchView(reader(lang), item('round-match', circle), () => undefined);
    expect(silent).toMatchObject({ calm: true });
    expect(silent.link).toBeUndefined();
    expect(inviteView(reader(lang), invitation()).actions.map(({ act }) => act)).toEqual([
      'yes',
      'yes-teach',
      'no',
    ]);
  });
});

test('what is written to a circle tells nobody the wish of another', () => {
  for (const lang of languages) {
    const both = matchView(reader(lang), item('round-match', circle), talk).link?.url ?? '';
    expect(decodeURIComponent(both)).not.toMatch(/Dutch|Pivot/);
    const one = matchView(reader(lang), item('round-match', swap), talk).link?.url ?? '';
    expect(decodeURIComponent(one)).toMatch(/Dutch.*Pivot/);
  }
});

test('a circle has one chat, and may be blocked one by one once it met', () => {
  const titles = actionsIn(matched('en', circle)).map(({ title }) => title);
  expect(titles).toEqual(['Chat with both', 'Another time …', 'I can’t this time']);
  const met = metView(reader('en'), item('round-met', circle)).actions;
  expect(met.slice(3).map(({ label }) => label)).toEqual([
    'Not with Megan again',
    'Not with Daan again',
  ]);
});

test('names of any length and shape leave a card that Teams takes', () => {
  const long = '<at>everybody</at> *'.repeat(80);
  for (const lang of languages) {
    expectGoodCard(
      matched(lang, {
        ...circle,
        teacherName: long,
        learnerName: long,
        teaches: long.slice(0, 80),
      }),
    );
    expectGoodCard(matched(lang, { ...swap, teacherName: '', learnerName: '' }));
  }
});

test('a match with a time stands with its calendar file, and the way to another time', () => {
  const planned = matched('en', { ...swap, slots: '', at: '2026-12-03T10:00:00Z' });
  expect(JSON.stringify(planned)).toContain('You meet Megan Bowen: Thursday 3 December');
  expect(actionsIn(planned).map(({ title }) => title)).toEqual([
    'Add to calendar',
    'Put it in Teams',
    'Chat with Megan',
    'Other times',
    'I can’t this time',
  ]);
});
