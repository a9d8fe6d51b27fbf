import { z } from 'zod';
import { type Offer, skillNameMax } from '#bot/core/learning';
import { no, type Outcome } from '#bot/core/outcome';
import { clean, plain } from '#bot/core/text';
import type { Instant } from '#bot/core/time';
import { topicCard } from '#bot/features/find/card';
import type { Action, Deps, Feature, Turn } from '#bot/ports';
import type { Change, Decision, Person } from '#bot/records/person';
import type { Lang } from '#bot/strings/index';

interface Topic {
  readonly id: string;
  readonly name: string;
}

/** What of the skills feature this one needs; app.ts supplies it. */
export interface FindDeps {
  readonly deps: Deps;
  /** Names of the topics nearest to what was typed, best first. */
  readonly search: (typed: string, lang: Lang, limit: number) => readonly string[];
  /** The topic in what somebody typed, and the listed one that it may be a slip of. */
  readonly lookedFor: (
    typed: string,
    lang: Lang,
  ) => Outcome<{ readonly skill: Topic; readonly near: Topic | undefined }>;
  /** The topic somebody means by a name. */
  readonly skillNamed: (typed: string) => Outcome<Topic>;
  /** How many can help with a topic, apart from one person. */
  readonly supply: (turn: Turn, topic: string) => Promise<Offer>;
  /** Adds to somebody's skills to share; without a change it is there already. */
  readonly shareSkill: (
    person: Person,
    name: string,
    now: Instant,
  ) => Outcome<{ readonly skill: Topic; readonly change?: Change }>;
}

/** Teams shows this many without scrolling; each costs one look at the index. */
const most = 8;

/** The box sends one value, whatever a client calls it; `initialRun` comes before anything is typed. */
const queried = z.object({
  parameters: z
    .array(z.object({ name: z.string().nullish(), value: z.string().max(1_000).nullish() }))
    .nullish(),
});
const pressed = z.object({ topic: z.string().max(10_000) });

export function findVerbs(find: FindDeps): Required<Pick<Feature, 'actions' | 'events'>> {
  const { deps, supply, shareSkill } = find;

  const asked: Action = async (turn, data) => {
    const query = queried.safeParse(data);
    if (!query.success) return no('common.refused.shape');
    const typed = query.data.parameters?.find(({ name }) => name !== 'initialRun')?.value;
    const topics = typed == null ? [] : topicsFor(find, turn, clean(typed, skillNameMax));
    const results = await Promise.all(
      topics.map(async ({ id, name }) => {
        const many = await supply(turn, id);
        const url = deps.links.tab(turn.me, 'find', name);
        const card = topicCard(turn.t, name, many, url);
        return { title: name, text: turn.t('find.result', { supply: many }), card, many };
      }),
    );
    // Where somebody can help comes first: that is what one looks for.
    results.sort((one, other) => Number(one.many === 'nobody') - Number(other.many === 'nobody'));
    const lines = results.map(({ many: _, ...line }) => line);
    return { kind: 'results', results: lines, nothing: turn.t('find.nothing') };
  };

  const share: Action = async (turn, data) => {
    const press = pressed.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const shared = await turn.change((person): Decision<ReturnType<typeof shareSkill>> => {
      const result = shareSkill(person, press.data.topic, turn.now);
      const change = result.ok ? result.value.change : undefined;
      return change === undefined ? { result } : { result, change };
    });
    if (!shared.ok) return shared;
    // The card is everybody's and stays as it is: only the presser is answered.
    const name = plain(shared.value.skill.name);
    return { kind: 'text', text: turn.t('find.shared', { name }) };
  };

  return { actions: { 'find.share': share }, events: { 'find-help': asked } };
}

/** What the catalogue knows, and what was typed where it is something else; each topic once. */
function topicsFor(
  { search, lookedFor, skillNamed }: FindDeps,
  turn: Turn,
  typed: string,
): Topic[] {
  if (typed === '') return [];
  const looked = lookedFor(typed, turn.lang);
  const { skill, near } = looked.ok ? looked.value : { skill: undefined, near: undefined };
  const name = skill?.name ?? typed;
  const known = search(name, turn.lang, most - 1);
  // A slip is no topic of its own: what it is a slip of leads.
  const names = near === undefined ? [...known, name] : [near.name, ...known];
  const topics = names.flatMap((one) => {
    const named = skillNamed(one);
    return named.ok ? [named.value] : [];
  });
  return [...new Map(topics.reverse().map((topic) => [topic.id, topic])).values()].reverse();
}
