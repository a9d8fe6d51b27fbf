import { no, type Outcome, ok } from '#bot/core/outcome';
import { isoInstant } from '#bot/core/time';
import { type SkillNamed, sharedAs } from '#bot/features/thanks/rules';
import { allReceived } from '#bot/features/thanks/store';
import type { Deps, ItemKind, Turn } from '#bot/ports';
import { personKey, personRow } from '#bot/records/person';

/** Whoever is thanked so often for one skill is asked once whether they want to coach in it. */
const thanked = 3;
const stands = { hours: 28 * 24 };
export const coachKind = 'coach-offer';

export interface CoachDeps {
  readonly deps: Deps;
  readonly skillNamed: SkillNamed;
  /** Makes *can coach* of a skill that somebody shares. */
  readonly coach: (turn: Turn, share: string) => Promise<Outcome<unknown>>;
}

/** Asked before: kept among the offers that were answered, since it is asked once. */
const markOf = (skill: string): string => `coach~${skill}`;

/** After a press on a badge that somebody received. */
export async function offerCoach(
  { deps, skillNamed }: CoachDeps,
  turn: Turn,
  skill: string,
): Promise<void> {
  const named = skillNamed(skill);
  if (!named.ok) return;
  const { id } = named.value;
  const share = sharedAs(turn.person, id, skillNamed);
  if (share?.level !== 'explain' || turn.person.profile.declined.includes(markOf(id))) return;
  const badges = await allReceived(deps.tables, turn.ctx, turn.me);
  const same = badges.filter((badge) => {
    const one = skillNamed(badge.skill);
    return !badge.hidden && one.ok && one.value.id === id;
  });
  if (same.length < thanked) return;
  await turn.change(({ profile }) => ({
    result: undefined,
    change: {
      profile: { declined: [...new Set([...profile.declined, markOf(id)])] },
      put: [
        personRow.open({
          id: `${coachKind}-${share.id}`,
          kind: coachKind,
          created: isoInstant(turn.now),
          expires: isoInstant(turn.now.add(stands)),
          data: { share: share.id, skill: share.name },
        }),
      ],
    },
  }));
}

export const coachItem = ({ coach }: Pick<CoachDeps, 'coach'>): ItemKind => ({
  order: 4.6,
  off: 'offers',
  view: ({ t }, { data }) => ({
    title: t('thanks.coach.title', { skill: String(data['skill']) }),
    text: t('thanks.coach.text'),
    actions: [
      { act: 'yes', label: t('thanks.coach.yes') },
      { act: 'no', label: t('thanks.offer.no') },
    ],
  }),
  async act(turn, { id, data }, act) {
    if (act !== 'yes' && act !== 'no') return no('common.refused.stale');
    if (act === 'yes') {
      const made = await coach(turn, String(data['share']));
      if (!made.ok) return made;
    }
    await turn.change(() => ({ result: undefined, change: { remove: [personKey.open(id)] } }));
    const skill = String(data['skill']);
    return ok(turn.t(act === 'yes' ? 'thanks.coach.done' : 'thanks.coach.not', { skill }));
  },
});
