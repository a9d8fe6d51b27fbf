import { z } from 'zod';
import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { jsonRows, type RowKind, readApart, rowsRead } from '#bot/platform/rows';
import {
  key,
  type Op,
  type Row,
  type StoredRow,
  startingWith,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import {
  type AnyPractice,
  type Format,
  named,
  type Opened,
  type Part,
  type Run,
} from '#bot/practice/contract';
import { changeRows, type Decided } from '#bot/records/change';
import { json } from '#bot/records/person';
import { conversationSchema } from '#bot/records/profile';
import { languages } from '#bot/strings/index';

// A partition holds what one team, chat or group of people has together. Of a run: its head, a row
// for each who takes part, and what was opened. What somebody writes before that is in their own rows.

const instant = z.iso.datetime({ offset: true });

/** Where others read of it. */
const postSchema = z.object({
  conversation: conversationSchema,
  /** `sending` by nobody who is still there: perhaps it arrived, it is not sent again. */
  state: z.enum(['waiting', 'sending', 'sent']),
  /** Times that Teams did not take it. */
  attempts: z.number().int().default(0),
  activityId: z.string().optional(),
  /** Mark of the card that stands there. */
  shown: z.string().default(''),
  end: z.enum(['sending', 'sent']).optional(),
});
export type Post = z.infer<typeof postSchema>;

const headSchema = z.object({
  practice: z.string(),
  scope: z.object({ kind: z.enum(['team', 'chat', 'people']), id: z.string(), name: z.string() }),
  by: z.string(),
  started: instant,
  lang: z.enum(languages),
  zone: z.string(),
  country: z.string().optional(),
  open: z.boolean(),
  keeps: z.enum(['all', 'kept', 'nothing']),
  state: z.unknown(),
  post: postSchema.optional(),
});
const partSchema = z.object({ role: z.string(), given: z.array(z.string()).default([]) });
const openedSchema = z.object({
  answers: z.array(
    z.object({ id: z.string(), field: z.string(), text: z.string(), name: z.string().optional() }),
  ),
});
const formatSchema = z.object({
  practice: z.string(),
  name: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
});

const where = { table: 'Teams', under: 'practice' } as const;
const partRows = jsonRows({ name: 'part in a run', ...where, key: /^run~[^~]+~p~/ }, partSchema);
const openedRows = jsonRows(
  { name: 'opened answers', ...where, key: /^run~[^~]+~o~/, unsaved: true },
  openedSchema,
);
const formatRows = jsonRows({ name: 'own format', ...where, key: /^format~/ }, formatSchema);

const offRows = jsonRows({ name: 'form switched off', ...where, key: /^off~/ }, z.object({}));

/** The rows of all practices; the state of a run is read as its own practice says. */
export function practiceRows(practices: readonly AnyPractice[]): readonly RowKind[] {
  return [headRows(practices), partRows, openedRows, formatRows, offRows];
}

const headRows = (practices: readonly AnyPractice[]): RowKind<z.output<typeof headSchema>> =>
  rowsRead({ name: 'run', ...where, key: /^run~[^~]+~h$/ }, (row) => {
    const head = headSchema.parse(JSON.parse(String(row['data'])));
    const known = practices.find(({ name }) => name === head.practice);
    if (known === undefined) throw new RangeError('a run of no known practice');
    return { ...head, state: known.state.parse(head.state) };
  });

/** A run as it stands in storage. */
export interface Stored {
  readonly run: Run;
  readonly post: Post | undefined;
  readonly etag: string;
  /** Rows of opened answers there are. */
  readonly openedRows: number;
}

/** Batches hold a hundred rows: parts written at once, beside the head and what was opened. */
const partsAtOnce = 60;
/** UTF-16 units of answers in one row: a column holds 32 000. */
const rowUnits = 20_000;

const prefix = (run: string): string => `${key('run', run)}~`;
const headKey = (run: string): string => key('run', run, 'h');
const partKey = (run: string, person: PersonId): string => key('run', run, 'p', person);
const openedKey = (run: string, part: number): string =>
  key('run', run, 'o', String(part).padStart(3, '0'));

const scopePartition = (ctx: TenantContext, scope: string): string =>
  key(ctx.tenant, 'practice', scope);

/** What is stored of runs: read and changed here only. */
export function runStore(tables: Tables, practices: readonly AnyPractice[]) {
  const heads = headRows(practices);

  const runFrom = (id: string, rows: readonly StoredRow[]): Stored | undefined => {
    const row = rows.find(({ rowKey }) => rowKey === headKey(id));
    if (row === undefined) return undefined;
    const { post, ...head } = heads.read(row);
    const parts = new Map<PersonId, Part>();
    const opened: Opened[] = [];
    let openedCount = 0;
    for (const one of rows) {
      const [, , kind, who = ''] = one.rowKey.split('~');
      if (kind === 'p') parts.set(personId(unpart(who)), partRows.read(one));
      if (kind !== 'o') continue;
      openedCount += 1;
      opened.push(...openedRows.read(one).answers.map(withoutEmpty));
    }
    return { run: { id, ...head, parts, opened }, post, etag: row.etag, openedRows: openedCount };
  };

  const load = async (ctx: TenantContext, scope: string, id: string) =>
    runFrom(id, await tables.range('Teams', scopePartition(ctx, scope), startingWith(prefix(id))));

  return {
    load,

    /** Everything a scope has: its runs, newest first, and its own formats. */
    async list(ctx: TenantContext, scope: string) {
      const rows = await tables.range('Teams', scopePartition(ctx, scope));
      const ids = rows.flatMap(({ rowKey }) => /^run~([^~]+)~h$/.exec(rowKey)?.[1] ?? []);
      const of = (id: string) => rows.filter(({ rowKey }) => rowKey.startsWith(prefix(id)));
      const runs = readApart(
        tables,
        ids.map((id) => ({ rowKey: id })),
        ({ rowKey: id }) => runFrom(id, of(id)),
      ).filter((stored) => stored !== undefined);
      runs.sort((a, b) => (a.run.started > b.run.started ? -1 : 1));
      const formats = rows.filter(({ rowKey }) => rowKey.startsWith('format~'));
      return {
        runs,
        formats: readApart(tables, formats, formatRows.read),
        off: offIn(rows),
      };
    },

    /** Forms that a scope switched off. */
    async off(ctx: TenantContext, scope: string): Promise<readonly string[]> {
      return offIn(await tables.range('Teams', scopePartition(ctx, scope), startingWith('off~')));
    },

    async switchForm(ctx: TenantContext, scope: string, practice: string, on: boolean) {
      const rowKey = key('off', practice);
      const op: Op = on ? { kind: 'delete', rowKey } : { kind: 'put', row: json(rowKey, {}) };
      await tables.commit('Teams', scopePartition(ctx, scope), [op]);
    },

    /** @returns false when it was begun before */
    async begin(
      ctx: TenantContext,
      run: Run,
      post: Post | undefined,
      format?: Format,
    ): Promise<boolean> {
      const ops: Op[] = [{ kind: 'insert', row: headRow(run, post) }, ...partOps(run, new Map())];
      if (format !== undefined) {
        const row = json(key('format', format.name.toLowerCase()), {
          ...format,
          practice: run.practice,
        });
        ops.push({ kind: 'put', row });
      }
      const done = await tables.commit('Teams', scopePartition(ctx, run.scope.id), ops);
      return done === 'done';
    },

    /** Somebody takes part from now on; no other row is touched, so that nothing tells of it. */
    async join(
      ctx: TenantContext,
      run: Run,
      me: PersonId,
      given: readonly string[],
    ): Promise<void> {
      const before = run.parts.get(me);
      if (before !== undefined && before.role !== named) return;
      const row = json(partKey(run.id, me), { role: '', given });
      const kind = before === undefined ? 'insert' : 'put';
      await tables.commit('Teams', scopePartition(ctx, run.scope.id), [{ kind, row }]);
    },

    /** Changes a run on fresh rows; `undefined` leaves it. One that is gone is not changed. */
    change<T>(
      ctx: TenantContext,
      scope: string,
      id: string,
      decide: (stored: Stored) => {
        readonly result: T;
        readonly run?: Run;
        readonly post?: Post;
        readonly first?: () => Promise<void>;
      },
      known?: Stored,
    ): Promise<T | undefined> {
      return changeRows<Stored | undefined, T | undefined>(
        tables,
        ['Teams', scopePartition(ctx, scope)],
        () => load(ctx, scope, id),
        (stored): Decided<T | undefined> => {
          if (stored === undefined) return { result: undefined };
          const { result, run = stored.run, post = stored.post, first } = decide(stored);
          if (run === stored.run && post === stored.post) return { result };
          const parts = partOps(run, stored.run.parts);
          const apart = parts.length > partsAtOnce;
          const ops: Op[] = [
            { kind: 'replace', row: headRow(run, post), etag: stored.etag },
            ...(apart ? [] : parts),
            ...openedOps(run, stored),
          ];
          return {
            result,
            ops,
            async first() {
              await first?.();
              // What somebody is in a run counts only by the head: these may come before it.
              const partition = scopePartition(ctx, scope);
              for (let start = 0; apart && start < parts.length; start += partsAtOnce) {
                const some = parts.slice(start, start + partsAtOnce);
                await tables.commit('Teams', partition, some);
              }
            },
          };
        },
        known,
      );
    },

    /** Writes down what was handed to people, whatever else happened to the run. */
    async given(ctx: TenantContext, run: Run, given: ReadonlyMap<PersonId, readonly string[]>) {
      const ops = [...given].map(([person, now]): Op => {
        const { role } = run.parts.get(person) ?? { role: '' };
        return { kind: 'put', row: json(partKey(run.id, person), { role, given: now }) };
      });
      if (ops.length > 0) await tables.commit('Teams', scopePartition(ctx, run.scope.id), ops);
    },

    /** Takes all rows of a run away, the head last: a crash in between is gone on with. */
    async remove(ctx: TenantContext, scope: string, id: string): Promise<void> {
      const partition = scopePartition(ctx, scope);
      const rows = await tables.range('Teams', partition, startingWith(prefix(id)));
      const keys = rows.map(({ rowKey }) => rowKey).filter((one) => one !== headKey(id));
      for (let start = 0; start < keys.length; start += 99) {
        const some = keys.slice(start, start + 99);
        await tables.commit(
          'Teams',
          partition,
          some.map((rowKey): Op => ({ kind: 'delete', rowKey })),
        );
      }
      await tables.commit('Teams', partition, [{ kind: 'delete', rowKey: headKey(id) }]);
    },

    /** The runs somebody is in, wherever: for an export and an erase, which look everywhere. */
    async runsOf(ctx: TenantContext, me: PersonId): Promise<Stored[]> {
      const scopes = new Map<string, string>();
      for await (const row of tables.across(
        'Teams',
        startingWith(`${key(ctx.tenant, 'practice')}~`),
      )) {
        const [kind, id = '', of, who = ''] = row.rowKey.split('~');
        // Whoever started it has a part only once they press.
        const isStarter = of === 'h' && String(row['data']).includes(`"by":"${me}"`);
        if (kind === 'run' && (isStarter || (of === 'p' && unpart(who) === me))) {
          scopes.set(unpart(id), unpart(row.partitionKey.split('~')[2] ?? ''));
        }
      }
      const found = await Promise.all([...scopes].map(([id, scope]) => load(ctx, scope, id)));
      return found.filter((stored) => stored !== undefined);
    },
  };
}
export type RunStore = ReturnType<typeof runStore>;

const offIn = (rows: readonly StoredRow[]): string[] =>
  rows.flatMap(({ rowKey }) => {
    const [kind, practice = ''] = rowKey.split('~');
    return kind === 'off' ? [unpart(practice)] : [];
  });

const withoutEmpty = ({
  name,
  ...answer
}: z.output<typeof openedSchema>['answers'][number]): Opened =>
  name === undefined ? answer : { ...answer, name };

function headRow({ id, parts: _, opened: __, ...head }: Run, post: Post | undefined): Row {
  return json(headKey(id), { ...head, ...(post === undefined ? {} : { post }) });
}

/** Rows of those whose part changed. */
function partOps(run: Run, before: Run['parts']): Op[] {
  return [...run.parts]
    .filter(([person, part]) => before.get(person) !== part)
    .map(([person, part]): Op => ({ kind: 'put', row: json(partKey(run.id, person), part) }));
}

/** What was opened, in as few rows as hold it; a run that keeps no answers has none. */
function openedOps({ id, keeps, opened }: Run, stored: Stored): Op[] {
  const wanted = keeps === 'all' ? opened : [];
  if (wanted === stored.run.opened || (wanted.length === 0 && stored.openedRows === 0)) return [];
  const rows: Opened[][] = [[]];
  let units = 0;
  for (const answer of wanted) {
    units += answer.text.length + 100;
    if (units > rowUnits) {
      rows.push([]);
      units = answer.text.length + 100;
    }
    rows.at(-1)?.push(answer);
  }
  const kept = wanted.length === 0 ? [] : rows;
  const stale = Array.from({ length: stored.openedRows }, (_, part) => part).slice(kept.length);
  return [
    ...kept.map(
      (answers, part): Op => ({ kind: 'put', row: json(openedKey(id, part), { answers }) }),
    ),
    ...stale.map((part): Op => ({ kind: 'delete', rowKey: openedKey(id, part) })),
  ];
}
