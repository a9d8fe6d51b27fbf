import type { Instant } from '#bot/core/time';
import { withFooter } from '#bot/delivery/moment';
import { claimOf } from '#bot/delivery/tell';
import { ahead, heldBy } from '#bot/meeting/taken';
import type { Card, Deps, Viewer } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem, Sent } from '#bot/records/profile';

// One card per arrangement: what was sent is changed in place, and never sent again.

/**
 * Messages that told of an arrangement, as they carry it from now on. Written with the item, so that
 * no message tells of what a card shows already.
 * @param isOf whether an item's id is one of this arrangement, of now or before
 * @param id the item it has now
 */
export function carriedOn(
  { sent }: Pick<Person, 'sent'>,
  isOf: (item: string) => boolean,
  id: string,
): Sent[] {
  return sent
    .filter(({ outcome }) => outcome !== 'waiting' && outcome !== 'sending')
    .filter(({ items: [top] }) => top !== undefined && isOf(top))
    .map((row) => ({ ...row, items: [id, ...row.items.slice(1)] }));
}

/** Whether somebody was to hear of an item, and has not. */
const isUntold = ({ sent }: Pick<Person, 'sent'>, { id, data }: OpenItem): boolean =>
  data['news'] === true && !sent.some(({ key }) => key === claimOf(id));

/**
 * The item as it is kept with whoever did not press: `news`, which a sentence tells them of, when a
 * time was fixed or is open again. Other proposals are none: the card shows them.
 * @param how `asked`: they had the question whether they met; `now`: when somebody pressed,
 *   undefined when time itself brought other proposals
 */
export function asNews(
  person: Pick<Person, 'sent'>,
  before: OpenItem | undefined,
  item: OpenItem,
  { asked, now }: { readonly asked: boolean; readonly now: Instant | undefined },
): OpenItem {
  if (before === undefined) return item;
  const { slots, at } = heldBy(before);
  const over = now !== undefined && slots.length > 0 && ahead(slots, now).length === 0;
  const news = asked || over || isUntold(person, before) || at !== heldBy(item).at;
  return news ? { ...item, data: { ...item.data, news } } : item;
}

/**
 * Turns the cards that stand into what they now show.
 * @param pressed the card that was pressed, which turns by its answer
 */
export async function turnCards(
  { messenger }: Pick<Deps, 'messenger'>,
  { t, person }: Viewer,
  carried: readonly Sent[],
  shows: () => Promise<{ readonly card: Card; readonly text: string }>,
  pressed?: string,
): Promise<void> {
  const { conversation } = person.profile;
  const cards = carried.flatMap(({ activityId }) =>
    activityId === undefined || activityId === pressed ? [] : [activityId],
  );
  if (conversation === undefined || cards.length === 0) return;
  const { card, text } = await shows();
  const message = { card: withFooter(card, [t('delivery.whyStep')], []), text };
  for (const activityId of cards) {
    // Losing this leaves a card whose buttons say where it stands now.
    await messenger.update(conversation, activityId, message);
  }
}
