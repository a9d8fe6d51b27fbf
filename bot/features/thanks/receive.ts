import { no, type Outcome, ok } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import { type CoachDeps, offerCoach } from '#bot/features/thanks/coach';
import { offerOf, type SkillNamed } from '#bot/features/thanks/rules';
import { itemId, type Received, readReceived, setHidden } from '#bot/features/thanks/store';
import type { ReceivedAct } from '#bot/features/thanks/wire';
import type { Turn } from '#bot/ports';
import { type Change, type Decision, type Person, personKey } from '#bot/records/person';

/** What of the skills feature receiving needs; app.ts supplies it. */
export interface ReceiveDeps extends CoachDeps {
  /** The change that adds a skill to somebody's skills to share; none when it is there already. */
  readonly shareSkill: (
    person: Person,
    name: string,
    now: Instant,
  ) => Outcome<{ readonly change?: Change }>;
}

export interface Answered {
  /** What happened, in a sentence. */
  readonly said: string;
  readonly badge: Received;
}

/** Carries out what a receiver does with a badge; whatever it is, it no longer waits. */
export async function answer(
  receive: ReceiveDeps,
  turn: Turn,
  id: string,
  act: ReceivedAct,
): Promise<Outcome<Answered>> {
  const { tables } = receive.deps;
  const read = () => readReceived(tables, turn.ctx, turn.me, id);
  const badge =
    act === 'hide' || act === 'show'
      ? await setHidden(tables, turn.ctx, turn.me, id, act === 'hide')
      : await read();
  if (badge === undefined) return no('common.refused.notFound');
  if (badge === 'withdrawn') return no('thanks.withdrawn.gone');
  const said = await turn.change((person) => settled(receive, turn, person, badge, act));
  if (!said.ok) return said;
  await offerCoach(receive, turn, badge.skill);
  return ok({ said: said.value, badge });
}

function settled(
  { skillNamed, shareSkill }: ReceiveDeps,
  { t, now }: Turn,
  person: Person,
  badge: Received,
  act: ReceivedAct,
): Decision<Outcome<string>> {
  const waits = person.open.some((item) => item.id === itemId(badge.id));
  const seen: Change = waits ? { remove: [personKey.open(itemId(badge.id))] } : {};
  const { skill } = badge;
  if (act === 'hide') return { result: ok(t('thanks.hidden')), change: seen };
  if (act === 'show') return { result: ok(t('thanks.shown')), change: seen };
  const quiet = (said: string): Decision<Outcome<string>> =>
    waits ? { result: ok(said), change: seen } : { result: ok(said) };
  if (act === 'seen') return quiet(t('thanks.seen'));
  const offer = offerOf(person, skill, skillNamed);
  if (offer === 'taken') return quiet(t('thanks.offer.already', { skill }));
  const asked = { declined: askedOnce(person, skill, skillNamed) };
  if (act === 'no') {
    const result = ok(t('thanks.offer.declined', { skill }));
    return offer === 'declined'
      ? quiet(result.value)
      : { result, change: { ...seen, profile: asked } };
  }
  const added = shareSkill(person, skill, now);
  if (!added.ok) return { result: added };
  return {
    result: ok(t('thanks.offer.added', { skill })),
    change: {
      ...added.value.change,
      ...seen,
      profile: { ...added.value.change?.profile, ...asked },
    },
  };
}

/** Skills about which this person was asked: never again, also when the share goes later. */
function askedOnce({ profile }: Person, skill: string, skillNamed: SkillNamed): string[] {
  const named = skillNamed(skill);
  return named.ok ? [...new Set([...profile.declined, named.value.id])] : profile.declined;
}
