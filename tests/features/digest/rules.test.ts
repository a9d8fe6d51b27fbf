import { kinds } from '#bot/core/learning';
import { type Facts, factsOf, type History, namesAny, weekOf } from '#bot/features/digest/facts';
import { digestSchema } from '#bot/features/digest/record';
import { render } from '#bot/features/digest/render';
import { digestOf, figures, hidden, isNews, tally } from '#bot/features/digest/rules';
import { reasons } from '#bot/records/learnt';
import { personOf } from '#bot/records/person';
import { profileSchema } from '#bot/records/profile';
import { wordsIn } from '#bot/strings/index';
import { cast } from '#tests/cast';
import fc from '#tests/property';

const skills = ['Excel', 'SQL', 'Dutch', 'Video', 'Power BI'].map((name) => ({
  id: name.toLowerCase(),
  name,
}));

const someFacts: fc.Arbitrary<Facts> = fc.record({
  counted: fc.boolean(),
  next: fc.boolean(),
  tookPart: fc.boolean(),
  helped: fc.boolean(),
  soon: fc.boolean(),
  met: fc.boolean(),
  use: fc.constantFrom('used', ...reasons, undefined),
  lessons: fc.nat({ max: 2 }),
  posted: fc.nat({ max: 3 }),
  offers: fc.uniqueArray(
    fc
      .tuple(fc.constantFrom(...skills), fc.boolean(), fc.boolean())
      .map(([{ id, name }, fresh, loud]) => ({
        id,
        name: loud ? name.toUpperCase() : name,
        fresh,
      })),
    { selector: ({ id }) => id },
  ),
  wishes: fc.uniqueArray(
    fc
      .tuple(fc.constantFrom(...skills), fc.constantFrom(...kinds))
      .map(([skill, kind]) => ({ ...skill, kind })),
    { selector: ({ id }) => id },
  ),
});
const about = { week: '2026-W47', team: 'Crew', before: [], organisation: undefined };
const several = fc.array(someFacts, { maxLength: 40 });

describe('a digest from what people did', () => {
  it('does not depend on the order of the people', () => {
    fc.assert(
      fc.property(several, fc.nat({ max: 60 }), (facts, roster) => {
        expect(digestOf([...facts].reverse(), roster, about)).toEqual(
          digestOf(facts, roster, about),
        );
      }),
    );
  });

  it('is always a record that can be kept: nothing but known fields, figures by the rule', () => {
    fc.assert(
      fc.property(several, fc.nat({ max: 60 }), (facts, roster) => {
        const digest = digestOf(facts, roster, about);
        expect(digestSchema.parse(JSON.parse(JSON.stringify(digest)))).toEqual(digest);
      }),
    );
  });

  it('does not change when one of fewer than five people is there or not', () => {
    fc.assert(
      fc.property(fc.array(someFacts, { maxLength: 4 }), fc.nat({ max: 60 }), (facts, roster) => {
        const { people } = figures(facts, roster, about);
        expect(people).toEqual(hidden);
      }),
    );
  });

  it('counts what was done in public in a team of any size', () => {
    const facts: Facts = {
      counted: false,
      next: true,
      tookPart: false,
      helped: false,
      soon: false,
      met: false,
      lessons: 1,
      posted: 2,
      offers: [{ id: 'sql', name: 'SQL', fresh: true }],
      wishes: [],
    };
    const digest = digestOf([facts], 3, about);
    expect(digest).toMatchObject({ badges: 2, lessons: 1, topics: { count: 1, names: ['SQL'] } });
    expect(digest.supply).toEqual([{ topic: 'SQL', supply: 'few' }]);
  });

  const active = (count: number, wish?: string): Facts[] =>
    Array.from({ length: count }, () => ({
      counted: true,
      next: true,
      tookPart: true,
      helped: true,
      soon: true,
      met: true,
      lessons: 0,
      posted: 0,
      offers: [],
      wishes: wish === undefined ? [] : [{ id: wish, name: wish, kind: 'skill' }],
    }));

  it('shows each private figure from the fifth person on', () => {
    const figuresOf = (count: number) => figures(active(count), 30, about).people;
    expect(figuresOf(4)).toMatchObject({ tookPart: 0, helped: 0, soon: 0, sessions: 0 });
    expect(figuresOf(5)).toMatchObject({ tookPart: 5, helped: 5, soon: 5, sessions: 5 });
  });

  it('names in public what is newly offered, by one spelling, and how many offer a topic', () => {
    const offering = (name: string, fresh: boolean): Facts => ({
      ...(active(1)[0] as Facts),
      offers: [{ id: 'sql', name, fresh }],
    });
    const old = {
      ...offering('Dutch', false),
      offers: [{ id: 'nl', name: 'Dutch', fresh: false }],
    };
    const four = [offering('sql', false), offering('SQL', true), ...offerings(2)];
    const digest = digestOf([...four, old], 30, about);
    expect(digest.topics).toEqual({ count: 1, names: ['SQL'] });
    expect(digest.supply).toEqual([
      { topic: 'Dutch', supply: 'few' },
      { topic: 'SQL', supply: 'few' },
    ]);
    const five = digestOf([...four, offering('Sql', false)], 30, about);
    expect(five.supply).toEqual([{ topic: 'SQL', supply: 'many' }]);

    function offerings(count: number): Facts[] {
      return Array.from({ length: count }, () => offering('sql', false));
    }
  });

  it('tells a wish nobody can meet apart from one that a few can', () => {
    const facts = [...active(6, 'Video'), ...active(6, 'SQL')];
    const teacher: Facts = {
      ...(active(1)[0] as Facts),
      offers: [{ id: 'SQL', name: 'SQL', fresh: false }],
    };
    const { people } = figures([...facts, teacher], 30, about);
    expect(people.nobody).toEqual([{ topic: 'Video' }]);
    expect(people.few).toEqual([{ topic: 'SQL' }]);
  });

  it('tells what a round had too few helpers for, by the same rule', () => {
    const teachers: Facts[] = Array.from({ length: 5 }, () => ({
      ...(active(1)[0] as Facts),
      offers: [{ id: 'excel', name: 'Excel', fresh: false }],
    }));
    const sum = (people: number, roster: number) => {
      const all = tally();
      for (const one of teachers) all.add(one);
      const shortages = [
        { skill: 'excel', name: 'Excel', people },
        { skill: 'welding', name: 'Welding', people },
      ];
      return all.figures(roster, { week: about.week, shortages }).people;
    };
    expect(sum(4, 30)).toEqual(sum(0, 30));
    expect(sum(0, 30)).toMatchObject({ nobody: [], few: [], short: [] });
    expect(sum(5, 30)).toMatchObject({
      nobody: [{ topic: 'Welding' }],
      few: [],
      short: [{ topic: 'Excel' }],
    });
    // Too few others to hide among.
    expect(sum(12, 9)).toMatchObject({ nobody: [], few: [], short: [] });
  });

  it("puts the organisation's figures in the place of a small team's, and says so", () => {
    const organisation = { ...hidden, tookPart: 25, helped: 10 };
    const digest = digestOf(active(9), 9, { ...about, organisation });
    expect(digest).toMatchObject({ scope: 'organisation', tookPart: 25, helped: 10 });
    const { lines } = render(digest, wordsIn('en'), 'en');
    expect(lines.filter((line) => line.startsWith('In the organisation'))).toHaveLength(2);
    expect(digestOf(active(10), 10, { ...about, organisation })).toMatchObject({
      scope: 'team',
      tookPart: 5,
    });
  });

  it('draws the last eight weeks, this one last', () => {
    const before = Array.from({ length: 10 }, (_, index) => ({
      week: `2026-W${index + 37}`,
      tookPart: 5 * index,
      scope: 'team' as const,
      stays: [],
    }));
    const { people } = digestOf([], 20, { ...about, before });
    expect(people.map(({ week }) => week)).toEqual([
      ...before.slice(3).map(({ week }) => week),
      '2026-W47',
    ]);
    expect(people.map(({ value }) => value)).toEqual([15, 20, 25, 30, 35, 40, 45, 0]);
    // Figures of a team and of the organisation are no row of bars.
    const small = digestOf([], 9, { ...about, before });
    expect(small.people).toEqual([{ week: '2026-W47', value: 0 }]);
  });

  it('makes a bar no longer for one person who types many topics', () => {
    const many = Array.from({ length: 21 }, (_, id) => ({
      id: `${id}`,
      name: `T${id}`,
      fresh: true,
    }));
    const one = { ...(active(1)[0] as Facts), offers: many };
    const digest = digestOf([one, ...active(4)], 20, about);
    expect(digest.people).toEqual([{ week: '2026-W47', value: 5 }]);
    for (const lang of ['en', 'nl'] as const) {
      const { lines } = render(digest, wordsIn(lang), lang);
      expect(lines.find((line) => line.includes('T0'))).toMatch(
        /: T0, T1, T10 (and more|en meer)\.$/,
      );
    }
  });

  it('tells what an invitation brought, and nothing of it when it brought nothing', () => {
    const one = { ...(active(1)[0] as Facts), offers: [{ id: 's', name: 'SQL', fresh: true }] };
    const line = (facts: readonly Facts[]) =>
      (['en', 'nl'] as const).map((lang) => {
        const { lines } = render(
          digestOf(facts, 20, { ...about, invited: true }),
          wordsIn(lang),
          lang,
        );
        // Before all else that was done; without it where new topics always stand.
        return facts.length > 0 ? lines[0] : lines.find((text) => /opics|nderwerpen/.test(text));
      });
    expect(line([one])).toEqual([
      'The team was asked what it can explain, and that week these topics were shared: SQL.',
      'Het team kreeg de vraag wat het kan uitleggen, en in die week zijn deze onderwerpen gedeeld: SQL.',
    ]);
    expect(line([])).toEqual([
      'No new topics were shared.',
      'Er zijn geen nieuwe onderwerpen gedeeld.',
    ]);
  });

  it('is news when somebody did something, or something else is looked for', () => {
    const quiet = digestOf([], 20, about);
    expect(isNews(quiet, undefined)).toBe(false);
    expect(isNews({ ...quiet, badges: 1 }, quiet)).toBe(true);
    expect(isNews({ ...quiet, topics: { count: 1, names: ['SQL'] } }, quiet)).toBe(true);
    expect(isNews({ ...quiet, tookPart: 5 }, { ...quiet, tookPart: 5 })).toBe(true);
    // Other people's figures are no news of this team.
    const others = { ...quiet, scope: 'organisation' as const, tookPart: 25 };
    expect(isNews(others, quiet)).toBe(false);
    const wanted = { ...others, few: [{ topic: 'Video' }] };
    expect(isNews(wanted, quiet)).toBe(true);
    expect(isNews(wanted, wanted)).toBe(false);
    expect(isNews({ ...wanted, few: [], nobody: wanted.few }, wanted)).toBe(true);
  });
});

describe('what is wished for', () => {
  const wishers = (count: number, id: string, name: string): Facts[] =>
    Array.from({ length: count }, () => ({
      counted: true,
      next: true,
      tookPart: true,
      helped: false,
      soon: false,
      met: false,
      lessons: 0,
      posted: 0,
      offers: [],
      wishes: [{ id, name, kind: 'know-how' }],
    }));
  const offering = (count: number, id: string, name: string): Facts[] =>
    wishers(count, id, name).map((one) => ({
      ...one,
      wishes: [],
      offers: [{ id, name, fresh: false }],
    }));

  it('is told by its kind where no list and nobody in public has a name for it', () => {
    const { people } = figures(wishers(6, 'x', ''), 30, about);
    expect(people.nobody).toEqual([{ kind: 'know-how' }]);
    const offered = figures([...wishers(6, 'x', ''), ...offering(1, 'x', 'Falconry')], 30, about);
    expect(offered.people.few).toEqual([{ topic: 'Falconry' }]);
  });

  /** Digests of weeks one after another, each with these people. */
  const weeks = (...people: readonly (readonly Facts[])[]) => {
    const before: ReturnType<typeof digestOf>[] = [];
    for (const [index, facts] of people.entries()) {
      before.push(digestOf(facts, 30, { ...about, week: `2026-W${index + 30}`, before }));
    }
    return before;
  };
  const five = wishers(5, 'video', 'Video');
  const four = five.slice(1);

  it('stays listed for four weeks when somebody leaves, and goes then', () => {
    const lists = weeks(five, four, [], four, four).map(({ nobody }) => nobody);
    const video = [{ topic: 'Video' }];
    expect(lists).toEqual([video, video, video, video, []]);
  });

  it('is looked at again after four weeks, and stays four more where it stands', () => {
    const all = [five, five, five, five, five, four, four, four, four];
    const listed = weeks(...all).map(({ nobody }) => nobody.length);
    expect(listed).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('moves with what is on offer, which is public, and makes no kind appear when it thins out', () => {
    const others = wishers(4, 'sql', 'SQL');
    const teacher = offering(1, 'video', 'Video');
    const many = offering(5, 'video', 'Video');
    const [, thin, few, gone] = weeks(
      [...five, ...others],
      [...four, ...others],
      [...four, ...others, ...teacher],
      [...four, ...others, ...many],
    );
    expect(thin).toMatchObject({ nobody: [{ topic: 'Video' }], few: [] });
    expect(few).toMatchObject({ nobody: [], few: [{ topic: 'Video' }] });
    expect(gone).toMatchObject({ nobody: [], few: [], short: [] });
  });

  it('does not push out what stays', () => {
    const more = ['A', 'B', 'C'].flatMap((name) => wishers(5, name, name));
    const [, second] = weeks(five, [...four, ...more]);
    expect(second?.nobody).toEqual([{ topic: 'A' }, { topic: 'B' }, { topic: 'Video' }]);
  });

  it('is listed once, however often it is found anew, until four weeks are over', () => {
    const [first, second] = weeks(five, five);
    expect(second?.stays).toHaveLength(1);
    expect(second?.stays[0]?.until).toBe(first?.stays[0]?.until);
  });

  it('stays of a kind, too', () => {
    const nameless = wishers(5, 'x', '');
    const lists = weeks(nameless, nameless.slice(1)).map(({ nobody }) => nobody);
    expect(lists).toEqual([[{ kind: 'know-how' }], [{ kind: 'know-how' }]]);
  });

  it('decides the act as it is printed: with nothing listed there is something to thank for', () => {
    const fresh = offering(1, 'sql', 'SQL').map((one) => ({
      ...one,
      offers: [{ id: 'sql', name: 'SQL', fresh: true }],
    }));
    expect(digestOf(fresh, 30, about).suggestion).toBe('thank');
    expect(digestOf([...fresh, ...five], 30, about).suggestion).toBe('invite');
    expect(digestOf([], 30, about).suggestion).toBe('invite');
  });
});

describe('its text', () => {
  const text = (facts: readonly Facts[], roster: number, lang: 'en' | 'nl' = 'en') =>
    render(digestOf(facts, roster, about), wordsIn(lang), lang);
  const took = (count: number): Facts[] =>
    Array.from({ length: count }, (_, index) => ({
      counted: true,
      next: true,
      tookPart: true,
      helped: index % 2 === 0,
      soon: index % 4 === 0,
      met: index % 2 === 0,
      lessons: 0,
      posted: 0,
      offers: [],
      wishes: [],
    }));

  it('reads the same for none and for four', () => {
    expect(text(took(4), 30)).toEqual(text([], 30));
    expect(text(took(5), 30)).not.toEqual(text([], 30));
  });

  it('has five lines at most, in both languages', () => {
    fc.assert(
      fc.property(several, fc.nat({ max: 60 }), (facts, roster) => {
        for (const lang of ['en', 'nl'] as const) {
          const { lines } = text(facts, roster, lang);
          expect(lines.length).toBeLessThanOrEqual(5);
          expect(lines.every((line) => line !== '')).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('what counts', () => {
  const week = weekOf('2026-W47', 'Europe/Amsterdam');
  const quiet: History = {
    checkins: [],
    badges: [],
    posts: [],
    help: [],
    uses: [],
    lessons: [],
  };
  const nobody = () => false;
  const person = (profile: object, more: object = {}) => ({
    ...personOf(cast.alex.id, []),
    profile: profileSchema.parse({
      consent: { state: 'in', since: '2026-10-01T08:00:00Z' },
      homeTeam: { id: 'crew', since: '2026-11-16' },
      ...profile,
    }),
    teams: [{ id: 'crew', name: 'Crew', since: '2026-10-01' }],
    ...more,
  });
  const facts = (one: ReturnType<typeof person>, history: History = quiet, guest = false) =>
    factsOf(one, history, { team: 'crew' }, week, guest, nobody);

  it('counts people who said yes and whose home this was since Monday, and no guests', () => {
    expect(facts(person({})).counted).toBe(true);
    expect(facts(person({ homeTeam: { id: 'crew', since: '2026-11-17' } })).counted).toBe(false);
    expect(facts(person({ homeTeam: { id: 'other', since: '2026-10-01' } })).counted).toBe(false);
    expect(facts(person({ homeTeam: undefined })).counted).toBe(false);
    expect(facts(person({ consent: { state: 'unasked' } })).counted).toBe(false);
    expect(facts(person({}), quiet, true).counted).toBe(false);
    expect(facts(person({ homeTeam: { id: 'crew', since: '2026-11-23' } }))).toMatchObject({
      counted: false,
      next: true,
    });
    expect(facts(person({ homeTeam: { id: 'crew', since: '2026-11-24' } })).next).toBe(false);
  });

  it("goes by the week in the team's zone, to the second", () => {
    const checkin = (at: string): History => ({ ...quiet, checkins: [{ at, helped: true }] });
    const part = (at: string) => facts(person({}), checkin(at)).tookPart;
    expect(part('2026-11-15T22:59:59Z')).toBe(false);
    expect(part('2026-11-15T23:00:00Z')).toBe(true);
    expect(part('2026-11-22T22:59:59Z')).toBe(true);
    expect(part('2026-11-22T23:00:00Z')).toBe(false);
  });

  it('sees taking part in a badge, a share and a wish as well', () => {
    const at = '2026-11-18T09:00:00Z';
    expect(facts(person({}), { ...quiet, badges: [{ at }] }).tookPart).toBe(true);
    const skill = { id: 'x', name: 'X', kind: 'skill' as const, added: at };
    expect(facts(person({}, { wishes: [skill] })).tookPart).toBe(true);
    expect(facts(person({}, { shares: [{ ...skill, level: 'explain' }] })).tookPart).toBe(true);
    expect(facts(person({})).tookPart).toBe(false);
  });

  it('counts help by its asker, quick or not, and lessons in the home team alone', () => {
    const at = '2026-11-18T09:00:00Z';
    const help = (asked: boolean, soon: boolean) =>
      facts(person({}), { ...quiet, help: [{ at, asked, soon }] });
    expect(help(true, true)).toMatchObject({ tookPart: true, helped: true, soon: true });
    expect(help(true, false)).toMatchObject({ tookPart: true, helped: true, soon: false });
    // That somebody helped is told by whoever asked: it is nothing the helper did that week.
    expect(help(false, true)).toMatchObject({ tookPart: false, helped: false, soon: false });
    // Either of the two held a session.
    expect(help(true, false).met && help(false, false).met).toBe(true);
    expect(facts(person({})).met).toBe(false);
    const lessons = [{ at }, { at: '2026-11-10T09:00:00Z' }];
    expect(facts(person({}), { ...quiet, lessons }).lessons).toBe(1);
    const elsewhere = person({ homeTeam: { id: 'other', since: '2026-10-01' } });
    expect(facts(elsewhere, { ...quiet, lessons }).lessons).toBe(0);
  });

  it('takes wishes of the last four weeks, and no older ones', () => {
    const wish = (added: string) => ({ id: 'x', name: 'X', kind: 'skill' as const, added });
    const wishes = (added: string) => facts(person({}, { wishes: [wish(added)] })).wishes.length;
    expect(wishes('2026-10-26T09:00:00Z')).toBe(1);
    expect(wishes('2026-10-25T09:00:00Z')).toBe(0);
  });

  it("posts count in their own team's channel only", () => {
    const at = '2026-11-18T09:00:00Z';
    const posts = [
      { at, team: 'crew' },
      { at, team: 'other' },
    ];
    expect(facts(person({}), { ...quiet, posts }).posted).toBe(1);
  });

  it('leaves out topics that hold the name of somebody, whole', () => {
    const names = namesAny(['Megan Bowen', '']);
    expect(names('What megan bowen knows')).toBe(true);
    expect(names('Megan Bowenesque')).toBe(false);
    expect(names('Excel')).toBe(false);
  });
});
