import { hoursInCommon } from '#bot/features/rounds/engine/hours';
import { matchRound, readPopulation } from '#bot/features/rounds/engine/index';
import { sentences } from '#bot/features/rounds/engine/sentences';
import { hoursOfTwo } from '#tests/features/rounds/engine/checker';
import { populationOf } from '#tests/features/rounds/engine/populations';
import fc from '#tests/property';

const ann = { id: 'ann', languages: ['en'], hoursUtc: [8, 16] };

const faults = (value: unknown): readonly string[] => {
  const read = readPopulation(value);
  return read.ok ? [] : read.faults;
};

test('what a person leaves out has a sensible default', () => {
  expect(populationOf({ people: [ann] })).toEqual({
    seed: 1,
    settings: { minOverlapHours: 2, noRepeatRounds: 6 },
    people: [
      {
        ...ann,
        shares: [],
        wishes: [],
        team: null,
        manager: null,
        slots: 1,
        paused: false,
        teachesWithoutReturn: false,
        blocked: [],
        wait: 0,
      },
    ],
    met: [],
  });
});

test.each([
  [[], 'The population must be an object with "people", not [].'],
  [{}, 'people is missing: it must be a list of people.'],
  [
    { people: [ann, ann] },
    'people[1].id repeats people[0].id, "ann": each person stands here once.',
  ],
  [
    { people: [{ ...ann, slots: -1 }] },
    'people[0].slots must be a whole number, 0 or more, not -1.',
  ],
  [
    { people: [{ ...ann, hoursUtc: [16, 8] }] },
    'people[0].hoursUtc must be two hours, the second after the first and at most 24 later (a night is [22, 30]), not [16,8].',
  ],
  [
    { people: [{ ...ann, wishes: ['go', 7] }] },
    'people[0].wishes[1] must be a text that is not empty, not 7.',
  ],
  [
    { people: [ann], met: [['ann']] },
    'met[0] must be two ids and how many rounds ago they met: ["p1", "p2", 3], not ["ann"].',
  ],
])('a fault is one sentence that begins with its path: %j', (value, sentence) => {
  expect(faults(value)).toEqual([sentence]);
});

test('every fault is told, not only the first', () => {
  const people = [
    { ...ann, hoursUtc: [8, 33] },
    { id: '', languages: 'en', hoursUtc: [8] },
    { ...ann, wait: 1.5 },
    null,
  ];
  expect(faults({ seed: 'x', settings: { minOverlapHours: -1 }, people, met: {} })).toEqual([
    'seed must be a whole number, not "x".',
    'settings.minOverlapHours must be 0 or more, not -1.',
    'people[0].hoursUtc must be two hours, the second after the first and at most 24 later (a night is [22, 30]), not [8,33].',
    'people[1].id must be a text that is not empty, not "".',
    'people[1].languages must be a list of languages, not "en".',
    'people[1].hoursUtc must be two hours: [from, until], not [8].',
    'people[2].wait must be a whole number, not 1.5.',
    'people[3] must be a person, not null.',
    'met must be a list of meetings, not {}.',
    'people[2].id repeats people[0].id, "ann": each person stands here once.',
  ]);
});

test('fields nobody knows are left aside, and nobody at all is a round of nothing', () => {
  const read = populationOf({ people: [], note: 'made by hand' });
  expect(matchRound(read)).toEqual({
    activities: [],
    unmatched: [],
    shortages: [],
    figures: { served: 0, bound: 0 },
  });
});

test('ids of people who are not there are no fault: they may have left', () => {
  const gone = { ...ann, manager: 'gone', blocked: ['gone'] };
  expect(faults({ people: [gone], met: [['ann', 'gone', 1]] })).toEqual([]);
});

test('hours in common are those of a circle of 24 hours', () => {
  const hours = fc
    .record({ from: fc.integer({ min: -48, max: 96 }), length: fc.integer({ min: 1, max: 96 }) })
    .map(({ from, length }): [number, number] => [from / 4, (from + length) / 4]);
  fc.assert(
    fc.property(hours, hours, (one, other) => {
      const [a, b] = populationOf({
        people: [
          { ...ann, hoursUtc: one },
          { ...ann, id: 'bob', hoursUtc: other },
        ],
      }).people;
      if (a === undefined || b === undefined) throw new Error('two people were read');
      expect(hoursInCommon(one, other)).toBe(hoursOfTwo(a, b));
    }),
  );
});

const bo = {
  id: 'bo',
  shares: ['dutch'],
  wishes: ['excel'],
  languages: ['en'],
  hoursUtc: [20, 28],
  team: 't2',
  wait: 3,
};
const cy = {
  id: 'cy',
  shares: ['excel'],
  wishes: ['dutch'],
  languages: ['nl', 'en'],
  hoursUtc: [2, 10],
  team: 't1',
};

test('a match says who asked for what since when, when both are free and whether they met', () => {
  const round = matchRound(populationOf({ people: [bo, cy], met: [['bo', 'cy', 7]] }));
  expect(round.activities.map(({ kind }) => kind)).toEqual(['swap']);
  expect(new Set(round.activities.flatMap(({ reasons }) => sentences(reasons)))).toEqual(
    new Set([
      'bo asked for excel, for 3 rounds; cy shares it.',
      'cy asked for dutch; bo shares it.',
      expect.stringMatching(/^(bo and cy|cy and bo) are both free 2–4 UTC\.$/),
      expect.stringMatching(/ both speak en\.$/),
      expect.stringMatching(/ last met 7 rounds ago\.$/),
      expect.stringMatching(/ are of different teams\.$/),
    ]),
  );
});

test('two who met lately are not put together while somebody else can help, nor when nobody can', () => {
  const di = { ...cy, id: 'di' };
  const two = populationOf({ people: [bo, cy, di], met: [['bo', 'cy', 1]] });
  expect(
    matchRound(two)
      .activities[0]?.arcs.map(({ teacher }) => teacher)
      .sort(),
  ).toEqual(['bo', 'di']);
  const one = populationOf({ people: [bo, cy], met: [['bo', 'cy', 6]] });
  expect(matchRound(one).unmatched).toEqual([
    { id: 'bo', why: 'only-met-recently' },
    { id: 'cy', why: 'only-met-recently' },
  ]);
});

test('of two who can help equally well it is the one they never met, however long ago the other', () => {
  const swappers = fc.record({
    seed: fc.integer(),
    team: fc.constantFrom(null, 't1', 't2'),
    ago: fc.integer({ min: 7, max: 30 }),
    first: fc.boolean(),
  });
  fc.assert(
    fc.property(swappers, ({ seed, team, ago, first }) => {
      const known = { ...cy, team };
      const fresh = { ...known, id: first ? 'a' : 'z' };
      const people = [bo, known, fresh];
      const round = matchRound(populationOf({ seed, people, met: [['cy', 'bo', ago]] }));
      expect(round.activities.map(({ arcs }) => arcs.map(({ teacher }) => teacher).sort())).toEqual(
        [['bo', fresh.id].sort()],
      );
      // Nobody else is there: then they meet again.
      const again = matchRound(
        populationOf({ seed, people: [bo, known], met: [['bo', 'cy', ago]] }),
      );
      expect(again.figures.served).toBe(2);
    }),
    { numRuns: 50 },
  );
});

test('a willing teacher with two slots takes two learners', () => {
  const teacher = { ...cy, wishes: [], slots: 2, teachesWithoutReturn: true };
  const learners = ['l1', 'l2', 'l3'].map((id) => ({ ...bo, id, shares: [], wait: 0 }));
  const round = matchRound(populationOf({ people: [teacher, ...learners] }));
  expect(round.figures).toEqual({ served: 2, bound: 2 });
  expect(round.unmatched).toEqual([{ id: expect.any(String), why: 'all-full' }]);
  expect(round.shortages).toEqual([{ skill: 'excel', missing: 1 }]);
});

test('who waited longest learns, even in place of two', () => {
  const teacher = { ...cy, wishes: ['piano'], slots: 1, teachesWithoutReturn: true };
  const pianist = { ...cy, id: 'pi', shares: ['piano'], wishes: ['excel'] };
  const waiting = { ...bo, shares: [], wait: 2 };
  const round = matchRound(populationOf({ people: [teacher, pianist, waiting] }));
  expect(round.activities.map(({ arcs }) => arcs)).toEqual([
    [{ teacher: 'cy', learner: 'bo', skill: 'excel' }],
  ]);
});
