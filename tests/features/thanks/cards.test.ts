import { badgeKinds } from '#bot/core/learning';
import {
  postCard,
  previewCard,
  receiptCard,
  receivedCard,
  sentPubliclyCard,
  whichCard,
  withdrawnCard,
} from '#bot/features/thanks/card';
import { type FormView, formCard } from '#bot/features/thanks/form';
import type { Given, Received } from '#bot/features/thanks/store';
import type { Card, Links } from '#bot/ports';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

const links: Links = {
  badge: (kind) => `https://pass.example/badges/${kind}.png`,
  tab: (_, page = '') => `https://pass.example/tab/${page}`,
  chat: 'https://pass.example/chat',
  talk: () => undefined,
  file: (path) => `https://pass.example/files/${path}`,
};
const id = '0123456789abcdef01234567';
const megan = { id: 'm', name: 'Megan Bowen' };
const daan = { id: 'd', name: 'Daan Jansen' };
const badge = {
  id,
  badge: 'explained' as const,
  skill: 'Pivot tables',
  text: 'You sat down with me for half an hour, and the report now takes ten minutes.',
  from: { id: 'a', name: 'Alex Wilber' },
  at: '2026-11-23T09:00:00Z',
};
const received: Received = {
  ...badge,
  to: [megan, daan],
  visibility: 'receiver',
  state: 'given',
  hidden: false,
};
const given: Given = {
  ...badge,
  to: [megan, daan],
  visibility: 'team',
  team: 'crew',
  state: 'given',
};
const form: FormView = {
  people: [megan, daan],
  to: [megan],
  badge: '',
  skill: 'Pivot tables',
  text: '',
  sees: 'receiver',
  team: { id: 'crew', name: 'Crew' },
  hints: [],
  picker: false,
  dialog: false,
  form: 'f',
  asker: undefined,
};
// What people type: whatever it is, it stays text.
const template = ['$', '{name}'].join('');
const nasty = `**[x](http://evil)** ${template} <at>all</at> \u202e'code' # - 1. 🙂`;

describe.each(languages)('cards in %s', (lang: Lang) => {
  const t = wordsIn(lang);
  const viewer = { t, lang, me: 'm' };
  const file = (name: string) => `tests/features/thanks/golden/${name}.${lang}.json`;
  const cards: Readonly<Record<string, Card>> = {
    form: formCard(t, links, form),
    'form-refused': formCard(t, links, {
      ...form,
      badge: 'time',
      text: 'Too short',
      sees: 'team',
      hints: [t('thanks.refused.short', { min: 20, missing: 11 })],
      asker: '0123456789abcdef',
    }),
    'form-dialog': formCard(t, links, { ...form, dialog: true, picker: true, team: undefined }),
    preview: previewCard(
      t,
      lang,
      links,
      { ...badge, from: 'Alex Wilber', to: [megan, daan], visibility: 'team' },
      { to: 'm,d', form: 'f', dialog: true },
    ),
    received: receivedCard(viewer, links, received, 'open'),
    'received-answered': receivedCard(
      viewer,
      links,
      received,
      'taken',
      t('thanks.offer.added', { skill: received.skill }),
    ),
    receipt: receiptCard(viewer, links, given),
    post: postCard(t, lang, links, given).card as Card,
    withdrawn: withdrawnCard(t).card,
    which: whichCard(t, 'Megan', [megan, daan], { to: [], skill: 'Excel' }),
  };

  it.each(Object.keys(cards))('%s is as agreed', (name) => {
    const card = cards[name] as Card;
    expectGoodCard(card);
    golden(file(name), card);
  });

  it('stay good with every badge, whatever people type, and with nothing', () => {
    for (const kind of badgeKinds) {
      expectGoodCard(receivedCard(viewer, links, { ...received, badge: kind }, 'declined'));
    }
    const clean = nasty.replace(template, '$name');
    const someone = { id: 'x', name: clean };
    const odd: Received = { ...received, skill: clean, text: clean, from: someone, to: [someone] };
    expectGoodCard(receivedCard(viewer, links, odd, 'open'));
    expectGoodCard(receivedCard(viewer, links, { ...odd, hidden: true }, 'open'));
    const erased = { ...received, text: '', from: { id: '', name: '' } };
    expectGoodCard(receivedCard(viewer, links, erased, 'open'));
    expectGoodCard(receiptCard(viewer, links, { ...given, ...badge, text: clean, skill: clean }));
    expectGoodCard(receiptCard(viewer, links, { ...given, state: 'withdrawn' }));
    expectGoodCard(receiptCard(viewer, links, { ...given, to: [{ id: '', name: '' }] }));
    expectGoodCard(sentPubliclyCard(t));
    expectGoodCard(formCard(t, links, { ...form, people: [], to: [], picker: true }));
  });

  it('never fill in what somebody typed as a template, and never read it as Markdown', () => {
    const card = receivedCard(viewer, links, { ...received, text: nasty }, 'open');
    const [, story] = card['body'] as [unknown, { items: [{ text: string }] }];
    expect(story.items[0].text).toContain(template);
    expect(story.items[0].text).toContain('\\*\\*\\[x\\]');
    expect(story.items[0].text).not.toContain('<at>');
  });

  it('fit with a thousand colleagues with long names', () => {
    const people = Array.from({ length: 1_000 }, (_, number) => ({
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      name: `Wilhelmina Alexandra van der Meer-Okonkwo ${number} é`,
    }));
    expectGoodCard(
      formCard(t, links, {
        ...form,
        people,
        to: people.slice(-5),
        text: '🙂'.repeat(500),
        skill: 'é'.repeat(80),
        hints: [t('thanks.refused.often', { max: 10 })],
      }),
    );
  });
});
