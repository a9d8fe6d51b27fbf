import { type IsoWeek, weekBefore } from '#bot/core/time';
import type { Digest, Organisation, PrivateFigures } from '#bot/features/digest/record';
import { behindKey, everybody, type Year } from '#tests/long/digest-year';

/** One figure about people, as somebody who holds every digest has it. */
interface Published {
  readonly of: string;
  readonly week: string;
  readonly line: (typeof lines)[number];
  readonly value: number;
}

const lines = ['tookPart', 'helped', 'soon', 'sessions', 'used'] as const;

/** Whatever somebody who holds all digests, figures and roster sizes could learn of fewer than five. */
function leaks(year: Year): string[] {
  const found: string[] = [];
  const published = figuresOf(year);
  for (const { of, week, line, value } of published) {
    if (tells(value)) found.push(`${line} of ${of} in ${week} is ${value}`);
    if (value === 0) continue;
    const sizes =
      of === everybody
        ? [year.counted.get(week) ?? 0]
        : year.rosters
            .filter((roster) => roster.team === of && roster.week === week)
            .flatMap(({ monday, sunday }) => [monday, sunday]);
    for (const size of sizes) {
      if (size - value < 5) found.push(`${size - value} of ${of} are not in ${line} of ${week}`);
    }
  }
  // All weeks, teams and lines against each other, the organisation among them.
  const values = [...new Set(published.map(({ value }) => value))];
  for (const a of values) {
    for (const b of values) if (tells(a - b)) found.push(`${a} and ${b} differ by ${a - b}`);
  }
  for (const week of new Set(published.map((one) => one.week))) {
    for (const line of lines) {
      const sums = published.filter((one) => one.week === week && one.line === line);
      const all = sums.find(({ of }) => of === everybody)?.value ?? 0;
      const rest = sums.reduce(
        (left, one) => (one.of === everybody ? left : left - one.value),
        all,
      );
      if (tells(rest)) found.push(`the organisation without its teams is ${rest} in ${week}`);
    }
  }
  return [...found, ...namesIn(year), ...loneTopics(year), ...loneReasons(year)];
}

/** Neither nothing nor a group. */
const tells = (difference: number): boolean => difference !== 0 && Math.abs(difference) < 5;

function figuresOf({ digests, organisation }: Year): Published[] {
  const both = (of: string, week: string, figures: PrivateFigures): Published[] =>
    lines.map((line) => ({ of, week, line, value: figures[line] }));
  return [
    ...digests
      .filter(({ record }) => record.scope === 'team')
      .flatMap(({ team, record }) => both(team, record.week, record)),
    ...organisation.flatMap((record) => both(everybody, record.week, record)),
  ];
}

function namesIn({ digests, organisation, people }: Year): string[] {
  const text = JSON.stringify([digests, organisation]);
  return people.flatMap(({ id, name }) => [id, name].filter((mark) => text.includes(mark)));
}

const fourWeeksTo = (week: IsoWeek): IsoWeek[] => {
  const before = weekBefore(week);
  const earlier = weekBefore(before);
  return [week, before, earlier, weekBefore(earlier)];
};

function loneTopics({ digests, organisation, behind, unmet }: Year): string[] {
  const lone = (of: string, week: string, { nobody, few, short }: PrivateFigures): string[] =>
    [...nobody, ...few, ...short].flatMap((entry) => {
      if (!('topic' in entry)) return [];
      // A topic once listed stays four weeks, so that its going names nobody.
      const people = Math.max(
        ...fourWeeksTo(week)
          .map((one) => behindKey(of, one, entry.topic))
          .flatMap((key) => [behind.get(key) ?? 0, unmet.get(key) ?? 0]),
      );
      return people >= 5 ? [] : [`${people} stand behind ${entry.topic} of ${of} in ${week}`];
    });
  return [
    ...digests.flatMap(({ team, record }) =>
      lone(record.scope === 'team' ? team : everybody, record.week, record),
    ),
    ...organisation.flatMap((record) => lone(everybody, record.week, record)),
  ];
}

/** What was in the way, named though fewer than five of those counted said so last. */
function loneReasons({ digests, organisation, ways, rosters, counted }: Year): string[] {
  const lone = (of: string, { week, inTheWay }: { week: string } & PrivateFigures): string[] =>
    inTheWay.flatMap((reason) => {
      const people = ways.get(behindKey(of, week, reason)) ?? 0;
      return people >= 5 ? [] : [`${people} of ${of} named ${reason} in ${week}`];
    });
  // Answers to one question are one set: together they leave five of the roster out.
  const crowded = (size: number, { week, used, inTheWay }: Digest | Organisation): string[] => {
    const told = used + 5 * inTheWay.length;
    return told === 0 || size - told >= 5 ? [] : [`${size - told} said nothing in ${week}`];
  };
  return [
    ...digests.flatMap(({ team, record }) =>
      record.scope === 'team'
        ? rosters
            .filter((roster) => roster.team === team && roster.week === record.week)
            .flatMap(({ monday, sunday }) => crowded(Math.min(monday, sunday), record))
        : [],
    ),
    ...organisation.flatMap((record) => crowded(counted.get(record.week) ?? 0, record)),
    ...digests.flatMap(({ team, record }) => (record.scope === 'team' ? lone(team, record) : [])),
    ...organisation.flatMap((record) => lone(everybody, record)),
  ];
}

type Floor = typeof import('#bot/core/floor');
type Record = typeof import('#bot/features/digest/record');

/** The same year, lived with another floor. */
async function yearWith(broken: (floor: Floor) => Partial<Floor>, seed: number): Promise<Year> {
  let year: Year | undefined;
  await jest.isolateModulesAsync(async () => {
    const floor = jest.requireActual<Floor>('#bot/core/floor');
    jest.doMock('#bot/core/floor', () => ({ ...floor, ...broken(floor) }));
    const record = jest.requireActual<Record>('#bot/features/digest/record');
    // The record itself refuses what is no multiple of five: out of the way, to see the attack work.
    const any = record.digestSchema.shape.badges;
    const loose = { tookPart: any, helped: any, soon: any, sessions: any, used: any };
    jest.doMock('#bot/features/digest/record', () => ({
      ...record,
      digestSchema: record.digestSchema.extend(loose),
      organisationSchema: record.organisationSchema.extend(loose),
    }));
    const { simulateYear } = await import('#tests/long/digest-year');
    year = await simulateYear(seed, 20);
  });
  jest.dontMock('#bot/core/floor');
  jest.dontMock('#bot/features/digest/record');
  return year as Year;
}

describe('somebody who holds every digest of a year', () => {
  it.each([1, 20_261_123])(
    'learns nothing about fewer than five people (year %i)',
    async (seed) => {
      const { simulateYear } = await import('#tests/long/digest-year');
      const year = await simulateYear(seed);
      expect(year.digests).toHaveLength(52 * 11);
      expect(year.organisation).toHaveLength(52);
      // The year is worth attacking: figures and topics there are, teams large and small.
      const published = figuresOf(year);
      expect(new Set(published.map(({ value }) => value)).size).toBeGreaterThan(8);
      expect(year.digests.filter(({ record }) => record.nobody.length > 0).length).toBeGreaterThan(
        20,
      );
      const { organisation } = year;
      const told = (['nobody', 'few', 'short'] as const).map(
        (list) => organisation.filter((record) => record[list].length > 0).length,
      );
      expect(Math.min(...told)).toBeGreaterThan(3);
      expect(new Set(year.digests.map(({ record }) => record.scope))).toEqual(
        new Set(['team', 'organisation']),
      );
      // Some say what was in the way, often enough to be told of.
      expect(organisation.filter(({ inTheWay }) => inTheWay.length > 0).length).toBeGreaterThan(3);
      expect(published.some(({ line, value }) => line === 'used' && value > 5)).toBe(true);
      expect(leaks(year)).toEqual([]);
    },
    90_000,
  );

  it.each<[string, RegExp, (floor: Floor) => Partial<Floor>]>([
    [
      'people were simply counted',
      /tookPart of team-\d+ in .* is [1-4]$/,
      () => ({
        shown: (people) => people,
      }),
    ],
    [
      'the rest of the roster were forgotten',
      /^[0-4] of .* are not in/,
      () => ({
        shown: (people) => 5 * Math.floor(people / 5),
      }),
    ],
    [
      'figures were only hidden below five',
      /differ by -?[1-4]$/,
      () => ({
        shown: (people, roster) => (people < 5 || roster - people < 5 ? 0 : people),
      }),
    ],
    [
      'topics were listed whoever stands behind them',
      /stand behind/,
      () => ({
        listed: (topics) => topics.slice(0, 3).map(({ name }) => ({ topic: name })),
      }),
    ],
  ])(
    'would learn something if %s',
    async (_, what, broken) => {
      const found = leaks(await yearWith(broken, 3));
      expect(found.some((leak) => what.test(leak))).toBe(true);
    },
    90_000,
  );
});
