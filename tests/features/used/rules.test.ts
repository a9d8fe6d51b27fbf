import { instantOf } from '#bot/core/time';
import { factsOf, type History, weekOf } from '#bot/features/digest/facts';
import { render } from '#bot/features/digest/render';
import { digestOf } from '#bot/features/digest/rules';
import { answerOf, answers, itemOf, stepOf } from '#bot/features/used/rules';
import { type Learnt, reasons } from '#bot/records/learnt';
import { personOf } from '#bot/records/person';
import { profileSchema } from '#bot/records/profile';
import { languages, wordsIn } from '#bot/strings/index';
import { cast } from '#tests/cast';

const learnt: Learnt = { from: 'help', topic: 'Excel', at: '2026-11-02T10:00:00Z' };
const now = instantOf('2026-11-23T10:00:00Z');
const later = instantOf('2026-11-30T10:00:00Z');

describe('when it is asked whether something was used', () => {
  it('is once: what was asked, and what is gone, is not asked again', () => {
    const step = stepOf('help.1', learnt, [], now);
    expect(step).toMatchObject({
      is: 'ask',
      item: { id: 'used-help.1', kind: 'used', expires: '2026-12-21T10:00:00Z' },
      learnt: { asked: '2026-11-23T10:00:00Z' },
    });
    const asked = { ...learnt, asked: '2026-11-23T10:00:00Z' };
    expect(stepOf('help.1', asked, [], later).is).toBe('stale');
    expect(stepOf('help.1', undefined, [], now).is).toBe('stale');
  });

  it('is one question at a time, and after eight weeks not at all', () => {
    const other = itemOf('help.2', learnt, now);
    expect(stepOf('help.1', learnt, [other], now)).toEqual({ is: 'wait', until: later });
    // It was gone unasked: the next one may come.
    expect(stepOf('help.1', learnt, [other], instantOf('2026-12-21T10:00:00Z')).is).toBe('ask');
    expect(stepOf('help.1', learnt, [], instantOf('2026-12-28T10:00:00Z')).is).toBe('let-go');
  });

  it('takes six answers, four of which are what was in the way', () => {
    const at = '2026-11-23T10:00:00Z';
    expect(answers.map((one) => answerOf(one, now))).toEqual([
      { said: 'used', at },
      { said: 'not-yet', at },
      ...reasons.map((reason) => ({ said: 'in-the-way', reason, at })),
    ]);
  });
});

describe('what the digest makes of the answers', () => {
  const week = weekOf('2026-W47', 'Europe/Amsterdam');
  const quiet: History = {
    checkins: [],
    badges: [],
    posts: [],
    help: [],
    uses: [],
    lessons: [],
  };
  const person = {
    ...personOf(cast.alex.id, []),
    profile: profileSchema.parse({
      consent: { state: 'in', since: '2026-10-01T08:00:00Z' },
      homeTeam: { id: 'crew', since: '2026-10-05' },
    }),
  };
  const facts = (...uses: History['uses']) =>
    factsOf(person, { ...quiet, uses }, { team: 'crew' }, week, false, () => false);
  const used = { said: 'used', at: '2026-11-18T09:00:00Z' } as const;
  const time = { said: 'in-the-way', reason: 'time', at: '2026-11-17T09:00:00Z' } as const;
  const tools = { said: 'in-the-way', reason: 'tools', at: '2026-11-19T09:00:00Z' } as const;
  const digest = (people: readonly ReturnType<typeof facts>[], roster: number) =>
    digestOf(people, roster, {
      week: '2026-W47',
      team: 'Crew',
      before: [],
      organisation: undefined,
    });
  const many = (count: number, ...uses: History['uses']) =>
    Array.from({ length: count }, () => facts(...uses));

  it('has each person in one set: who used anything, else what was said last', () => {
    expect(facts(tools, used, time).use).toBe('used');
    expect(facts(tools, time).use).toBe('tools');
    expect(facts({ said: 'not-yet', at: used.at }).use).toBeUndefined();
  });

  it('looks back four weeks and not a day further', () => {
    expect(facts({ said: 'used', at: '2026-10-25T22:59:59Z' }).use).toBeUndefined();
    expect(facts({ said: 'used', at: '2026-10-25T23:00:00Z' }).use).toBe('used');
    expect(facts({ said: 'used', at: '2026-11-22T23:00:00Z' }).use).toBeUndefined();
  });

  it.each(languages)('says nothing anywhere of four, and five or more of five (%s)', (lang) => {
    const t = wordsIn(lang);
    const four = digest([...many(4, used), ...many(26)], 30);
    const none = digest(many(30), 30);
    expect(four).toEqual(none);
    const lines = (people: Parameters<typeof digest>[0]) =>
      render(digest(people, 30), t, lang).lines.join(' ');
    expect(lines([...many(9, used), ...many(21)])).toContain(
      t('digest.line.used', { scope: 'team', count: 5 }),
    );
    expect(lines([...many(10, used), ...many(20)])).toContain(
      t('digest.line.used', { scope: 'team', count: 10 }),
    );
  });

  it('names what was in the way only where five or more said the same', () => {
    const mixed = digest([...many(4, time), ...many(4, tools), ...many(22)], 30);
    expect(mixed.inTheWay).toEqual([]);
    expect(digest([...many(5, time), ...many(4, tools), ...many(21)], 30).inTheWay).toEqual([
      'time',
    ]);
  });

  it('leaves five of the roster out of all answers together, or shows none', () => {
    const people = [...many(5, used), ...many(5, time), ...many(4)];
    expect(digest(people, 14)).toMatchObject({ used: 0, inTheWay: [] });
    expect(digest([...people, ...many(1)], 15)).toMatchObject({ used: 5, inTheWay: ['time'] });
  });
});
