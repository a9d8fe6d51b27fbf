import type { TenantContext } from '#bot/core/ids';
import type { Tables } from '#bot/platform/tables';
import { keyedIn } from '#bot/records/keyed';
import type { Person } from '#bot/records/person';

/**
 * Who leads whom is kept as a mark beside whoever reports: without the tenant's key nobody can read a
 * name or an id from it. It keeps the two apart and offers a digest, and nothing else.
 */
export interface Leads {
  /** The mark of whom somebody reports to. */
  markOf(manager: string): string;
  /** One of the two reports to the other. */
  between(one: Pick<Person, 'id' | 'profile'>, other: Pick<Person, 'id' | 'profile'>): boolean;
}

export async function leadsIn(tables: Tables, ctx: TenantContext): Promise<Leads> {
  const keyed = await keyedIn(tables, ctx);
  const markOf = (manager: string): string => keyed(40, 'leads', manager.toLowerCase());
  return {
    markOf,
    between: (one, other) =>
      one.profile.manager === markOf(other.id) || other.profile.manager === markOf(one.id),
  };
}
