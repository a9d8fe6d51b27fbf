import { localTenant } from '#bot/config';
import { personId, tenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { StorageAway, type Tables } from '#bot/platform/tables';
import { scheduleDue } from '#bot/records/due';
import { json, personPartition } from '#bot/records/person';
import { profileSchema } from '#bot/records/profile';

export const ctx = tenantContext(localTenant);
export const idOf = (n: number) =>
  personId(`10000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
export const chatOf = (n: number): string => `chat-${n}`;

/** People who said yes and whose weekly moment is `at`, as if they had been here for long. */
export async function seedPeople(
  tables: Tables,
  count: number,
  at: Instant,
  serviceUrl: string,
  from = 0,
): Promise<void> {
  const local = at.toZonedDateTimeISO('Europe/Amsterdam');
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const one = async (n: number): Promise<void> => {
    const profile = profileSchema.parse({
      name: `Person ${n}`,
      teamsId: `29:${n}`,
      consent: { state: 'in', since: '2026-01-01T00:00:00Z' },
      conversation: { id: chatOf(n), serviceUrl },
      zone: 'Europe/Amsterdam',
      locale: 'en-GB',
      moment: { weekday: local.dayOfWeek, time },
      nextMoment: isoInstant(at),
    });
    const row = { ...json('a~profile', profile), rev: 1 };
    await patiently(() =>
      tables.commit('People', personPartition(ctx, idOf(n)), [{ kind: 'put', row }]),
    );
  };
  const numbers = Array.from({ length: count }, (_, n) => from + n);
  const queue = numbers.values();
  const work = async () => {
    for (const n of queue) await one(n);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (let first = 0; first < count; first += dueAtOnce) {
    const dues = numbers
      .slice(first, first + dueAtOnce)
      .map((n) => ({ at, kind: 'moment', who: idOf(n) }));
    await patiently(() => scheduleDue(tables, ctx, dues));
  }
}

/** Azurite does one thing at a time: more at once would only wait, and run out of patience. */
const atOnce = 4;
/** It looks through a whole partition for each row of a batch, and all are due in the same hour. */
const dueAtOnce = 20;

/** Writing the same rows again changes nothing; a full Azurite is slow and is given time. */
async function patiently(write: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 200));
    }
  }
  throw new Error('storage stays away');
}
