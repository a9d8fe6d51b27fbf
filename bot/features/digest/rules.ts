import {
  type Behind,
  inOrder,
  isSmall,
  type Listed,
  listed,
  listedMax,
  shown,
  shownTogether,
} from '#bot/core/floor';
import { groupFloor, type Kind, type Supply, supplyOf } from '#bot/core/learning';
import { addDays, type IsoWeek, mondayOf, weekOfDay } from '#bot/core/time';
import type { Facts, Shortage } from '#bot/features/digest/facts';
import type { Digest, PrivateFigures, Stay } from '#bot/features/digest/record';
import { type Reason, reasons } from '#bot/records/learnt';

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
  /** @param roster people counted, those who did nothing too */
  figures(roster: number, about: About): Figures;
}

interface About {
  readonly week: IsoWeek;
  /** Of rounds that the same people took part in, one entry a skill. */
  readonly shortages?: readonly Shortage[];
  /** What the last figures of the same people said of how long their lists stay. */
  readonly stays?: readonly Stay[];
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
  const uses = new Map<'used' | Reason, number>();
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
      if (facts.use !== undefined) uses.set(facts.use, (uses.get(facts.use) ?? 0) + 1);
      for (const { id, name, kind } of facts.wishes) {
        const before = wished.get(id);
        const people = before?.people ?? [];
        if (people.length < groupFloor) people.push({ who, kind });
        wished.set(id, { name: first(before?.name, name), people });
      }
    },
    figures(roster, { week, shortages = [], stays = [] }) {
      const supplied = (id: string): Supply => supplyOf(offered.get(id)?.people ?? 0);
      const kept = staying(week, stays, supplied);
      const isKept = (id: string): boolean => kept.some(({ skill }) => skill === id);
      // Where no list has it, those who offer it have named it in public.
      const named = (id: string, { name, people }: Behind): Behind => ({
        name: name || (offered.get(id)?.name ?? ''),
        people,
      });
      const lacking = shortages
        .filter(({ people }) => shown(people, roster) > 0)
        .map(({ skill, name }): [string, Behind] => [
          skill,
          named(skill, { name, people: several }),
        ])
        // Who stands behind it is not known here, so nothing but its name can be told.
        .filter(([, { name }]) => name !== '');
      const known = new Map([
        ...[...wished].map(([id, topic]): [string, Behind] => [id, named(id, topic)]),
        ...lacking,
      ]);
      const wanted = (
        list: Stay['list'],
        supply: Supply,
        topics: ReadonlyMap<string, Behind>,
      ): Standing[] => {
        // What stays is named already: whoever stands behind it is behind no kind as well.
        const here = [...topics].filter(([id]) => supplied(id) === supply && !isKept(id));
        const entries = listed(
          here.map(([, topic]) => topic),
          roster,
        );
        return entries.map((entry) => {
          const skill =
            'topic' in entry ? here.find(([, { name }]) => name === entry.topic)?.[0] : undefined;
          return { list, entry, ...(skill === undefined ? {} : { skill }) };
        });
      };
      const lists = listsOf(week, kept, [
        ...wanted('nobody', 'nobody', known),
        ...wanted('few', 'few', known),
        // What many offer is worth a word only where a round found that they are too few.
        ...wanted('short', 'many', new Map(lacking)),
      ]);
      const [used = 0, ...ways] = shownTogether(
        (['used', ...reasons] as const).map((one) => uses.get(one) ?? 0),
        roster,
      );
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
          used,
          inTheWay: reasons.filter((_, index) => (ways[index] ?? 0) > 0),
          ...lists,
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
  used: 0,
  inTheWay: [],
  nobody: [],
  few: [],
  short: [],
  stays: [],
};

type Standing = Omit<Stay, 'until'>;

/** Weeks that an entry stays once it is listed, the first one too. */
const stayWeeks = 4;

/**
 * What was listed before and stays. A topic moves with what is on offer, which is public, and goes
 * when enough offer it.
 */
const staying = (
  week: IsoWeek,
  stays: readonly Stay[],
  supplied: (skill: string) => Supply,
): Stay[] =>
  stays
    .filter(({ until }) => until >= week)
    .flatMap((stay): Stay[] => {
      if (stay.skill === undefined) return [stay];
      const supply = supplied(stay.skill);
      if (supply !== 'many') return [{ ...stay, list: supply }];
      return stay.list === 'short' ? [stay] : [];
    });

/** The lists: what stays, then what is found now, three entries in all. */
function listsOf(
  week: IsoWeek,
  kept: readonly Stay[],
  found: readonly Standing[],
): Pick<PrivateFigures, 'nobody' | 'few' | 'short' | 'stays'> {
  const until = weekOfDay(addDays(mondayOf(week), 7 * (stayWeeks - 1)));
  const same = ({ list, entry }: Standing) => JSON.stringify([list, entry]);
  const before = new Set(kept.map(same));
  const stays = [
    ...kept,
    ...found.filter((one) => !before.has(same(one))).map((one): Stay => ({ ...one, until })),
  ].slice(0, listedMax);
  const on = (list: Stay['list']): Listed[] =>
    inOrder(stays.filter((one) => one.list === list).map(({ entry }) => entry));
  return { nobody: on('nobody'), few: on('few'), short: on('short'), stays };
}

const chartWeeks = 8;
/** Topics listed as on offer; a row of the table holds only so much. */
const supplyMax = 60;

/**
 * A week's digest from what its people did, in any order.
 * @param roster the smaller of Monday's and Sunday's number of people counted
 * @param before the team's frozen digests of earlier weeks, oldest first
 * @param organisation figures that stand in for those of a small team
 */
export function digestOf(
  facts: readonly Facts[],
  roster: number,
  about: {
    readonly week: IsoWeek;
    readonly team: string;
    readonly before: readonly Pick<Digest, 'week' | 'tookPart' | 'scope' | 'stays'>[];
    readonly organisation: PrivateFigures | undefined;
    /** The team was invited to share in that week. */
    readonly invited?: boolean;
  },
): Digest {
  const { week } = about;
  const stays = about.before.findLast(({ scope }) => scope === 'team')?.stays ?? [];
  const { badges, lessons, topics, people, supply } = figures(facts, roster, { week, stays });
  const small = isSmall(roster);
  const scope = small ? 'organisation' : 'team';
  const { tookPart, helped, soon, sessions, used, inTheWay, nobody, few, short } = small
    ? (about.organisation ?? hidden)
    : people;
  return {
    v: 1,
    week,
    team: about.team,
    badges,
    lessons,
    topics,
    ...(about.invited === true ? { invited: true } : {}),
    scope,
    tookPart,
    helped,
    soon,
    sessions,
    used,
    inTheWay: [...inTheWay],
    nobody,
    few,
    short,
    // The organisation's own record says how long its lists stay.
    stays: small ? [] : people.stays,
    people: [...about.before.filter((one) => one.scope === scope), { week, tookPart }]
      .slice(-chartWeeks)
      .map((one) => ({ week: one.week, value: one.tookPart })),
    // Something new to offer is what is missing; else there is something to be thankful for.
    suggestion: topics.count === 0 || nobody.length > 0 ? 'invite' : 'thank',
    supply: [...supply.values()].sort((a, b) => byName(a.topic, b.topic)).slice(0, supplyMax),
  };
}

/**
 * Whether a digest is worth a card: its people did something, or something is looked for that the
 * digest before did not name. Decided by what it prints, so that no card tells no more than the tab.
 */
export function isNews(digest: Digest, before: Digest | undefined): boolean {
  const { badges, lessons, topics, scope, tookPart, helped, sessions, used } = digest;
  const own = scope === 'team' ? tookPart + helped + sessions + used : 0;
  if (badges + lessons + topics.count + own > 0) return true;
  const wanted = ({ nobody, few, short }: Digest): string[] =>
    [nobody, few, short].flatMap((list, at) => list.map((entry) => JSON.stringify([at, entry])));
  const known = new Set(before === undefined ? [] : wanted(before));
  return wanted(digest).some((entry) => !known.has(entry));
}

/** All of a roster at once; see `tally`. */
export function figures(facts: readonly Facts[], roster: number, about: About): Figures {
  const sum = tally();
  for (const one of facts) sum.add(one);
  return sum.figures(roster, about);
}
