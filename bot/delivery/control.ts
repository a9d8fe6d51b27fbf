import { z } from 'zod';
import type { PersonId, TenantContext } from '#bot/core/ids';
import { table } from '#bot/core/table';
import { type Clock, dayIn, isoInstant } from '#bot/core/time';
import { jsonRows, readApart, type Unreadable } from '#bot/platform/rows';
import { type Committed, key, type Op, startingWith, type Tables } from '#bot/platform/tables';
import type { Log } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { keyedHash } from '#bot/records/forgotten';
import { json } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

const blockSchema = z.object({ why: z.string(), since: z.string() });
type Block = z.infer<typeof blockSchema>;

/** A recall: what it withdraws, and how far it is. It holds until an operator cancels it. */
const recallSchema = z.object({
  item: z.string().optional(),
  kind: z.string().optional(),
  since: z.string(),
  state: z.enum(['running', 'done']),
  /** The last partition that was dealt with. */
  after: z.string().optional(),
  /** Everybody there is; unknown until the job has counted. */
  total: z.number().int().nullable().default(null),
  /** Times that everybody was gone through, and cards that were left over this time. */
  pass: z.number().int(),
  left: z.number().int(),
  people: z.number().int(),
  items: z.number().int(),
  cards: z.number().int(),
  failed: z.number().int(),
});
export type Recall = z.infer<typeof recallSchema> & { readonly id: string };

const totalsSchema = z.object({
  since: z.string(),
  sent: z.number().int(),
  missed: z.number().int(),
  refused: z.record(z.string(), z.number().int()),
  rate: z.number(),
});
type Totals = z.infer<typeof totalsSchema>;

const blockRows = jsonRows(
  { name: 'block', table: 'Control', key: /^delivery~block$/ },
  blockSchema,
);
const totalsRows = jsonRows(
  { name: 'totals', table: 'Control', key: /^delivery~totals$/ },
  totalsSchema,
);
const recallRows = jsonRows(
  { name: 'recall', table: 'Control', key: /^delivery~recall~/ },
  recallSchema,
);

/**
 * What an operator's word and Teams' refusals do to the whole tenant: blocks, recalls, totals. Rows
 * of the Control table, `delivery~…`; every process reads them all with one query at each tick.
 */
export interface Control {
  /** Teams refuses the whole tenant. */
  readonly block: Block | undefined;
  readonly recalls: readonly Recall[];
  readonly totals: Totals | undefined;
  /** Rows that somebody met in the last two days and that cannot be read. */
  readonly unreadableRows: number;
  /** How often in a row a job failed in this process, by kind and whom it is about. */
  readonly failures: Map<string, number>;
  isRecalled(item: Pick<OpenItem, 'id' | 'kind'>): boolean;
  refresh(): Promise<void>;
  /** Stops everything and alarms. */
  stop(why: string): Promise<void>;
  resume(): Promise<void>;
  putRecall(recall: Recall): Promise<void>;
  /** Writes progress, unless the recall was cancelled meanwhile. */
  noteRecall(recall: Recall): Promise<Committed>;
  dropRecall(id: string): Promise<void>;
  /** A row was met that cannot be read: it is counted, and alarms once a day. */
  unreadable(error: Unreadable): void;
  /** Somebody was given up: for nothing, should it turn out that the whole tenant is refused. */
  gaveUp(person: PersonId, why: string): Promise<void>;
  /** Counts what became of a message. */
  count(outcome: 'sent' | 'missed' | 'refused', why?: string): void;
  /** Adds what was counted to the stored totals, with the rate as it is now. */
  flush(rate: number): Promise<void>;
}

/** While the tenant is blocked, what falls due is due again after this time. */
export const blockedAgainMs = 15 * 60_000;
/** Looks again at somebody who was given up when it was the whole tenant that was refused. */
export const reachKind = 'reach';
const rememberedGivenUp = 100;
const rememberedMet = 10_000;

/** A row that was met, by a keyed hash of where it stands. */
const unreadableSchema = z.object({ kind: z.string(), at: z.iso.datetime() });
const unreadableRows = jsonRows(
  { name: 'unreadable', table: 'Control', key: /^delivery~unreadable~/ },
  unreadableSchema,
);
const unreadableKey = (hash: string): string => key('delivery', 'unreadable', hash);
/** One that nobody meets for so long was mended or erased. */
const metWithin = { hours: 48 };
const notedAtOnce = 100;

const prefix = 'delivery~';
const blockKey = 'delivery~block';
const totalsKey = 'delivery~totals';
const recallKey = (id: string): string => key('delivery', 'recall', id);

export const controlRows = [blockRows, totalsRows, recallRows, unreadableRows];

/** Refusals are counted by Teams' own codes, whatever Teams writes there. */
const uncounted = () => ({ sent: 0, missed: 0, refused: table<Record<string, number>>({}) });

export function deliveryControl(
  tables: Tables,
  ctx: TenantContext,
  clock: Clock,
  log: Log,
): Control {
  const partition = key(ctx.tenant);
  let block: Block | undefined;
  let recalls: Recall[] = [];
  let etags = new Map<string, string>();
  let totals: Totals | undefined;
  let unreadable = 0;
  /** By where it stands: the day on which it was last told of. */
  const met = new Map<string, string>();
  const unnoted = new Map<string, string>();
  let counted = uncounted();
  let changes = 0;
  let givenUp: { readonly person: PersonId; readonly why: string }[] = [];
  const lookAgain = async (why: string): Promise<void> => {
    const mistaken = givenUp.filter((one) => one.why === why);
    givenUp = [];
    const at = clock.now().add({ milliseconds: blockedAgainMs });
    await scheduleDue(
      tables,
      ctx,
      mistaken.map(({ person }) => ({ at, kind: reachKind, who: key(person, why) })),
    );
  };
  const put = async (rowKey: string, data: unknown): Promise<void> => {
    changes += 1;
    await tables.commit('Control', partition, [{ kind: 'put', row: json(rowKey, data) }]);
  };
  const remove = async (rowKey: string): Promise<void> => {
    changes += 1;
    await tables.commit('Control', partition, [{ kind: 'delete', rowKey }]);
  };

  /** Writes down what was met since; the same row is one, whichever process met it. */
  const noteUnreadable = async (): Promise<void> => {
    if (unnoted.size === 0) return;
    const hashOf = await keyedHash(tables, ctx);
    const at = isoInstant(clock.now());
    const some = [...unnoted].slice(0, notedAtOnce);
    const ops = some.map(([where, kind]): Op => {
      return { kind: 'put', row: json(unreadableKey(hashOf(where)), { kind, at }) };
    });
    await tables.commit('Control', partition, ops);
    for (const [where] of some) unnoted.delete(where);
  };

  const control: Control = {
    get block() {
      return block;
    },
    get recalls() {
      return recalls;
    },
    get totals() {
      return totals;
    },
    get unreadableRows() {
      return unreadable + unnoted.size;
    },
    unreadable({ kind, row }) {
      const where = `${row.partitionKey} ${row.rowKey}`;
      const today = dayIn(clock.now(), 'UTC');
      if (met.get(where) === today) return;
      if (met.size >= rememberedMet) met.clear();
      met.set(where, today);
      unnoted.set(where, kind);
      log.error({ kind, alarm: 'unreadable' }, 'a row cannot be read and is left out');
    },
    failures: new Map(),
    isRecalled: ({ id, kind }) =>
      recalls.some((recall) => recall.item === id || recall.kind === kind),
    async refresh() {
      const before = changes;
      await noteUnreadable();
      const rows = await tables.range('Control', partition, startingWith(prefix));
      // What this process changed meanwhile is newer than what was read.
      if (before !== changes) return;
      const found: Recall[] = [];
      block = undefined;
      totals = undefined;
      etags = new Map(rows.map(({ rowKey, etag }) => [rowKey, etag]));
      const gone: Op[] = [];
      const since = isoInstant(clock.now().subtract(metWithin));
      let seen = 0;
      for (const row of rows) {
        const { rowKey } = row;
        if (rowKey === blockKey) {
          const [read] = readApart(tables, [row], blockRows.read);
          // Nothing is sent on a guess: an operator resumes.
          block = read ?? { why: 'Unreadable', since: isoInstant(clock.now()) };
        } else if (rowKey === totalsKey) {
          [totals] = readApart(tables, [row], totalsRows.read);
        } else if (unreadableRows.key.test(rowKey)) {
          const [one] = readApart(tables, [row], unreadableRows.read);
          if (one !== undefined && one.at > since) seen += 1;
          else gone.push({ kind: 'delete', rowKey });
        } else {
          const id = rowKey.split('~')[2] ?? '';
          found.push(...readApart(tables, [row], () => ({ id, ...recallRows.read(row) })));
        }
      }
      recalls = found;
      unreadable = seen;
      for (const op of gone) await tables.commit('Control', partition, [op]);
    },
    async stop(why) {
      if (block !== undefined) return;
      block = { why, since: isoInstant(clock.now()) };
      log.error({ why, alarm: 'blocked' }, 'Teams refuses the whole tenant: nothing is sent');
      await put(blockKey, block);
      await lookAgain(why);
    },
    async gaveUp(person, why) {
      givenUp = [...givenUp, { person, why }].slice(-rememberedGivenUp);
      if (block?.why === why) await lookAgain(why);
    },
    async resume() {
      block = undefined;
      await remove(blockKey);
      log.info({}, 'sending was resumed');
    },
    async putRecall({ id, ...recall }) {
      recalls = [...recalls.filter((other) => other.id !== id), { id, ...recall }];
      await put(recallKey(id), recall);
    },
    async noteRecall({ id, ...recall }) {
      const rowKey = recallKey(id);
      const etag = etags.get(rowKey);
      if (etag === undefined) return 'gone';
      return tables.commit('Control', partition, [
        { kind: 'replace', row: json(rowKey, recall), etag },
      ]);
    },
    async dropRecall(id) {
      recalls = recalls.filter((other) => other.id !== id);
      await remove(recallKey(id));
    },
    count(outcome, why = '') {
      // Teams takes messages: it was about those people after all.
      if (outcome === 'sent') givenUp = [];
      if (outcome === 'refused') counted.refused[why] = (counted.refused[why] ?? 0) + 1;
      else counted[outcome] += 1;
    },
    async flush(rate) {
      const { sent, missed, refused } = counted;
      const rounded = Math.round(rate * 10) / 10;
      const nothing = sent + missed + Object.keys(refused).length === 0;
      // A rate that climbed back meanwhile is told as well.
      if (nothing && (totals === undefined || totals.rate === rounded)) return;
      counted = uncounted();
      const before = totals ?? {
        since: isoInstant(clock.now()),
        sent: 0,
        missed: 0,
        refused: {},
      };
      const reasons: Record<string, number> = table(before.refused);
      for (const [why, count] of Object.entries(refused)) {
        reasons[why] = (reasons[why] ?? 0) + count;
      }
      totals = {
        since: before.since,
        sent: before.sent + sent,
        missed: before.missed + missed,
        refused: reasons,
        rate: rounded,
      };
      await put(totalsKey, totals);
    },
  };
  return control;
}
