import type { TenantContext } from '#bot/core/ids';
import { type Allowed, changeAllowed, readAllowed } from '#bot/features/organisation/store';
import type { Tables } from '#bot/platform/tables';

/** What this process knows of what the organisation allows. */
export interface Standing {
  /** Whether calendars may be read, as far as anybody found out. */
  readonly calendars: boolean;
  read(): Promise<Allowed>;
  change(decide: (allowed: Allowed) => Allowed): Promise<Allowed>;
  /** A proposal went on without an answer. */
  late(): void;
}

export function standingIn(tables: Tables, ctx: TenantContext): Standing {
  let known = false;
  let late = 0;
  const learn = (allowed: Allowed): Allowed => {
    known = allowed.calendar.state === 'available';
    return allowed;
  };
  const change: Standing['change'] = async (decide) =>
    learn(await changeAllowed(tables, ctx, decide));
  return {
    get calendars() {
      return known;
    },
    async read() {
      const counted = late;
      if (counted === 0) return learn(await readAllowed(tables, ctx));
      late = 0;
      return change((allowed) => ({ ...allowed, late: allowed.late + counted })).catch(
        (error: unknown) => {
          late += counted;
          throw error;
        },
      );
    },
    change,
    late() {
      late += 1;
    },
  };
}
