import type { Listed } from '#bot/core/floor';
import type { TeamId } from '#bot/core/ids';
import type { Supply } from '#bot/core/learning';
import type { Outcome } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import type { Topics } from '#bot/features/digest/facts';
import type { Shortages } from '#bot/features/digest/organisation';
import type { PrivateFigures } from '#bot/features/digest/record';
import type { Called } from '#bot/features/digest/topics';
import type { Deps, Turn } from '#bot/ports';
import type { Change, Decision, Person } from '#bot/records/person';

/** A skill on somebody's skills to share: newly added, or there already and then without a change. */
interface Shared {
  readonly skill: { readonly id: string; readonly name: string };
  readonly fresh: boolean;
  readonly change?: Change;
}

/** What of other features the digest needs; app.ts supplies it. */
export interface DigestDeps {
  readonly deps: Deps;
  readonly shareSkill: (person: Person, name: string, now: Instant) => Outcome<Shared>;
  /** Takes a skill off somebody's skills to share. */
  readonly unshareSkill: (turn: Turn, id: string) => Promise<Outcome<unknown>>;
  readonly shortages: Shortages;
  readonly topics: Topics;
  readonly called: Called;
  /** Which of these topics somebody else is found by name with: in a team, or anywhere. */
  readonly foundByName: (
    turn: Turn,
    topics: readonly string[],
    team?: TeamId,
  ) => Promise<ReadonlySet<string>>;
}

/** A topic that five or more people wish for, and how many can explain it. */
export interface Wanted {
  readonly topic: string;
  readonly supply: Supply;
}

/** The topics of the private lists that may be named, those nobody offers first. */
export function wantedIn({ nobody, few, short }: PrivateFigures): Wanted[] {
  const of = (supply: Supply, entries: readonly Listed[]): Wanted[] =>
    entries.flatMap((entry) => ('topic' in entry ? [{ topic: entry.topic, supply }] : []));
  return [...of('nobody', nobody), ...of('few', few), ...of('many', short)];
}

/** Whether somebody shares a topic already. */
export const explains = (
  { shareSkill }: Pick<DigestDeps, 'shareSkill'>,
  person: Person,
  topic: string,
  now: Instant,
): boolean => {
  const added = shareSkill(person, topic, now);
  return added.ok && !added.value.fresh;
};

/** *I can explain this*: the topic joins my skills to share. Nobody learns who wishes for it. */
export const explain = (
  { shareSkill }: DigestDeps,
  turn: Turn,
  topic: string,
): Promise<Outcome<Shared>> =>
  turn.change((person): Decision<Outcome<Shared>> => {
    const result = shareSkill(person, topic, turn.now);
    const change = result.ok ? result.value.change : undefined;
    return change === undefined ? { result } : { result, change };
  });
