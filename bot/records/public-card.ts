import { z } from 'zod';
import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { jsonRows, readApart } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';
import { scheduleDue } from '#bot/records/due';
import { keyedIn } from '#bot/records/keyed';
import { json } from '#bot/records/person';

// Where others read along a press may change a message only if it is a card of ours that was shown
// to the presser, with that button. Teams says which message was pressed, but not by whom it may be:
// the messages that wait for one person's press are written down until it comes.

/** A message in a channel or a group chat. */
interface Message {
  readonly conversation: string;
  readonly activityId: string;
}

const cardSchema = z.object({
  /** The person it was shown to, as a keyed mark: their id is nobody's business here. */
  by: z.string(),
  verbs: z.array(z.string()),
});
export const publicCardRows = jsonRows(
  { name: 'public card', table: 'Control', under: 'public-card', key: /^/ },
  cardSchema,
);

export const publicCardOver = 'public-card-over';
/** A form that nobody sent or cancelled stands so long; later presses still act, and leave it as it is. */
const stands = { hours: 24 * 30 };

const partitionOf = (ctx: TenantContext): string => key(ctx.tenant, 'public-card');
const rowKeyOf = ({ conversation, activityId }: Message): string =>
  hash(32, conversation, activityId);

const markOf = async (tables: Tables, ctx: TenantContext, who: PersonId): Promise<string> =>
  (await keyedIn(tables, ctx))(24, 'public-card', who);

/** Writes down what one person may press on a message; a card without buttons is done with. */
export async function keepPublicCard(
  tables: Tables,
  ctx: TenantContext,
  who: PersonId,
  message: Message,
  verbs: readonly string[],
  now: Instant,
): Promise<void> {
  const rowKey = rowKeyOf(message);
  if (verbs.length === 0) return dropPublicCard(tables, ctx, rowKey);
  await scheduleDue(tables, ctx, [{ at: now.add(stands), kind: publicCardOver, who: rowKey }]);
  const row = json(rowKey, { by: await markOf(tables, ctx, who), verbs });
  await tables.commit('Control', partitionOf(ctx), [{ kind: 'put', row }]);
}

export async function dropPublicCard(
  tables: Tables,
  ctx: TenantContext,
  rowKey: string,
): Promise<void> {
  await tables.commit('Control', partitionOf(ctx), [{ kind: 'delete', rowKey }]);
}

/** Whether a message is a card of ours that was shown to this person with that button. */
export async function isPublicCardOf(
  tables: Tables,
  ctx: TenantContext,
  who: PersonId,
  message: Message,
  verb: string,
): Promise<boolean> {
  const row = await tables.read('Control', partitionOf(ctx), rowKeyOf(message));
  const [card] = row === undefined ? [] : readApart(tables, [row], publicCardRows.read);
  return card?.verbs.includes(verb) === true && card.by === (await markOf(tables, ctx, who));
}
