import { personId, type TenantContext, teamId } from '#bot/core/ids';
import { instantOf, isoInstant, Temporal } from '#bot/core/time';
import { howToKind } from '#bot/features/howto/act';
import type { HowToDeps } from '#bot/features/howto/deps';
import { checkItem, offItem, stepsOf } from '#bot/features/howto/items';
import { reviewAt, together } from '#bot/features/howto/rules';
import { changeHowTo, type Kept, point, readHowTo, unpoint } from '#bot/features/howto/store';
import { apart } from '#bot/platform/rows';
import { type Tables, TooLarge } from '#bot/platform/tables';
import type { Feature } from '#bot/ports';
import { changePerson, personRow } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';
import { loadTeam } from '#bot/records/team';

/** Brings a how-to's topic in line with it, and hands its owner what its time has come for. */
export const howToJobs = ({ deps }: HowToDeps): NonNullable<Feature['jobs']> => ({
  [howToKind]: async (ctx, { who }, now) => {
    const { tables, calendar } = deps;
    const [team = '', id = '', skill = ''] = who.split('~');
    const howTo = await readHowTo(tables, ctx, teamId(team), id);
    if (howTo?.skill.id !== skill) {
      await unpoint(tables, ctx, skill, { team: teamId(team), id });
    }
    if (howTo === undefined) return 'stale';
    await point(tables, ctx, howTo);
    const isPast = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, now) <= 0;
    const at = reviewAt(howTo.checked, calendar.defaultZone);
    const asks = howTo.asked === undefined && isPast(at);
    const off =
      howTo.off !== undefined && isPast(instantOf(howTo.off.from)) ? howTo.off : undefined;
    if (!asks && off === undefined) return 'done';
    if (await isHere(tables, ctx, howTo)) {
      if (asks) await wait(tables, ctx, howTo, checkItem(howTo, isoInstant(at)));
      if (off !== undefined) await wait(tables, ctx, howTo, offItem(howTo, off.from, off.steps));
    }
    // Written last: cut off before, the owner is handed the same once more.
    await changeHowTo(tables, ctx, howTo.team, id, (fresh) => {
      if (fresh === undefined || fresh.checked !== howTo.checked) return { result: undefined };
      const { off: kept, ...rest } = fresh;
      const later = kept !== undefined && off === undefined ? { off: kept } : {};
      const next: Kept = { ...rest, ...later, ...(asks ? { asked: isoInstant(now) } : {}) };
      return { result: undefined, next };
    });
    return 'done';
  },
});

/** Whoever is out of the team is asked nothing: it stands there as nobody's. */
async function isHere(tables: Tables, ctx: TenantContext, { team, owner }: Kept): Promise<boolean> {
  if (owner === '') return false;
  const { members } = await loadTeam(tables, ctx, team);
  return members.some(({ id, guest }) => id === owner && !guest);
}

/** Something waits for the owner; what waits already is added to. */
async function wait(
  tables: Tables,
  ctx: TenantContext,
  { owner }: Kept,
  item: OpenItem,
): Promise<void> {
  const added = (before: OpenItem | undefined): OpenItem => {
    if (before === undefined) return item;
    const steps = together(stepsOf(before), stepsOf(item)).join(',');
    return { ...before, data: { ...before.data, steps } };
  };
  const work = () =>
    changePerson(tables, ctx, personId(owner), (person) => {
      if (person.etag === undefined) return { result: undefined };
      const before = person.open.find(({ id }) => id === item.id);
      return { result: undefined, change: { put: [personRow.open(added(before))] } };
    });
  await apart(tables, work).catch((error: unknown) => {
    // Their rows are full: it stands on the how-to all the same.
    if (!(error instanceof TooLarge)) throw error;
  });
}
