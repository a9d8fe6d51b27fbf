import type { PersonId, TenantContext } from '#bot/core/ids';
import { jsonRows, type RowKind, readApart } from '#bot/platform/rows';
import { key, type Op, type Row, type StoredRow, type Tables, unpart } from '#bot/platform/tables';
import { changeRows } from '#bot/records/change';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  type Membership,
  membershipSchema,
  type OpenItem,
  openItemSchema,
  type Profile,
  profileSchema,
  type Sent,
  type Share,
  sentSchema,
  shareSchema,
  type Wish,
  type Written,
  wishSchema,
  writtenSchema,
} from '#bot/records/profile';

/** The hot range of a person's partition: everything decisions need, in one query. */
export interface Person {
  readonly id: PersonId;
  /** Version of the profile row; absent when nothing is kept of this person yet. */
  readonly etag: string | undefined;
  /** Counts every change, so that an open tab notices one. */
  readonly rev: number;
  readonly profile: Profile;
  readonly shares: readonly Share[];
  readonly wishes: readonly Wish[];
  readonly teams: readonly Membership[];
  readonly open: readonly OpenItem[];
  readonly sent: readonly Sent[];
  /** What this person wrote in practices and nobody else may read yet, or any more. */
  readonly written: readonly Written[];
}

/** What one decision changes; all of it or nothing. */
export interface Change {
  readonly profile?: Partial<Profile>;
  /** Rows that must not exist yet; when one does, the decision is taken again on fresh rows. */
  readonly insert?: readonly Row[];
  readonly put?: readonly Row[];
  /** Row keys; only of rows known to exist. */
  readonly remove?: readonly string[];
  /** Timing rows, written before the change: a crash in between costs a look, never a reminder. */
  readonly due?: readonly Due[];
}

export interface Decision<T> {
  readonly result: T;
  readonly change?: Change;
}

export const personPartition = (ctx: TenantContext, id: PersonId): string => key(ctx.tenant, id);

const profileKey = 'a~profile';

/** Rows of a person's partition, by what they are. `data` is the parsed part. */
export const personRow = {
  share: ({ id, ...data }: Share): Row => json(`b~share~${id}`, data),
  wish: ({ id, ...data }: Wish): Row => json(`b~wish~${id}`, data),
  team: ({ id, ...data }: Membership): Row => json(key('b', 'team', id), data),
  open: ({ id, ...data }: OpenItem): Row => json(key('c', 'open', id), data),
  sent: ({ key: sentKey, ...data }: Sent): Row => json(key('d', 'sent', sentKey), data),
  written: ({ run, form, ...data }: Written): Row => json(personKey.written({ run, form }), data),
};

export const personKey = {
  share: (id: string): string => `b~share~${id}`,
  wish: (id: string): string => `b~wish~${id}`,
  team: (id: string): string => key('b', 'team', id),
  open: (id: string): string => key('c', 'open', id),
  sent: (sentKey: string): string => key('d', 'sent', sentKey),
  written: ({ run, form }: Pick<Written, 'run' | 'form'>): string => key('b', 'wrote', run, form),
};

export const profileRows = jsonRows(
  { name: 'profile', table: 'People', key: /^a~profile$/ },
  profileSchema,
);
const shareRows = jsonRows({ name: 'share', table: 'People', key: /^b~share~/ }, shareSchema);
const wishRows = jsonRows({ name: 'wish', table: 'People', key: /^b~wish~/ }, wishSchema);
export const membershipRows = jsonRows(
  { name: 'membership', table: 'People', key: /^b~team~/ },
  membershipSchema,
);
const openRows = jsonRows({ name: 'open item', table: 'People', key: /^c~open~/ }, openItemSchema);
const writtenRows = jsonRows(
  { name: 'answer', table: 'People', key: /^b~wrote~/, unsaved: true },
  writtenSchema,
);
const sentRows = jsonRows({ name: 'sent', table: 'People', key: /^d~sent~/ }, sentSchema);

/** The hot range of a person. */
export const personRows: readonly RowKind[] = [
  profileRows,
  shareRows,
  wishRows,
  membershipRows,
  openRows,
  sentRows,
  writtenRows,
];

/** A row whose content is one JSON column, parsed on read. */
export const json = (rowKey: string, data: unknown): Row => ({
  rowKey,
  data: JSON.stringify(data),
});

/** Everything before the history rows. */
const hotRange = { from: 'a', to: 'e' };

export async function loadPerson(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
): Promise<Person> {
  return personOf(id, await tables.range('People', personPartition(ctx, id), hotRange));
}

/** What `Person.rev` counts, by one point read; 0 while nothing is kept of this person. */
export async function readRev(tables: Tables, ctx: TenantContext, id: PersonId): Promise<number> {
  const row = await tables.read('People', personPartition(ctx, id), profileKey);
  return row === undefined ? 0 : Number(row['rev']);
}

/** A person from the rows of the hot range, in any order; other rows are passed over. */
export function personOf(id: PersonId, rows: readonly StoredRow[]): Person {
  const shares: Share[] = [];
  const wishes: Wish[] = [];
  const teams: Membership[] = [];
  const open: OpenItem[] = [];
  const sent: Sent[] = [];
  const written: Written[] = [];
  let profile: Profile | undefined;
  let etag: string | undefined;
  let rev = 0;
  for (const row of rows) {
    const [range, kind, ...rest] = row.rowKey.split('~');
    const rowId = rest.map(unpart).join('~');
    if (row.rowKey === profileKey) {
      profile = profileRows.read(row);
      etag = row.etag;
      rev = Number(row['rev']);
    } else if (range === 'b' && kind === 'share') {
      shares.push({ id: rowId, ...shareRows.read(row) });
    } else if (range === 'b' && kind === 'wish') {
      wishes.push({ id: rowId, ...wishRows.read(row) });
    } else if (range === 'b' && kind === 'team') {
      teams.push({ id: rowId, ...membershipRows.read(row) });
    } else if (range === 'b' && kind === 'wrote') {
      const [run = '', form = ''] = rest.map(unpart);
      written.push({ run, form, ...writtenRows.read(row) });
    } else if (range === 'c') {
      open.push({ id: rowId, ...openRows.read(row) });
    } else if (range === 'd') {
      sent.push({ key: rowId, ...sentRows.read(row) });
    }
  }
  const byAdded = (a: { added: string }, b: { added: string }) => (a.added < b.added ? -1 : 1);
  shares.sort(byAdded);
  wishes.sort(byAdded);
  open.sort((a, b) => (a.created < b.created ? -1 : 1));
  profile ??= profileSchema.parse({});
  return { id, etag, rev, profile, shares, wishes, teams, open, sent, written };
}

/**
 * Of somebody whose rows cannot all be read, those that can: for their export and their erase, and
 * for nothing else. Somebody without a readable profile has said yes to nothing.
 */
export async function salvagePerson(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
): Promise<Person> {
  const rows = await tables.range('People', personPartition(ctx, id), hotRange);
  const kindOf = ({ rowKey }: Row) => personRows.find(({ key: known }) => known.test(rowKey));
  const readable = readApart(tables, rows, (row) => {
    kindOf(row)?.read(row);
    return row;
  });
  return personOf(id, readable);
}

/** The record a change was about was erased meanwhile; what was to be written is not. */
export class ErasedMeanwhile extends Error {
  override readonly name = 'ErasedMeanwhile';
}

/**
 * Takes a decision on fresh rows and carries it out as one batch; when somebody else was first,
 * decides again. `decide` is called once or more and must not do anything but decide.
 * @param known rows just read in this turn, which saves the first read
 */
export async function changePerson<T>(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
  decide: (person: Person) => Decision<T>,
  known?: Person,
): Promise<T> {
  let had = known?.etag !== undefined;
  const read = async (): Promise<Person> => {
    const person = await loadPerson(tables, ctx, id);
    // An erase was first: what somebody else had begun must not bring the person back.
    if (had && person.etag === undefined) throw new ErasedMeanwhile('erased meanwhile');
    had = person.etag !== undefined;
    return person;
  };
  return changeRows(
    tables,
    ['People', personPartition(ctx, id)],
    read,
    (person) => {
      const { result, change } = decide(person);
      if (change === undefined) return { result };
      const { due = [] } = change;
      return {
        result,
        ops: changeOps(person, change),
        first: () => scheduleDue(tables, ctx, due),
      };
    },
    known,
  );
}

/** One batch of a change: the profile meets its version, or is made. */
export function changeOps(person: Person, change: Change): Op[] {
  const row: Row = {
    ...json(profileKey, { ...person.profile, ...change.profile }),
    rev: person.rev + 1,
  };
  return [
    person.etag === undefined
      ? { kind: 'insert', row }
      : { kind: 'replace', row, etag: person.etag },
    ...(change.insert ?? []).map((inserted): Op => ({ kind: 'insert', row: inserted })),
    ...(change.put ?? []).map((put): Op => ({ kind: 'put', row: put })),
    ...(change.remove ?? []).map((rowKey): Op => ({ kind: 'delete', rowKey })),
  ];
}
