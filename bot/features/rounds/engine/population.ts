import { z } from 'zod';

/** What a part of the population must be; a fault's sentence is made of it. */
const text = z.string('a text that is not empty').min(1, 'a text that is not empty');
const texts = (what: string) => z.array(text, `a list of ${what}`);
const whole = z.int('a whole number').min(0, 'a whole number, 0 or more');

/** Hours are counted on a circle of this many. */
export const day = 24;

/**
 * A person's working hours in UTC, from and until. They may pass 24 (or start below 0) and are
 * compared on a circle of 24 hours: 22–30 is from ten in the evening until six in the morning, and
 * has two hours in common with 4–12. Halves and quarters are fine.
 */
const hours = z
  .tuple([z.number('a number of hours'), z.number('a number of hours')], 'two hours: [from, until]')
  .refine(([from, until]) => from < until && until - from <= day, {
    error: 'two hours, the second after the first and at most 24 later (a night is [22, 30])',
  })
  .refine(([from, until]) => from >= -day && until <= 2 * day, {
    error: 'two hours between -24 and 48',
  });

const person = z.object(
  {
    id: text,
    /** Ids of skills this person can explain. */
    shares: texts('skills').default([]),
    /** Ids of skills this person asks for. */
    wishes: texts('skills').default([]),
    languages: texts('languages'),
    hoursUtc: hours,
    team: text.nullable().default(null),
    /** Never matched with each other: the input knows no allowance. May be somebody not here. */
    manager: text.nullable().default(null),
    /** Activities at once; 0 = not in this round. */
    slots: whole.default(1),
    /** Not in this round. */
    paused: z.boolean('true or false').default(false),
    /** May be asked to teach somebody who gives nothing back. */
    teachesWithoutReturn: z.boolean('true or false').default(false),
    /** Whoever blocked whom, the two are never matched. May name somebody not here. */
    blocked: texts('ids').default([]),
    /** Rounds in a row in which this person took part and learned nothing. */
    wait: whole.default(0),
  },
  'a person',
);

const settings = z.object(
  {
    /** Working hours, in all, that two people who meet have in common. */
    minOverlapHours: z.number('a number of hours').min(0, '0 or more').default(2),
    /** Whoever met 1 … this many rounds ago does not meet again; 0 = anybody may. */
    noRepeatRounds: whole.default(6),
  },
  'an object',
);

/**
 * Everybody who said yes to one round, as the matching command reads it: see
 * `docs/decisions` for the method and the issue's example for the shape. Fields it does not know
 * are left aside.
 */
const population = z.object(
  {
    /** Breaks the last ties; the same people and seed give the same round in any order. */
    seed: z.int('a whole number').default(1),
    settings: settings.default({ minOverlapHours: 2, noRepeatRounds: 6 }),
    people: z.array(person, 'a list of people'),
    /** Who met whom how many rounds ago (1 = the last round). */
    met: z
      .array(
        z.tuple([text, text, whole], 'two ids and how many rounds ago they met: ["p1", "p2", 3]'),
        'a list of meetings',
      )
      .default([]),
  },
  'an object with "people"',
);

export type Population = z.output<typeof population>;
export type Person = z.output<typeof person>;

export type Read =
  | { readonly ok: true; readonly population: Population }
  /** One sentence each, beginning with the JSON path of the fault. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads a population from parsed JSON; refuses with a sentence for each fault. */
export function readPopulation(value: unknown): Read {
  const read = population.safeParse(value);
  const faults = (read.error?.issues ?? []).map((issue) => sentence(value, issue));
  faults.push(...repeated(value));
  return read.success && faults.length === 0
    ? { ok: true, population: read.data }
    : { ok: false, faults };
}

/** Told with the other faults, so of people who were not read yet. */
function repeated(value: unknown): string[] {
  const people = (value as { readonly people?: unknown } | null)?.people;
  if (!Array.isArray(people)) return [];
  const first = new Map<string, number>();
  return people.flatMap((one: { readonly id?: unknown } | null, index) => {
    const id = one?.id;
    if (typeof id !== 'string' || id === '') return [];
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    return before === undefined
      ? []
      : [
          `people[${index}].id repeats people[${before}].id, ${shown(id)}: each person stands here once.`,
        ];
  });
}

function sentence(value: unknown, { path, message }: z.core.$ZodIssue): string {
  const found = path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
    value,
  );
  const where = pathOf(path);
  return found === undefined
    ? `${where} is missing: it must be ${message}.`
    : `${where} must be ${message}, not ${shown(found)}.`;
}

const plainKey = /^[A-Za-z_]\w*$/;

function pathOf(path: readonly PropertyKey[]): string {
  const joined = path
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      return plainKey.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
  return joined === '' ? 'The population' : joined.replace(/^\./, '');
}

const shownMax = 60;

function shown(found: unknown): string {
  const json = JSON.stringify(found);
  return json.length > shownMax ? `${json.slice(0, shownMax)}…` : json;
}
