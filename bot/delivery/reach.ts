import { personId } from '#bot/core/ids';
import { blockedAgainMs, reachKind } from '#bot/delivery/control';
import { reschedule } from '#bot/delivery/schedule';
import { unpart } from '#bot/platform/tables';
import type { Deps, Job } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { changePerson } from '#bot/records/person';

/**
 * Teams refused somebody, and then everybody for the same reason: once it takes messages again they
 * are written to as before, from their next moment on. If it was about them, the next refusal says so.
 */
export const reachJob =
  ({ tables, control, calendar }: Deps): Job =>
  async (ctx, { who }, now) => {
    if (control.block !== undefined) {
      const at = now.add({ milliseconds: blockedAgainMs });
      await scheduleDue(tables, ctx, [{ at, kind: reachKind, who }]);
      return 'later';
    }
    const [id = '', why = ''] = who.split('~').map(unpart);
    return changePerson(tables, ctx, personId(id), (person) => {
      const { reach } = person.profile;
      if (reach.state === 'ok' || reach.why !== why) return { result: 'stale' };
      return {
        result: 'done',
        change: reschedule(person, { reach: { state: 'ok' } }, now, calendar),
      };
    });
  };
