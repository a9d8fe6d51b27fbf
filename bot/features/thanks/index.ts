import type { PersonId, TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { viewerOf } from '#bot/delivery/moment';
import { giverName, receivedCard } from '#bot/features/thanks/card';
import { coachItem, coachKind } from '#bot/features/thanks/coach';
import { badgeItem } from '#bot/features/thanks/items';
import { thanksJobs } from '#bot/features/thanks/job';
import type { ReceiveDeps } from '#bot/features/thanks/receive';
import { thanksRoutes } from '#bot/features/thanks/routes';
import { offerOf } from '#bot/features/thanks/rules';
import { allReceived, readReceived } from '#bot/features/thanks/store';
import { unpostedItem, unpostedKind } from '#bot/features/thanks/unposted';
import { thanksVerbs } from '#bot/features/thanks/verbs';
import type { Tables } from '#bot/platform/tables';
import type { Action, Feature, Outgoing } from '#bot/ports';
import { loadPerson } from '#bot/records/person';

export { badgeRows } from '#bot/features/thanks/store';

export interface Thanks extends ReceiveDeps {
  /** The tenant whose open items the worker shows. */
  readonly ctx: TenantContext;
}

/** Recognition badges: giving, receiving, hiding, taking back. */
export const thanks = ({
  ctx,
  ...options
}: Thanks): Feature & { readonly actions: { readonly 'thanks.open': Action } } => ({
  ...thanksVerbs(options),
  routes: thanksRoutes(options),
  jobs: thanksJobs(options.deps),
  items: {
    badge: badgeItem(options, ctx),
    [unpostedKind]: unpostedItem,
    [coachKind]: coachItem(options),
  },
});

/** A badge in its receiver's chat as it stands now; undefined when it is theirs no more. */
export const receivedMessage =
  ({ deps, skillNamed }: Pick<ReceiveDeps, 'deps' | 'skillNamed'>) =>
  async (
    ctx: TenantContext,
    by: PersonId,
    id: string,
    now: Instant,
  ): Promise<Outgoing | undefined> => {
    const person = await loadPerson(deps.tables, ctx, by);
    const badge = await readReceived(deps.tables, ctx, by, id);
    if (person.etag === undefined || badge === undefined || badge === 'withdrawn') return undefined;
    const { t, lang } = viewerOf(person, now);
    const offer = offerOf(person, badge.skill, skillNamed);
    return {
      card: receivedCard({ t, lang, me: by }, deps.links, badge, offer),
      text: t('thanks.received.title', {
        name: giverName(t, badge),
        badge: t(`common.badge.${badge.badge}`),
      }),
    };
  };

/** A badge on its receiver's own timeline. */
export interface TimelineBadge {
  readonly kind: 'badge';
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly badge: string;
  readonly skill: string;
  /** Empty after the giver erased their data. */
  readonly from: string;
  readonly text: string;
}

/** What somebody received and did not hide, newest first: for their own timeline. */
export const received =
  (tables: Tables) =>
  async (ctx: TenantContext, person: PersonId): Promise<TimelineBadge[]> =>
    (await allReceived(tables, ctx, person))
      .filter(({ hidden }) => !hidden)
      .map(({ id, at, badge, skill, from, text }) => ({
        kind: 'badge',
        id,
        at,
        badge,
        skill,
        from: from.name,
        text,
      }));
