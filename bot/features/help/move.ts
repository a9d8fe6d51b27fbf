import type { PersonId, TenantContext } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import type { HelpDeps } from '#bot/features/help/deps';
import { mineItem } from '#bot/features/help/items';
import type { Ask } from '#bot/features/help/record';
import { askerChange, settle, turnHelp } from '#bot/features/help/sides';
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

/** Which ask is moved on, and by whom; without `by` time did it. */
interface Which {
  readonly ctx: TenantContext;
  readonly now: Instant;
  readonly asker: PersonId;
  readonly id: string;
  readonly by?: PersonId;
  /** The card that was pressed. */
  readonly pressed?: string | undefined;
}

export const move = (
  help: HelpDeps,
  { ctx, now, me, pressed }: Turn,
  asker: PersonId,
  id: string,
  decide: Decide,
  known?: Asked,
): Promise<Outcome<Moved>> =>
  moveAsk(help, { ctx, now, asker, id, by: me, pressed }, decide, known);

/**
 * Moves an ask on, as one batch with what waits for its asker, then brings everybody else in line.
 * The job that is due does that again: a crash in between only delays it. Whoever did not move it is
 * told.
 */
export async function moveAsk(
  { deps }: HelpDeps,
  { ctx, now, asker, id, by, pressed }: Which,
  decide: Decide,
  known?: Asked,
): Promise<Outcome<Moved>> {
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
      const tell = by !== asker;
      const along = askerChange(deps, person, id, ask, now, tell, extra, by === undefined);
      return { result, ask, change: both(along, change) };
    },
    known,
  );
  if (moved?.ok && changed) {
    const { ask, asker: person } = moved.value;
    const item = mineItem(id, ask, now);
    if (item !== undefined) {
      await turnHelp(deps, ctx, person, id, item, now, by === asker ? pressed : undefined);
    }
    const who = { id: asker, name: person.profile.name };
    await settle(deps, ctx, who, id, ask, now, by, pressed);
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
