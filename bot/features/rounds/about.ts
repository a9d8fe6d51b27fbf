import type { TenantContext } from '#bot/core/ids';
import { type Scope, tenantScope } from '#bot/features/rounds/record';
import { learnsFrom, teachesTo } from '#bot/features/rounds/rules';
import { activityIn, leftIn, roundsPartition } from '#bot/features/rounds/store';
import { readApart } from '#bot/platform/rows';
import { type StoredRow, type Tables, unpart } from '#bot/platform/tables';
import type { Person } from '#bot/records/person';

/** A row of others that is about somebody, cut down to what is about them. */
export interface AboutMe {
  readonly rowKey: string;
  readonly [column: string]: unknown;
}

/**
 * What rounds hold of a person, for their export: their own arcs and what they said. Who could not,
 * and what the others of a circle explain to each other, is not about them.
 */
export const roundsAbout =
  (tables: Tables) =>
  async (ctx: TenantContext, person: Person): Promise<AboutMe[]> => {
    const scopes = new Set<Scope>([
      tenantScope,
      ...person.teams.map(({ id }) => id),
      ...Object.keys(person.profile.rounds),
    ]);
    const found: AboutMe[] = [];
    for (const scope of scopes) {
      const partition = roundsPartition(ctx, scope);
      const only = { from: partition, to: `${partition}!` };
      for await (const row of tables.across('Teams', only)) {
        found.push(...readApart(tables, [row], () => aboutIn(row, person.id)).flat());
      }
    }
    return found;
  };

function aboutIn(row: StoredRow, me: string): AboutMe[] {
  const { rowKey } = row;
  const [what = '', ...parts] = rowKey.split('~').map(unpart);
  if (what === 'yes') return parts.at(-1) === me ? [{ rowKey }] : [];
  if (what === 'left') {
    return parts.at(-1) === me ? [{ rowKey, data: { why: leftIn(row).why } }] : [];
  }
  if (what !== 'act') return [];
  const activity = activityIn(row);
  const arcs = [learnsFrom(activity, me), teachesTo(activity, me)].filter(
    (arc) => arc !== undefined,
  );
  if (arcs.length === 0) return [];
  const { kind, asks, met } = activity;
  return [{ rowKey, data: { kind, asks, arcs, met: met[me] ?? null } }];
}
