import { personId, teamId, tenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { answerOf, formNow, formOfTab, weeklyItem } from '#bot/features/checkin/rules';
import { readCheckins, saveCheckin } from '#bot/features/checkin/store';
import { keyedIn } from '#bot/records/keyed';
import { changePerson, personRow } from '#bot/records/person';
import { changeTeam, memberSchema } from '#bot/records/team';
import { openTurn } from '#bot/records/turn';
import { memoryTables } from '#tests/fakes/memory-tables';

const ctx = tenantContext('t');
const now = instantOf('2026-11-24T09:00:00Z');
const alex = personId('alex');
const megan = personId('megan');
const crew = teamId('crew');

async function office() {
  const tables = memoryTables();
  await changePerson(tables, ctx, alex, (person) => ({
    result: undefined,
    change: {
      profile: { name: 'Alex' },
      put: [
        ...[weeklyItem(person, now, undefined, 'UTC')].flatMap((weekly) =>
          weekly === undefined ? [] : [personRow.open(weekly.item)],
        ),
        personRow.team({ id: crew, name: 'Crew', since: '2026-01-01' }),
        personRow.team({ id: 'other', name: 'Other', since: '2026-01-01' }),
      ],
    },
  }));
  const member = (id: typeof alex, name: string) => ({ id, ...memberSchema.parse({ name }) });
  await changeTeam(tables, ctx, crew, () => ({
    result: undefined,
    members: [member(alex, 'Alex'), member(megan, 'Megan')],
  }));
  // A process reads the tenant's key once.
  await keyedIn(tables, ctx);
  return tables;
}
const turnOf = async (tables: Awaited<ReturnType<typeof office>>, operation = 'o1') =>
  (await openTurn(tables, { ctx, me: alex, operation, now }, () => undefined)).turn;
const answer = (helpers: readonly string[]) => {
  const given = answerOf({ learned: 'x', helpers, skill: 'y', wish: 'z' }, alex);
  if (!given.ok) throw new Error(given.why);
  return given.value;
};

describe('saving a check-in', () => {
  it('takes two round trips, three when helpers are to be named', async () => {
    for (const [helpers, reads] of [
      [[], 1],
      [[megan], 2],
    ] as const) {
      const tables = await office();
      tables.reset();
      const turn = await turnOf(tables);
      const saved = await saveCheckin(
        tables,
        turn,
        formNow(turn.person, now, 'o1'),
        answer(helpers),
      );
      expect(saved.ok).toBe(true);
      expect(tables.trips).toEqual({ reads, writes: 1 });
    }
  });

  it('keeps one batch: the answer, the next question and the item taken away', async () => {
    const tables = await office();
    const turn = await turnOf(tables);
    await saveCheckin(tables, turn, formOfTab(turn.person, now, 'o1'), answer([megan, 'stranger']));
    const person = await turn.refresh();
    expect(person.open).toEqual([]);
    expect(person.profile.checkins).toBe(1);
    expect(await readCheckins(tables, ctx, person)).toEqual([
      {
        id: 'o1',
        at: '2026-11-24T09:00:00Z',
        asked: 0,
        kind: 'skill',
        learned: 'x',
        helpers: [
          { id: 'megan', name: 'Megan' },
          { id: 'stranger', name: '' },
        ],
        skill: 'y',
        wish: 'z',
      },
    ]);
  });

  it('saves twenty at once, each once, though all are delivered twice', async () => {
    const tables = await office();
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const operation = `o${n % 20}`;
        const turn = await turnOf(tables, operation);
        await saveCheckin(tables, turn, formOfTab(turn.person, now, operation), answer([]));
      }),
    );
    const person = await (await turnOf(tables)).refresh();
    const kept = await readCheckins(tables, ctx, person);
    expect(kept.map(({ id }) => id).sort()).toEqual(
      Array.from({ length: 20 }, (_, n) => `o${n}`).sort(),
    );
  });
});
