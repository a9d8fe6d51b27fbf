import { type Behind, isSmall, type Listed, listed, listedMax, shown } from '#bot/core/floor';
import { groupFloor, type Kind, type Supply, supplyOf } from '#bot/core/learning';
import type { IsoWeek } from '#bot/core/time';
import type { Facts, Shortage } from '#bot/features/digest/facts';
import type { Digest, PrivateFigures } from '#bot/features/digest/record';

/** What a tally comes to. */
export interface Figures {
  readonly badges: number;
  readonly lessons: number;
  readonly topics: Digest['topics'];
  readonly people: PrivateFigures;
  /** Everything on offer, by skill. */
  readonly supply: ReadonlyMap<string, { readonly topic: string; readonly supply: Supply }>;
}

export interface Tally {
  /** People added who counted. */
  counted(): number;
  add(facts: Facts): void;
  /** @param shortages of rounds that the same people took part in, one entry a skill */
  figures(roster: number, shortages?: readonly Shortage[]): Figures;
}

interface Offered {
  readonly name: string;
  readonly people: number;
  readonly fresh: boolean;
}
interface Wished {
  readonly name: string;
  readonly people: { readonly who: number; readonly kind: Kind }[];
}

/** Stands for the people behind a shortage: as many as are needed to speak of it, and nobody. */
const several: Behind['people'] = Array.from({ length: groupFloor }, (_, index) => ({
  who: -1 - index,
  kind: 'skill',
}));

/**
 * Adds people up one at a time, in any order. What it holds grows with the topics, never with the
 * people: of those behind a topic it keeps five at most, as numbers.
 */
export function tally(): Tally {
  const offered = new Map<string, Offered>();
  const wished = new Map<string, Wished>();
  let who = 0;
  let badges = 0;
  let lessons = 0;
  let tookPart = 0;
  let helped = 0;
  let soon = 0;
  let met = 0;
  return {
    counted: () => who,
    add(facts) {
      badges += facts.posted;
      lessons += facts.lessons;
      for (const { id, name, fresh } of facts.offers) {
        const before = offered.get(id);
        offered.set(id, {
          name: first(before?.name, name),
          people: (before?.people ?? 0) + 1,
          fresh: fresh || before?.fresh === true,
        });
      }
      if (!facts.counted) return;
      who += 1;
      if (facts.tookPart) tookPart += 1;
      if (facts.helped) helped += 1;
      if (facts.soon) soon += 1;
      if (facts.met) met += 1;
      for (const { id, name, kind } of facts.wishes) {
        const before = wished.get(id);
        const people = before?.people ?? [];
        if (people.length < groupFloor) people.push({ who, kind });
        wished.set(id, { name: first(before?.name, name), people });
      }
    },
    figures(roster, shortages = []) {
      const supplied = (id: string): Supply => supplyOf(offered.get(id)?.people ?? 0);
      const lacking = new Map(
        shortages
          .filter(({ people }) => shown(people, roster) > 0)
          .map(({ skill, name }): [string, Behind] => [
            skill,
            { name: wished.get(skill)?.name ?? name, people: several },
          ]),
      );
      const wanted = (supply: Supply, topics: ReadonlyMap<string, Behind>): Listed[] =>
        listed(
          [...topics].filter(([id]) => supplied(id) === supply).map(([, topic]) => topic),
          roster,
        );
      const known = new Map<string, Behind>([...wished, ...lacking]);
      const nobody = wanted('nobody', known);
      const few = wanted('few', known).slice(0, listedMax - nobody.length);
      // What many offer is worth a word only where a round found that they are too few.
      const short = wanted('many', lacking).slice(0, listedMax - nobody.length - few.length);
      const fresh = [...offered.values()].filter((topic) => topic.fresh).map(({ name }) => name);
      return {
        badges,
        lessons,
        topics: { count: fresh.length, names: fresh.sort(byName).slice(0, listedMax) },
        people: {
          tookPart: shown(tookPart, roster),
          helped: shown(helped, roster),
          soon: shown(soon, roster),
          sessions: shown(met, roster),
          nobody,
          few,
          short,
        },
        supply: new Map(
          [...offered].map(([id, { name }]) => [id, { topic: name, supply: supplied(id) }]),
        ),
      };
    },
  };
}

/** Of two spellings the same one, whoever comes first. */
const first = (known: string | undefined, name: string): string =>
  known === undefined || name < known ? name : known;

const byName = (a: string, b: string): number => a.localeCompare(b, 'en') || (a < b ? -1 : 1);

/** Nothing is said of people. */
export const hidden: PrivateFigures = {
  tookPart: 0,
  helped: 0,
  soon: 0,
  sessions: 0,
  nobody: [],
  few: [],
  short: [],
};

const chartWeeks = 8;
/** Topics listed as on offer; a row of the table holds only so much. */
const supplyMax = 60;

/**
 * A week's digest from what its people did, in any order.
 * @param roster the smaller of Monday's and Sunday's size, guests left out
 * @param before the team's frozen digests of earlier weeks, oldest first
 * @param organisation figures that stand in for those of a small team
 */
export function digestOf(
  facts: readonly Facts[],
  roster: number,
  about: {
    readonly week: IsoWeek;
    readonly team: string;
    readonly before: readonly Pick<Digest, 'week' | 'badges' | 'topics'>[];
    readonly organisation: PrivateFigures | undefined;
  },
): Digest {
  const { badges, lessons, topics, people, supply } = figures(facts, roster);
  const small = isSmall(roster);
  const { tookPart, helped, soon, sessions, nobody, few, short } = small
    ? (about.organisation ?? hidden)
    : people;
  return {
    v: 1,
    week: about.week,
    team: about.team,
    badges,
    lessons,
    topics,
    scope: small ? 'organisation' : 'team',
    tookPart,
    helped,
    soon,
    sessions,
    nobody,
    few,
    short,
    chart: [...about.before, { week: about.week, badges, topics }]
      .slice(-chartWeeks)
      .map((one) => ({ week: one.week, value: one.badges + one.topics.count })),
    // Something new to offer is what is missing; else there is something to be thankful for.
    suggestion: topics.count === 0 || nobody.length > 0 ? 'invite' : 'thank',
    supply: [...supply.values()].sort((a, b) => byName(a.topic, b.topic)).slice(0, supplyMax),
  };
}

/** All of a roster at once; see `tally`. */
export function figures(facts: readonly Facts[], roster: number): Figures {
  const sum = tally();
  for (const one of facts) sum.add(one);
  return sum.figures(roster);
}
