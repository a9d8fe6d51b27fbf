import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import type { Container } from '#bot/platform/container';

// Who erased themselves, as keyed hashes beside the backups: older than any backup that still holds
// them none of these gets, since both live equally long.

const schema = z.object({ at: z.iso.datetime() });
const folderOf = (ctx: TenantContext): string => `${ctx.tenant}/erased/`;

/** From now on no backup brings the person back. */
export const noteErased = (
  backups: Container,
  ctx: TenantContext,
  hash: string,
  at: Instant,
  signal?: AbortSignal,
): Promise<void> =>
  backups.put(
    `${folderOf(ctx)}${hash}`,
    Buffer.from(JSON.stringify({ at: isoInstant(at) })),
    signal,
  );

/** Everybody who is noted, by keyed hash, and when. */
export async function* notedErased(
  backups: Container,
  ctx: TenantContext,
): AsyncIterable<{ readonly hash: string; readonly at: Instant }> {
  for await (const name of backups.names(folderOf(ctx))) {
    const content = await backups.get(name);
    // It ran out between the two calls.
    if (content === undefined) continue;
    const { at } = schema.parse(JSON.parse(Buffer.from(content).toString()));
    yield { hash: name.slice(folderOf(ctx).length), at: instantOf(at) };
  }
}
