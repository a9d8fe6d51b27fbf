import { localTenant } from '#bot/config';
import type { Somebody } from '#tests/cast';
import { channelOf, filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, buttonsOf, type House, type Invoked } from '#tests/house';

/** The card that a press was answered with. */
export const cardOf = ({ body }: Invoked): unknown => body.value;

/** A press on a message of the crew's channel. */
export const inChannelAt = (card: Posted): object => {
  const { conversation, channelData } = channelOf();
  const tenant = { id: localTenant };
  return {
    replyToId: card.id,
    conversation: { ...conversation, tenantId: localTenant },
    channelData: { ...channelData, tenant },
  };
};

/** Presses a button of a card that is shown to somebody, its inputs as they stand but for some. */
export async function pressOn(
  house: House,
  who: Somebody,
  card: unknown,
  title: string,
  inputs: object = {},
  more: object = {},
): Promise<Invoked> {
  const found = actionsIn(card).find((one) => one.title === title);
  if (found?.verb === undefined) {
    throw new Error(`no ${title} among ${actionsIn(card).map((one) => one.title)}`);
  }
  return house.act(who, found.verb, { ...found.data, ...filledIn(card), ...inputs }, more);
}

/** Where the tab finds the run behind a card. */
export function pathOf(card: Posted | undefined): string {
  const data = buttonsOf(card)[0]?.data;
  return `/together/${encodeURIComponent(String(data?.['scope']))}/${data?.['run']}`;
}

/** Writes along on a standing card, and sends it. */
export async function writes(
  house: House,
  who: Somebody,
  card: Posted,
  answers: object,
  at: object = inChannelAt(card),
): Promise<Invoked> {
  const form = await pressOn(house, who, card.activity, 'Write along', {}, at);
  return pressOn(house, who, cardOf(form), 'Keep it', answers, at);
}
