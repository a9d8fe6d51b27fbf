import { instantOf } from '#bot/core/time';
import {
  askCard,
  helpCard,
  inAgainCard,
  inCard,
  newcomerCard,
  notNowCard,
  pauseCard,
  teamCard,
  unknownCard,
  welcomeCard,
} from '#bot/features/people/card';
import type { Card, Links, Viewer } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { person } from '#tests/people';

const links: Links = {
  badge: (kind) => `https://app.example/badges/${kind}.png`,
  tab: (_, page) => `https://app.example/tab/${page ?? ''}`,
  chat: undefined,
  talk: () => undefined,
  file: (path) => `https://pass.example/files/${path}`,
};

describe.each(languages)('the first cards in %s', (lang) => {
  const t = wordsIn(lang);
  const seen = (state: 'in' | 'unasked'): Viewer => ({
    t,
    lang,
    now: instantOf('2026-11-24T09:00:00Z'),
    person: person({
      name: 'Alex Wilber',
      consent: state === 'in' ? { state, since: '2026-11-01T09:00:00Z' } : { state },
    }),
  });
  const newcomer = seen('unasked');
  const lines = [t('people.in.done', { when: 'x' }), t('people.in.waiting', { count: 2 })];
  const cards: Record<string, Card> = {
    welcome: welcomeCard(newcomer, links),
    'welcome-in': welcomeCard(seen('in'), links),
    in: inCard(newcomer.person, lines, newcomer, links),
    'not-now': notNowCard(newcomer, t('people.notNow.done')),
    team: teamCard(t, links),
    help: helpCard(newcomer, links),
    unknown: unknownCard(newcomer, undefined),
    meant: unknownCard(newcomer, 'ask *Excel*'),
    'in-again': inAgainCard(newcomer),
    newcomer: newcomerCard(newcomer, links),
    pause: pauseCard(newcomer, { from: '2026-12-07', until: '2026-12-13' }, '2026-11-24'),
    resume: askCard(newcomer, t('people.resume.ask'), {
      title: t('people.resume.button'),
      verb: 'people.resume',
    }),
  };

  it.each(Object.keys(cards))('%s is a good card and the one agreed on', (name) => {
    expectGoodCard(cards[name] as Card);
    golden(`tests/features/people/golden/${name}.${lang}.json`, cards[name] as Card);
  });
});
