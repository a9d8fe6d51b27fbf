import { isSmall, type Listed, listed, listedMax, shown } from '#bot/core/floor';
import { groupFloor, type Kind, type Supply, supplyOf } from '#bot/core/learning';
import { addDays, type Day, type IsoWeek, instantAt, mondayOf } from '#bot/core/time';
import type { Digest, PrivateFigures } from '#bot/features/digest/record';
import type { Person } from '#bot/records/person';

/** What of a person's history counts; no id, no text. */
export interface History {
  readonly checkins: readonly { readonly at: string; readonly helped: boolean }[];
  /** Badges given and received. */
  readonly badges: readonly { readonly at: string }[];
  /** Badges given that stand in a team's channel. */
  readonly posts: readonly { readonly at: string; readonly team: string }[];
}

/** What one person did, cut down to what counts. It names nobody. */
export interface Facts {
  /** No guest, and on the roster since the week's Monday or before. */
  readonly stayed: boolean;
  /** Said yes, no guest, and this was their home team for the whole week. */
  readonly counted: boolean;
  readonly tookPart: boolean;
  readonly helped: boolean;
  /** Badges posted in this team's channel. */
  readonly posted: number;
  readonly offers: readonly {
    readonly id: string;
    readonly name: string;
    readonly fresh: boolean;
  }[];
  /** Wishes of the last four weeks. */
  readonly wishes: readonly { readonly id: string; readonly name: string; readonly kind: Kind }[];
}

/** A week's bounds in a zone, in milliseconds; `recent` is when the four weeks of topics begin. */
export interface Week {
  readonly week: IsoWeek;
  readonly monday: Day;
  readonly recent: number;
  readonly from: number;
  readonly to: number;
}

export function weekOf(week: IsoWeek, zone: string): Week {
  const monday = mondayOf(week);
  const start = (days: number): number =>
    instantAt(addDays(monday, days), '00:00', zone).epochMilliseconds;
  return { week, monday, recent: start(-21), from: start(0), to: start(7) };
}

/** Whose figures: one team's, or everybody's. */
export type Scope = { readonly team: string } | 'organisation';

/**
 * @param guest a guest is in no figure
 * @param hides topics that are left out, since they name somebody
 */
export function factsOf(
  { profile, shares, wishes, teams }: Person,
  history: History,
  scope: Scope,
  { monday, recent, from, to }: Week,
  guest: boolean,
  hides: (topic: string) => boolean,
): Facts {
  const during = (since: number) => (one: { at: string }) => {
    const at = Date.parse(one.at);
    return at >= since && at < to;
  };
  const thisWeek = during(from);
  const team = scope === 'organisation' ? profile.homeTeam?.id : scope.team;
  const yes = profile.consent.state === 'in' && !guest;
  const { homeTeam } = profile;
  const home = homeTeam !== undefined && homeTeam.id === team && homeTeam.since <= monday;
  const added = [...shares, ...wishes].map((skill) => ({ at: skill.added }));
  const checkins = history.checkins.filter(thisWeek);
  const open = <S extends { readonly name: string }>(skills: readonly S[]): S[] =>
    skills.filter(({ name }) => !hides(name));
  return {
    stayed: !guest && teams.some(({ id, since }) => id === team && since <= monday),
    counted: yes && home,
    tookPart: checkins.length > 0 || [...history.badges, ...added].some(thisWeek),
    helped: checkins.some(({ helped }) => helped),
    posted: history.posts.filter((post) => post.team === team && thisWeek(post)).length,
    offers: yes
      ? open(shares).map(({ id, name, added: at }) => ({ id, name, fresh: thisWeek({ at }) }))
      : [],
    wishes: open(wishes)
      .filter((wish) => during(recent)({ at: wish.added }))
      .map(({ id, name, kind }) => ({ id, name, kind })),
  };
}

/** What a tally comes to. */
export interface Figures {
  readonly badges: number;
  readonly topics: Digest['topics'];
  readonly people: PrivateFigures;
  /** Everything on offer, by skill. */
  readonly supply: ReadonlyMap<string, { readonly topic: string; readonly supply: Supply }>;
}

export interface Tally {
  /** People added who counted. */
  counted(): number;
  add(facts: Facts): void;
  figures(roster: number): Figures;
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

/**
 * Adds people up one at a time, in any order. What it holds grows with the topics, never with the
 * people: of those behind a topic it keeps five at most, as numbers.
 */
export function tally(): Tally {
  const offered = new Map<string, Offered>();
  const wished = new Map<string, Wished>();
  let who = 0;
  let badges = 0;
  let tookPart = 0;
  let helped = 0;
  return {
    counted: () => who,
    add(facts) {
      badges += facts.posted;
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
      for (const { id, name, kind } of facts.wishes) {
        const before = wished.get(id);
        const people = before?.people ?? [];
        if (people.length < groupFloor) people.push({ who, kind });
        wished.set(id, { name: first(before?.name, name), people });
      }
    },
    figures(roster) {
      const supplied = (id: string): Supply => supplyOf(offered.get(id)?.people ?? 0);
      const wanted = (supply: Supply): Listed[] =>
        listed(
          [...wished].filter(([id]) => supplied(id) === supply).map(([, topic]) => topic),
          roster,
        );
      const nobody = wanted('nobody');
      const fresh = [...offered.values()].filter((topic) => topic.fresh).map(({ name }) => name);
      return {
        badges,
        topics: { count: fresh.length, names: fresh.sort(byName).slice(0, listedMax) },
        people: {
          tookPart: shown(tookPart, roster),
          helped: shown(helped, roster),
          nobody,
          few: wanted('few').slice(0, listedMax - nobody.length),
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
export const hidden: PrivateFigures = { tookPart: 0, helped: 0, nobody: [], few: [] };

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
  const { badges, topics, people, supply } = figures(facts, roster);
  const small = isSmall(roster);
  const { tookPart, helped, nobody, few } = small ? (about.organisation ?? hidden) : people;
  return {
    v: 1,
    week: about.week,
    team: about.team,
    badges,
    topics,
    scope: small ? 'organisation' : 'team',
    tookPart,
    helped,
    nobody,
    few,
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

/** Whether a topic holds one of these names, whole: it would then tell of a person. */
export function namesAny(names: readonly string[]): (topic: string) => boolean {
  const words = (text: string): string =>
    ` ${text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      .join(' ')} `;
  const whole = names.map(words).filter((name) => name.trim() !== '');
  return (topic) => whole.some((name) => words(topic).includes(name));
}
