import type { TenantContext } from '#bot/core/ids';
import { roundId } from '#bot/features/rounds/rules';
import { allRhythms, earlierRounds } from '#bot/features/rounds/store';
import type { Tables } from '#bot/platform/tables';

/** A topic that rounds found short. */
interface Short {
  readonly skill: string;
  readonly name: string;
  /** Most people of one round who wished for it and could not be taught: five or more. */
  readonly people: number;
}

/**
 * Topics that the rounds which closed in a stretch of time found short, one entry a skill, for
 * whoever tells of it by the rule of five.
 * @param during milliseconds, the end not included
 */
export const roundShortages =
  (tables: Tables) =>
  async (
    ctx: TenantContext,
    during: { readonly from: number; readonly to: number },
  ): Promise<Short[]> => {
    const found = new Map<string, Short>();
    for await (const { scope, rhythm } of allRhythms(tables, ctx)) {
      const next = roundId(Number(rhythm.round?.id ?? 0) + 1);
      for (const { head } of await earlierRounds(tables, ctx, scope, next)) {
        const at = Date.parse(head.at);
        if (at < during.from || at >= during.to) continue;
        for (const { skill, name, missing } of head.shortages) {
          const before = found.get(skill);
          if ((before?.people ?? 0) < missing) found.set(skill, { skill, name, people: missing });
        }
      }
    }
    return [...found.values()];
  };
