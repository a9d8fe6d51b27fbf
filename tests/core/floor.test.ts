import { type Behind, isSmall, listed, listedMax, shown } from '#bot/core/floor';
import { kinds } from '#bot/core/learning';
import fc from '#tests/property';

const people = fc.nat({ max: 400 });
const roster = fc.nat({ max: 400 });

describe('the rule of five', () => {
  it.each([
    [0, 40, 0],
    [4, 40, 0],
    [5, 40, 5],
    [9, 40, 5],
    [10, 40, 10],
    [12, 12, 5],
    [9, 9, 0],
    [10, 10, 5],
    [14, 14, 5],
    [15, 15, 10],
    [5, 9, 0],
    [0, 0, 0],
    [3, 2, 0],
  ])('shows %i of %i as %i', (some, all, figure) => {
    expect(shown(some, all)).toBe(figure);
  });

  it('shows multiples of five only: 0 or at least five, never more than there are', () => {
    fc.assert(
      fc.property(people, roster, (some, all) => {
        const figure = shown(some, all);
        expect(figure % 5).toBe(0);
        expect(figure === 0 || figure >= 5).toBe(true);
        expect(figure).toBeLessThanOrEqual(some);
      }),
    );
  });

  it('leaves at least five others whenever a figure is shown', () => {
    fc.assert(
      fc.property(people, roster, (some, all) => {
        const figure = shown(some, all);
        if (figure > 0) expect(all - figure).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  it('lets no difference of two figures be smaller than five', () => {
    fc.assert(
      fc.property(people, roster, people, roster, (a, all, b, others) => {
        const difference = Math.abs(shown(a, all) - shown(b, others));
        expect(difference === 0 || difference >= 5).toBe(true);
      }),
    );
  });

  it('never falls when more people do something', () => {
    fc.assert(
      fc.property(people, roster, (some, all) => {
        expect(shown(some + 1, all)).toBeGreaterThanOrEqual(shown(some, all));
      }),
    );
  });

  it('shows nothing of a roster under ten, and only then nothing at all', () => {
    fc.assert(
      fc.property(people, roster, (some, all) => {
        expect(isSmall(all)).toBe(all < 10);
        if (isSmall(all)) expect(shown(some, all)).toBe(0);
      }),
    );
  });
});

const behind = (name: string, count: number, kind: (typeof kinds)[number] = 'skill', from = 0) => ({
  name,
  people: Array.from({ length: count }, (_, index) => ({ who: from + index, kind })),
});

const someTopics: fc.Arbitrary<Behind[]> = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[A-Za-zé ]{1,8}$/),
    people: fc.uniqueArray(
      fc.record({ who: fc.nat({ max: 20 }), kind: fc.constantFrom(...kinds) }),
      { maxLength: 9, selector: ({ who }) => who },
    ),
  }),
  { maxLength: 12, selector: ({ name }) => name },
);

describe('private topics', () => {
  it('are listed by name from five people on, alphabetically, three at most', () => {
    const topics = ['Video', 'Excel', 'Éclairs', 'Dutch', 'SQL'].map((name) => behind(name, 5));
    expect(listed(topics, 30)).toEqual([
      { topic: 'Dutch' },
      { topic: 'Éclairs' },
      { topic: 'Excel' },
    ]);
  });

  it('are only a kind when fewer stand behind each, but five behind the kind', () => {
    const topics = [behind('A', 3, 'soft-skill', 0), behind('B', 3, 'soft-skill', 2)];
    expect(listed(topics, 30)).toEqual([{ kind: 'soft-skill' }]);
    // Nearly everything is a skill: that says nothing.
    const plain = [behind('A', 3, 'skill', 0), behind('B', 3, 'skill', 2)];
    expect(listed(plain, 30)).toEqual([]);
  });

  it('are nothing when the same four stand behind many of them', () => {
    const topics = ['A', 'B', 'C'].map((name) => behind(name, 4));
    expect(listed(topics, 30)).toEqual([]);
  });

  it('are nothing in a small roster', () => {
    expect(listed([behind('A', 5)], 9)).toEqual([]);
  });

  it('name a topic or a kind only when five or more distinct people stand behind it', () => {
    fc.assert(
      fc.property(someTopics, roster, (topics, all) => {
        const distinct = (some: Behind['people']) => new Set(some.map(({ who }) => who)).size;
        const entries = listed(topics, all);
        expect(entries.length).toBeLessThanOrEqual(listedMax);
        for (const entry of entries) {
          const some =
            'topic' in entry
              ? (topics.find(({ name }) => name === entry.topic)?.people ?? [])
              : topics
                  .filter((topic) => distinct(topic.people) < 5)
                  .flatMap((topic) => topic.people.filter(({ kind }) => kind === entry.kind));
          expect(distinct(some)).toBeGreaterThanOrEqual(5);
        }
      }),
    );
  });

  it('come out the same in whatever order they are given', () => {
    fc.assert(
      fc.property(someTopics, roster, (topics, all) => {
        const turned = topics
          .map(({ name, people: some }) => ({ name, people: [...some].reverse() }))
          .reverse();
        expect(listed(turned, all)).toEqual(listed(topics, all));
      }),
    );
  });
});
