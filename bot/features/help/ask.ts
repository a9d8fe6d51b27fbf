import { type No, no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { dayIn } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import type { HelpDeps } from '#bot/features/help/deps';
import type { Ask } from '#bot/features/help/record';
import { lookedOnce, newAsk, type Worded, worded } from '#bot/features/help/rules';
import { claim, findNext, offerDues } from '#bot/features/help/search';
import { written } from '#bot/features/help/sides';
import { askDue, askRow, readAsk } from '#bot/features/help/store';
import { openMax } from '#bot/features/help/wire';
import type { Turn } from '#bot/ports';
import type { Profile } from '#bot/records/profile';

export interface Asked {
  readonly id: string;
  readonly ask: Ask;
}

/**
 * Starts an ask: whatever can be refused is refused before anything is kept. One delivered twice
 * gives back the first.
 * @param id names the ask: 32 hex digits, the same for the same form or request
 */
export async function startAsk(
  help: HelpDeps,
  turn: Turn,
  input: Worded & { readonly skill: string },
  id: string,
): Promise<Outcome<Asked>> {
  const { ctx, me, now, person } = turn;
  if (isKnown(person.profile, id)) return known(help, turn, id);
  const skill = help.skillNamed(input.skill);
  if (!skill.ok) return skill;
  const words = worded(input, dayIn(now, zoneOf(person.profile, help.deps.calendar)));
  if (!words.ok) return words;
  const full = tooMany(person.profile);
  if (full !== undefined) return full;
  const draft = newAsk(skill.value, words.value, now);
  const { found, shared } = await findNext(help, ctx, person, draft, now);
  if (!shared) return noAt('skill', 'help.refused.nobody');
  const ask = found?.ask ?? lookedOnce(draft);
  // Written before the ask: whatever ends this turn half way, the job takes it up.
  const due =
    found === undefined ? [askDue(now.add(written), me, id)] : offerDues(help, me, id, found, now);
  const decided = await turn.change<Outcome<'fresh' | 'repeat'>>(({ profile }) => {
    if (isKnown(profile, id)) return { result: ok('repeat') };
    const refused = tooMany(profile);
    if (refused !== undefined) return { result: refused };
    const change = { profile: started(profile, id), insert: [askRow(id, ask)], due };
    return { result: ok('fresh'), change };
  });
  if (!decided.ok) return decided;
  if (decided.value === 'repeat') return known(help, turn, id);
  // Somebody else may have been quicker: then the job that is due asks the next one.
  if (found !== undefined) await claim(help, ctx, person, id, ask, found, now);
  return ok({ id, ask });
}

const isKnown = ({ asking }: Profile, id: string): boolean => asking.some((one) => one.id === id);

/** The same ask a second time: what became of it the first time. */
async function known(help: HelpDeps, turn: Turn, id: string): Promise<Outcome<Asked>> {
  const kept = await readAsk(help.deps.tables, turn.ctx, turn.me, id);
  return kept === undefined ? no('common.refused.stale') : ok({ id, ask: kept.ask });
}

/** Asks of the past remembered on the profile, so that one delivered twice is known as one. */
const remembered = 8;

const started = ({ asking }: Profile, id: string): Pick<Profile, 'asking'> => ({
  asking: [
    ...asking.filter(({ on }) => !on).slice(-remembered),
    ...asking.filter(({ on }) => on),
    { id, on: true },
  ],
});

const tooMany = ({ asking }: Profile): No | undefined =>
  asking.filter(({ on }) => on).length < openMax
    ? undefined
    : no('help.refused.many', { max: openMax });
