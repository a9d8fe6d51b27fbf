import type { PersonId, TenantContext } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { instantOf, isoInstant } from '#bot/core/time';
import { counted } from '#bot/delivery/deliver';
import { park } from '#bot/delivery/parked';
import { tellDue } from '#bot/delivery/schedule';
import { changeGiven, expiryOf, type Given, unpostedId, whoOf } from '#bot/features/thanks/store';
import type { Deps, ItemKind, Job, SendResult } from '#bot/ports';
import { changePerson, personKey, personRow } from '#bot/records/person';

/** What falls due when an operator replays a post. */
export const postAgainKind = 'badge-post';
export const unpostedKind = 'badge-unposted';

/**
 * A badge that the channel does not get: it waits for an operator, unless nobody can post there, and
 * its giver is told. Whoever was thanked has it all the same.
 */
export async function leaveUnposted(
  deps: Deps,
  ctx: TenantContext,
  giver: PersonId,
  given: Given,
  { kind, why }: Pick<Extract<SendResult, { why: string }>, 'kind' | 'why'>,
): Promise<void> {
  const now = deps.clock.now();
  if (kind !== 'unreachable') {
    const who = `${giver}~${given.id}`;
    const attempts = given.post?.attempts ?? 0;
    const at = isoInstant(now);
    await park(deps, ctx, { kind: postAgainKind, who, to: giver, at, why, attempts });
  }
  counted(deps, kind === 'unreachable' ? 'refused' : 'parked', why);
  const item = {
    id: unpostedId(given.id),
    kind: unpostedKind,
    created: isoInstant(now),
    expires: isoInstant(expiryOf(instantOf(given.at))),
    data: { parked: kind !== 'unreachable' },
  };
  await changePerson(deps.tables, ctx, giver, (person) => ({
    result: undefined,
    change: { put: [personRow.open(item)], due: tellDue(person, item.id, now, deps.calendar) },
  }));
}

/** Posts once more what an operator replays; once it stands in the channel its giver need not know. */
export const postAgain =
  (deps: Deps, post: Job): Job =>
  async (ctx, due, now) => {
    const { person, id } = whoOf(due.who);
    await changeGiven(deps.tables, ctx, person, id, (given) =>
      given.state === 'given' && given.post?.outcome === 'parked'
        ? { ...given, post: { ...given.post, outcome: 'waiting', attempts: 0 } }
        : undefined,
    );
    const outcome = await post(ctx, due, now);
    if (outcome === 'sent') await forgetUnposted(deps, ctx, person, id);
    return outcome;
  };

/** Nobody need know any more that it is not in the channel. */
export const forgetUnposted = (
  { tables }: Deps,
  ctx: TenantContext,
  giver: PersonId,
  id: string,
): Promise<void> =>
  changePerson(tables, ctx, giver, ({ open }) =>
    open.some((item) => item.id === unpostedId(id))
      ? { result: undefined, change: { remove: [personKey.open(unpostedId(id))] } }
      : { result: undefined },
  );

/** Tells the giver, who chose that everybody should see it: a later step of what they started. */
export const unpostedItem: ItemKind = {
  order: 3,
  off: 'badges',
  told: 'step',
  view: ({ t }, { data }) => ({
    title: t('thanks.unposted.title'),
    text: t(data['parked'] === true ? 'thanks.unposted.parked' : 'thanks.unposted.refused'),
    actions: [{ act: 'seen', label: t('thanks.seen.button') }],
    page: 'badges',
  }),
  async act(turn, item, act) {
    if (act !== 'seen') return no('common.refused.stale');
    await turn.change(({ open }) => {
      const remove = open.filter(({ id }) => id === item.id).map(({ id }) => personKey.open(id));
      return remove.length === 0
        ? { result: undefined }
        : { result: undefined, change: { remove } };
    });
    return ok(turn.t('thanks.seen'));
  },
};
