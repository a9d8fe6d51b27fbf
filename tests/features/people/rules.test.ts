import { addDays } from '#bot/core/time';
import { languageNamed, learnt, pauseIn, step } from '#bot/features/people/rules';
import { profile } from '#tests/people';
import fc from '#tests/property';

const today = '2026-11-24';

describe('until when a pause lasts', () => {
  it.each([
    ['', '2026-12-07'],
    ['2 weeks', '2026-12-07'],
    ['2 weken', '2026-12-07'],
    ['a week', '2026-11-30'],
    ['een week', '2026-11-30'],
    ['3 days', '2026-11-26'],
    ['1 maand', '2026-12-23'],
    ['until 5 January', '2027-01-05'],
    ['tot 5 januari', '2027-01-05'],
    ['tot en met 5 januari', '2027-01-05'],
    ['until January 5th', '2027-01-05'],
    ['until 5 Jan 2027', '2027-01-05'],
    ['tot 5-1', '2027-01-05'],
    ['until 24 november', '2026-11-24'],
    ['until 23 november', '2027-11-23'],
    ['until 23 november 2025', '2027-11-23'],
    ['until Friday', '2026-11-27'],
    ['tot vrijdag', '2026-11-27'],
    ['until Tuesday', '2026-12-01'],
    ['tomorrow', '2026-11-25'],
    ['tot morgen', '2026-11-25'],
    ['2026-12-24', '2026-12-24'],
    ['2025-12-24', '2026-12-24'],
  ])('"%s" is up to and including %s', (typed, until) => {
    expect(pauseIn(typed, today)).toEqual({ ok: true, value: { until } });
  });

  it.each([
    'soon',
    'until the end',
    '0 weeks',
    'until 31 february',
    'until 5 foo',
    '99-99',
    '-3 days',
  ])('asks again when it reads "%s"', (typed) => {
    expect(pauseIn(typed, today)).toEqual({ ok: false, why: 'people.pause.unclear' });
  });

  it('refuses more than a year', () => {
    expect(pauseIn('13 months', today)).toEqual({ ok: false, why: 'people.pause.long' });
    expect(pauseIn('until 5 january 2029', today)).toEqual({
      ok: false,
      why: 'people.pause.long',
    });
  });

  it('never throws, and never ends before today, whatever is typed', () => {
    const words = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.integer({ min: -5, max: 400 }),
          fc.constantFrom('days', 'weken', 'january', 'mei', '-12', '/2'),
        )
        .map(([number, unit]) => `until ${number} ${unit}`),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 1500 }), (typed, ahead) => {
        const from = addDays('2026-01-01', ahead);
        const until = pauseIn(typed, from);
        if (until.ok) expect(until.value.until >= from).toBe(true);
      }),
    );
  });
});

describe('rhythm and language', () => {
  it('goes one step at a time and stops at both ends', () => {
    expect(step('weekly', 'less')).toBe('fortnightly');
    expect(step('monthly', 'less')).toBe('off');
    expect(step('off', 'less')).toBeUndefined();
    expect(step('weekly', 'more')).toBeUndefined();
  });

  it('knows a language by its code and by its name in either language', () => {
    expect(['nl', 'NL', 'Dutch', 'nederlands', 'engels', 'fr', ''].map(languageNamed)).toEqual([
      'nl',
      'nl',
      'nl',
      'nl',
      'en',
      undefined,
      undefined,
    ]);
  });
});

describe('what an activity teaches', () => {
  it('is nothing when nothing is new, so that nothing is written', () => {
    const known = profile({ name: 'Alex', locale: 'en-GB', teamsId: '29:a' });
    expect(
      learnt(known, {
        name: 'Alex',
        locale: 'en-GB',
        teamsId: '29:a',
        zone: 'Europe/Amsterdam',
        country: 'NL',
        conversation: { id: 'chat', serviceUrl: 'http://teams' },
      }),
    ).toBeUndefined();
  });

  it('leaves a zone and a country alone that the person chose', () => {
    const chosen = profile({ zoneChosen: true, countryChosen: true });
    expect(learnt(chosen, { zone: 'America/New_York', country: 'US' })).toBeUndefined();
    expect(learnt(profile(), { zone: 'America/New_York', country: 'US' })).toEqual({
      zone: 'America/New_York',
      country: 'US',
    });
  });

  it('counts any message as an answer, and as a sign that the person can be reached', () => {
    const lost = profile({
      silent: true,
      ignored: 2,
      reach: { state: 'unreachable', why: 'x', since: '2026-01-01T00:00:00Z' },
    });
    const conversation = { id: 'chat', serviceUrl: 'http://teams' };
    expect(learnt(lost, { conversation })).toEqual({
      silent: false,
      ignored: 0,
      reach: { state: 'ok' },
    });
    // A call of the tab shows nothing of the chat: perhaps the next message is taken.
    expect(learnt(lost, {})?.reach).toEqual({ state: 'ok', refused: 'x' });
  });
});
