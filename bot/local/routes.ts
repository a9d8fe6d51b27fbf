import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { personId, type TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant, isZone, Temporal } from '#bot/core/time';
import { NotWorkedOn, passTime, type Worker } from '#bot/doors/clock';
import type { MovableClock } from '#bot/platform/product-clock';
import { readApart } from '#bot/platform/rows';
import { key, startingWith, unpart } from '#bot/platform/tables';
import type { LocalSigner } from '#bot/platform/tokens';
import type { Deps } from '#bot/ports';
import { personPartition, profileRows } from '#bot/records/person';
import { allTeams, loadTeam } from '#bot/records/team';

const clockInput = z.union([
  z.object({ now: z.iso.datetime({ offset: true }) }),
  /** From where it stands. */
  z.object({ days: z.number().positive().max(400) }),
  /** To the next Monday, 9:00 in this zone. */
  z.object({ monday: z.string().refine(isZone) }),
]);

/** The next Monday, 9:00 in a zone, later than an instant. */
function nextMonday(now: Instant, zone: string): Instant {
  const here = now.toZonedDateTimeISO(zone);
  const monday = here
    .with({ hour: 9, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .subtract({ days: here.dayOfWeek - 1 });
  const ahead =
    Temporal.ZonedDateTime.compare(monday, here) > 0 ? monday : monday.add({ weeks: 1 });
  return ahead.toInstant();
}
/** Whether the sample's organisation lets calendars be read. */
const calendarsInput = z.object({ allowed: z.boolean() });
const tokenInput = z.object({
  as: z.string().min(1).max(100),
  role: z.literal('operator').optional(),
});

/** Local mode's own routes, below /local: the clock, and a sign-in without passwords. */
export function localDoor(options: {
  readonly deps: Deps;
  readonly ctx: TenantContext;
  readonly clock: MovableClock;
  readonly worker: Worker | undefined;
  readonly signer: LocalSigner;
  /** The sample's calendars, and the right to them. */
  readonly calendars?: { allowed(): boolean; allow(allowed: boolean): Promise<void> } | undefined;
}): RequestHandler {
  const { deps, ctx, clock, worker, signer, calendars } = options;
  const router = express.Router();
  router.use(express.json({ limit: '8kb' }));
  let moving: Promise<unknown> = Promise.resolve();
  const view = () => ({
    now: isoInstant(clock.now()),
    ...(calendars === undefined ? {} : { calendars: calendars.allowed() }),
  });

  router.get('/clock', (_, response) => {
    response.json(view());
  });
  router.post('/calendars', async (request, response) => {
    const input = calendarsInput.safeParse(request.body);
    if (!input.success || calendars === undefined) {
      response.status(400).json({ error: { message: 'Send {"allowed": false} or true.' } });
      return;
    }
    await calendars.allow(input.data.allowed);
    response.json(view());
  });
  router.post('/clock', async (request, response) => {
    const input = clockInput.safeParse(request.body);
    if (!input.success) {
      response.status(400).json({
        error: {
          message:
            'Send {"days": 3}, {"now": "2026-11-24T09:00:00Z"} or {"monday": "Europe/Amsterdam"}.',
        },
      });
      return;
    }
    const { data } = input;
    // Two movers at once would each miss what the other ran.
    const move = moving.then(() => {
      const to =
        'now' in data
          ? Temporal.Instant.from(data.now)
          : 'monday' in data
            ? nextMonday(clock.now(), data.monday)
            : clock.now().add({ minutes: Math.round(data.days * 24 * 60) });
      return passTime(deps, ctx, clock, worker, to);
    });
    moving = move.catch(() => undefined);
    try {
      const ran = await move;
      response.json({ ...view(), ran });
    } catch (error) {
      if (!(error instanceof NotWorkedOn)) throw error;
      // It went as far as the first thing that nobody did.
      const now = isoInstant(clock.now());
      response.status(503).json({ now, error: { message: `${error.message}.` } });
    }
  });

  router.post('/token', async (request, response) => {
    const input = tokenInput.safeParse(request.body);
    if (!input.success) {
      response.status(400).json({ error: { message: 'Send {"as": "<person id>"}.' } });
      return;
    }
    const { as, role } = input.data;
    const row = await deps.tables.read('People', personPartition(ctx, personId(as)), 'a~profile');
    const [profile] = row === undefined ? [] : readApart(deps.tables, [row], profileRows.read);
    const name = profile?.name ?? '';
    response.json({ token: await signer.sign(as, name, role === 'operator') });
  });

  router.get('/people', async (_, response) => {
    const people = new Map<string, string>();
    for await (const team of allTeams(deps.tables, ctx)) {
      const { members } = await loadTeam(deps.tables, ctx, team.id);
      for (const { id, name } of members) people.set(id, name);
    }
    const everybody = deps.tables.across('People', startingWith(`${key(ctx.tenant)}~`), {
      rowKey: 'a~profile',
    });
    for await (const row of everybody) {
      const id = unpart(row.partitionKey.split('~')[1] ?? '');
      const [profile] = readApart(deps.tables, [row], profileRows.read);
      people.set(id, profile?.name || people.get(id) || id);
    }
    response.json({
      people: [...people]
        .map(([id, name]) => ({ id, name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    });
  });
  return router;
}
