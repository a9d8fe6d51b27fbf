import type { PersonId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import type { HelpDeps } from '#bot/features/help/deps';
import type { Ask } from '#bot/features/help/record';
import { askerChange, settle } from '#bot/features/help/sides';
import { type Asked, changeAsk } from '#bot/features/help/store';
import type { Turn } from '#bot/ports';
import type { Change, Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** A decision on an ask, taken on fresh rows; what else changes with the asker rides along. */
export type Decide = (
  ask: Ask,
  asker: Person,
) => Outcome<{ readonly ask: Ask; readonly change?: Change; readonly extra?: OpenItem }>;

export interface Moved {
  readonly ask: Ask;
  readonly asker: Person;
}

/**
 * Moves an ask on, as one batch with what waits for its asker, then brings everybody else in line.
 * The job that is due does that again: a crash in between only delays it. Whoever did not move it is
 * told.
 */
export async function move(
  { deps }: HelpDeps,
  turn: Turn,
  asker: PersonId,
  id: string,
  decide: Decide,
  known?: Asked,
): Promise<Outcome<Moved>> {
  const { ctx, now, me } = turn;
  let changed = false;
  const moved = await changeAsk<Outcome<Moved>>(
    deps.tables,
    ctx,
    asker,
    id,
    (before, person) => {
      const next = decide(before, person);
      if (!next.ok) return { result: next };
      const { ask, change = {}, extra } = next.value;
      const result = ok({ ask, asker: person });
      changed = ask !== before;
      if (!changed) return { result };
      const along = askerChange(deps, person, id, ask, now, me !== asker, extra);
      return { result, ask, change: both(along, change) };
    },
    known,
  );
  if (moved?.ok && changed) {
    const who = { id: asker, name: moved.value.asker.profile.name };
    await settle(deps, ctx, who, id, moved.value.ask, now, me);
  }
  return moved ?? no('common.refused.notFound');
}

const both = (one: Change, other: Change): Change => ({
  profile: { ...one.profile, ...other.profile },
  insert: [...(one.insert ?? []), ...(other.insert ?? [])],
  put: [...(one.put ?? []), ...(other.put ?? [])],
  remove: [...(one.remove ?? []), ...(other.remove ?? [])],
  due: [...(one.due ?? []), ...(other.due ?? [])],
});

export const only = (next: Outcome<Ask>): Outcome<{ readonly ask: Ask }> =>
  next.ok ? ok({ ask: next.value }) : next;

export const isHelper = ({ state }: Ask, id: string): boolean =>
  'helper' in state && state.helper.id === id;
