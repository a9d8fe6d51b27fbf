import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import {
  nearCard,
  pickCard,
  profileCard,
  removeCard,
  removedCard,
  restoredCard,
  skillCard,
  whichCard,
} from '#bot/features/skills/card';
import type { FoundPerson } from '#bot/features/skills/found';
import { type Who, whoCard } from '#bot/features/skills/who';
import type { Card, Links, Viewer } from '#bot/ports';
import { profileSchema, type Share, type Wish } from '#bot/records/profile';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

const links: Links = {
  badge: (kind) => `https://app.example/badges/${kind}.png`,
  tab: (_, page) => `https://app.example/tab/${page ?? ''}`,
  chat: undefined,
  talk: () => undefined,
  file: (path) => `https://pass.example/files/${path}`,
};
const added = '2026-11-01T09:00:00.000Z';
const share: Share = { id: 'a1', name: 'Pivot *tables*', level: 'coach', kind: 'skill', added };
const wish: Wish = { id: 'b2', name: '<script>alert(1)</script>', kind: 'soft-skill', added };

const viewer = (lang: 'en' | 'nl', shares: Share[] = [share], wishes: Wish[] = [wish]): Viewer => ({
  t: wordsIn(lang),
  lang,
  now: instantOf('2026-11-23T06:00:00Z'),
  person: {
    id: personId('alex'),
    etag: undefined,
    rev: 1,
    profile: profileSchema.parse({ name: 'Alex Wilber' }),
    shares,
    wishes,
    teams: [],
    open: [],
    sent: [],
    written: [],
  },
});

const named: Share = { ...share, named: true, line: 'Mornings *suit* me best' };
const megan: FoundPerson = {
  id: personId('megan'),
  name: 'Megan *Bowen*',
  level: 'coach',
  line: '[Mornings](x) suit me best',
};
const noor: FoundPerson = { id: personId('noor'), name: 'Noor', level: 'explain', line: '' };
const kept = { id: 'l1', text: 'Look for *empty* cells first.', how: 'worked' as const };
const who = (lang: 'en' | 'nl', parts: Partial<Who>): Card =>
  whoCard(
    viewer(lang),
    { ...links, talk: ([id]) => `https://teams.example/l/chat?users=${id}` },
    {
      skill: 'Excel',
      offer: 'named',
      people: [],
      more: false,
      howTo: [],
      kept: undefined,
      shared: false,
      ...parts,
    },
  );

const cards: Readonly<Record<string, (lang: 'en' | 'nl') => Card>> = {
  profile: (lang) => profileCard(viewer(lang), links),
  'profile-empty': (lang) => profileCard(viewer(lang, [], []), links),
  'share-added': (lang) =>
    skillCard(viewer(lang), links, { list: 'share', skill: share }, 'added', true),
  'share-already': (lang) =>
    skillCard(viewer(lang), links, { list: 'share', skill: share }, 'already', false),
  'share-saved': (lang) =>
    skillCard(viewer(lang), links, { list: 'share', skill: share }, 'saved', false),
  'wish-added': (lang) =>
    skillCard(viewer(lang), links, { list: 'wish', skill: wish }, 'added', false),
  'wish-edit': (lang) =>
    skillCard(viewer(lang), links, { list: 'wish', skill: wish }, 'edit', true),
  'share-near': (lang) =>
    skillCard(
      viewer(lang),
      links,
      { list: 'share', skill: { ...share, perhaps: 'Pivot tables' } },
      'added',
      true,
    ),
  'pick-share': (lang) => pickCard(viewer(lang), 'share', true),
  'pick-said': (lang) => pickCard(viewer(lang), 'wish', true, 'SQL and *Excel*'),
  removing: (lang) => removeCard(viewer(lang), 'share', share),
  'who-near': (lang) => nearCard(viewer(lang), 'exel', 'Excel', 'many'),
  'pick-wish-local': (lang) => pickCard(viewer(lang), 'wish', false),
  removed: (lang) => removedCard(viewer(lang), [{ list: 'share', skill: share }]),
  restored: (lang) =>
    restoredCard(viewer(lang), [
      { list: 'share', skill: share },
      { list: 'wish', skill: wish },
    ]),
  which: (lang) => whichCard(viewer(lang), share),
  'share-named': (lang) =>
    skillCard(viewer(lang), links, { list: 'share', skill: named }, 'saved', false),
  'wish-named': (lang) =>
    skillCard(
      viewer(lang),
      links,
      { list: 'wish', skill: { ...wish, named: true, line: 'For *March*' } },
      'added',
      false,
    ),
  'profile-named': (lang) => profileCard(viewer(lang, [named]), links),
  'who-nobody': (lang) => who(lang, { offer: 'nobody' }),
  'who-few': (lang) => who(lang, { offer: 'few', howTo: ['**How-to**', '**1** Look'] }),
  'who-many': (lang) => who(lang, { offer: 'many' }),
  'who-kept': (lang) => who(lang, { offer: 'many', kept }),
  'who-kept-wrong': (lang) =>
    who(lang, { offer: 'many', kept: { ...kept, how: 'wrong', name: 'Megan Bowen' } }),
  'who-named': (lang) => who(lang, { people: [megan, noor], more: true, kept }),
  'who-named-alone': (lang) => who(lang, { people: [noor] }),
  'who-named-shared': (lang) => who(lang, { people: [megan], kept, shared: true }),
};

describe.each(languages)('the cards of skills in %s', (lang) => {
  it.each(Object.keys(cards))('%s is a good card, as drawn', (name) => {
    const card = (cards[name] as (typeof cards)[string])(lang);
    expectGoodCard(card);
    golden(`tests/features/skills/golden/${name}.${lang}.json`, card);
  });

  it('holds two full lists of the longest names', () => {
    const many = (kind: string) =>
      Array.from({ length: 100 }, (_, n) => ({
        id: `${kind}${n}`.padEnd(16, '0'),
        name: `${n} ${'👩‍👩‍👧‍👦'.repeat(70)}`,
        level: 'teach' as const,
        kind: 'self-reflection' as const,
        added,
      }));
    expectGoodCard(profileCard(viewer(lang, many('s'), many('w')), links));
    const plainMany = (kind: string) =>
      many(kind).map((skill, n) => ({ ...skill, name: `*${kind} number ${n}* ${'x'.repeat(60)}` }));
    expectGoodCard(profileCard(viewer(lang, plainMany('s'), plainMany('w')), links));
  });
});
