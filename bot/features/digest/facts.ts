import type { Kind } from '#bot/core/learning';
import { addDays, type Day, type IsoWeek, instantAt, mondayOf } from '#bot/core/time';
import type { Reason } from '#bot/records/learnt';
import type { Person } from '#bot/records/person';
import type { Lang } from '#bot/strings/index';

/** What of a person's history counts; no id, no text. */
export interface History {
  readonly checkins: readonly { readonly at: string; readonly helped: boolean }[];
  /** Badges given: what others send somebody is nothing they did. */
  readonly badges: readonly { readonly at: string }[];
  /** Badges given that stand in a team's channel. */
  readonly posts: readonly { readonly at: string; readonly team: string }[];
  /** Help between two colleagues that happened, of whoever asked (`asked`) and of whoever helped. */
  readonly help: readonly {
    readonly at: string;
    readonly asked: boolean;
    /** Within five working days of the ask. */
    readonly soon: boolean;
  }[];
  /** Whether something that was learnt was used, or what was in the way, in their own answers. */
  readonly uses: readonly {
    readonly at: string;
    readonly said: 'used' | 'not-yet' | 'in-the-way';
    readonly reason?: Reason | undefined;
  }[];
  /** Lines kept with a skill for whoever comes next. */
  readonly lessons: readonly { readonly at: string }[];
}

/** What one person did, cut down to what counts. It names nobody. */
export interface Facts {
  /** Said yes, no guest, and this was their home team for the whole week. */
  readonly counted: boolean;
  /** The same on the Monday after: counted in the next week, unless something changes. */
  readonly next: boolean;
  readonly tookPart: boolean;
  readonly helped: boolean;
  /** Was helped within five working days of asking. */
  readonly soon: boolean;
  /** Sat down with a colleague: helped, was helped, or met in a round. */
  readonly met: boolean;
  /** In the last four weeks: used something; else what was in the way, said last. */
  readonly use?: 'used' | Reason | undefined;
  /** Lessons kept for others, at home in this team. */
  readonly lessons: number;
  /** Badges posted in this team's channel. */
  readonly posted: number;
  readonly offers: readonly {
    readonly id: string;
    readonly name: string;
    readonly fresh: boolean;
  }[];
  /** Wishes of the last four weeks; the name is a list's, never the person's own spelling. */
  readonly wishes: readonly { readonly id: string; readonly name: string; readonly kind: Kind }[];
}

/** A skill for which a round of matching found too few who could help. */
export interface Shortage {
  /** The skill's id. */
  readonly skill: string;
  readonly name: string;
  /** Distinct people who wished for it in that round and learn it from nobody. */
  readonly people: number;
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

/** What the catalogue knows of topics on people's lists. */
export interface Topics {
  /** Which skill a topic is: different names may mean one. */
  readonly countsAs: (listed: { readonly id: string; readonly name: string }) => string;
  /** What a list calls a skill, in a language if it can; undefined when only people name it. */
  readonly listName: (skill: string, lang: Lang) => string | undefined;
}

/** Whose figures: one team's, or everybody's. */
export type Scope = { readonly team: string } | 'organisation';

/**
 * @param guest a guest is in no figure
 * @param hides topics that are left out, since they name somebody
 */
export function factsOf(
  { profile, shares, wishes }: Person,
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
  const home = (since: Day): boolean =>
    homeTeam !== undefined && homeTeam.id === team && homeTeam.since <= since;
  const added = [...shares, ...wishes].map((skill) => ({ at: skill.added }));
  const checkins = history.checkins.filter(thisWeek);
  const help = history.help.filter(thisWeek);
  const asked = help.filter((one) => one.asked);
  const open = <S extends { readonly name: string }>(skills: readonly S[]): S[] =>
    skills.filter(({ name }) => !hides(name));
  return {
    counted: yes && home(monday),
    next: yes && home(addDays(monday, 7)),
    // Only what one does oneself: that somebody helped is told by whoever asked.
    tookPart: checkins.length + asked.length > 0 || [...history.badges, ...added].some(thisWeek),
    helped: asked.length > 0 || checkins.some(({ helped }) => helped),
    soon: asked.some(({ soon }) => soon),
    met: help.length > 0,
    use: answerIn(history.uses.filter(during(recent))),
    lessons: yes && homeTeam?.id === team ? history.lessons.filter(thisWeek).length : 0,
    posted: history.posts.filter((post) => post.team === team && thisWeek(post)).length,
    offers: yes
      ? open(shares).map(({ id, name, added: at }) => ({ id, name, fresh: thisWeek({ at }) }))
      : [],
    wishes: open(wishes)
      .filter((wish) => during(recent)({ at: wish.added }))
      .map(({ id, name, kind }) => ({ id, name, kind })),
  };
}

/** Each person is in one set at most: who used anything is in no other. */
function answerIn(uses: History['uses']): Facts['use'] {
  if (uses.some(({ said }) => said === 'used')) return 'used';
  const named = uses.filter(({ reason }) => reason !== undefined);
  return named.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1)?.reason;
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
