import type { Form } from '#bot/features/checkin/rules';
import type { Card, Deps } from '#bot/ports';
import type { Person } from '#bot/records/person';

/**
 * Turns the card in chat that still asks, if one was sent, into what became of it in the tab. A
 * courtesy: where Teams refuses it, the card says so itself when it is pressed.
 * @param person as before the check-in was dealt with
 */
export async function turnCardInChat(
  { messenger, log }: Pick<Deps, 'messenger' | 'log'>,
  { profile, sent }: Person,
  { item }: Form,
  card: Card,
  text: string,
): Promise<void> {
  const carried = sent.find(({ items }) => item !== undefined && items[0] === item);
  if (carried?.activityId === undefined || profile.conversation === undefined) return;
  const result = await messenger.update(profile.conversation, carried.activityId, { card, text });
  if (result.kind !== 'sent') log.debug({ outcome: result.kind }, 'a card in chat was not turned');
}
