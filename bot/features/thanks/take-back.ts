import { no, type Outcome, ok } from '#bot/core/outcome';
import { isoInstant } from '#bot/core/time';
import { uncounted } from '#bot/features/thanks/rules';
import {
  badgeDue,
  changeGiven,
  type Given,
  readGiven,
  receiversOf,
  takeAway,
} from '#bot/features/thanks/store';
import type { Deps, Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';

export interface TakenBack {
  readonly given: Given;
  /** It had been taken back before. */
  readonly already: boolean;
}

/** The giver takes a badge back, on both sides; the job turns its cards into "withdrawn". */
export async function takeBack(
  { tables }: Deps,
  turn: Turn,
  id: string,
): Promise<Outcome<TakenBack>> {
  const { ctx, me, now } = turn;
  const before = await readGiven(tables, ctx, me, id);
  if (before === undefined) return no('common.refused.notFound');
  if (before.state === 'withdrawn') return ok({ given: before, already: true });
  await scheduleDue(tables, ctx, [badgeDue(now, me, id)]);
  const withdrawnAt = isoInstant(now);
  const given = await changeGiven(
    tables,
    ctx,
    me,
    id,
    (fresh) =>
      fresh.state === 'withdrawn' ? undefined : { ...fresh, state: 'withdrawn', withdrawnAt },
    before,
  );
  if (given === undefined) return no('common.refused.notFound');
  await turn.change(({ profile }) => {
    const givenToday = uncounted(profile.givenToday, given);
    return {
      result: undefined,
      change: givenToday === undefined ? {} : { profile: { givenToday } },
    };
  });
  await Promise.all(
    receiversOf(given).map((receiver) => takeAway(tables, ctx, receiver.id, id, withdrawnAt)),
  );
  return ok({ given, already: false });
}
