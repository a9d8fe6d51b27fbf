import type { TenantContext } from '#bot/core/ids';
import { badgeKinds } from '#bot/core/learning';
import { no, ok } from '#bot/core/outcome';
import { receivedCard, withdrawnCard } from '#bot/features/thanks/card';
import { answer, type ReceiveDeps } from '#bot/features/thanks/receive';
import { offerOf } from '#bot/features/thanks/rules';
import { badgeOfItem, readReceived } from '#bot/features/thanks/store';
import { type ReceivedAct, receivedActs } from '#bot/features/thanks/wire';
import type { ItemKind, ItemView } from '#bot/ports';

/** A badge that waits to be seen: told by the day's message, never by the weekly one. */
export function badgeItem(receive: ReceiveDeps, ctx: TenantContext): ItemKind {
  const { deps, skillNamed } = receive;
  return {
    order: 4,
    off: 'badges',
    told: 'daily',
    view({ t, person }, { id, data }): ItemView {
      const kind = badgeKinds.find((badge) => badge === data['badge']) ?? 'together';
      const skill = String(data['skill'] ?? '');
      const name = String(data['fromName'] ?? '') || t('common.aColleague');
      const button = (act: ReceivedAct, label: string) => ({ act, label });
      return {
        title: t('thanks.received.title', { name, badge: t(`common.badge.${kind}`) }),
        text: t('thanks.received.skill', { skill }),
        image: { url: deps.links.badge(kind), alt: t(`common.badge.${kind}.alt`) },
        actions: [
          ...(offerOf(person, skill, skillNamed) === 'open'
            ? [button('add', t('thanks.offer.add')), button('no', t('thanks.offer.no'))]
            : [button('seen', t('thanks.seen.button'))]),
          button('hide', t('thanks.hide')),
        ],
        page: 'badges',
        item: badgeOfItem(id),
      };
    },
    async card({ t, lang, person }, item) {
      const badge = await readReceived(deps.tables, ctx, person.id, badgeOfItem(item.id));
      if (badge === undefined || badge === 'withdrawn') return withdrawnCard(t).card;
      const offer = offerOf(person, badge.skill, skillNamed);
      return receivedCard({ t, lang, me: person.id }, deps.links, badge, offer);
    },
    async act(turn, item, act) {
      const known = receivedActs.find((one) => one === act);
      if (known === undefined) return no('common.refused.stale');
      const answered = await answer(receive, turn, badgeOfItem(item.id), known);
      return answered.ok ? ok(answered.value.said) : answered;
    },
  };
}
