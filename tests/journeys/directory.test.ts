import { organisationView } from '#bot/features/organisation/wire';
import { graph } from '#bot/platform/graph';
import { loadPerson } from '#bot/records/person';
import type { Somebody } from '#tests/cast';
import { type DeltaUser, type GraphStandIn, graphStandIn } from '#tests/fakes/graph';
import { cast, type House, openHouse, textOf } from '#tests/house';
import { traces } from '#tests/journeys/traces';

const { adele: gone, alex, megan, sanne, daan } = cast;
const everybody = [gone, alex, megan, sanne, daan];

describe('the organisation’s directory', () => {
  let house: House;
  let standIn: GraphStandIn;
  beforeEach(async () => {
    standIn = await graphStandIn();
    standIn.directory.pages = [
      everybody.map(({ id }): DeltaUser => ({ id, accountEnabled: true })),
    ];
    house = await openHouse(
      { LEAVER_DAYS: '15' },
      { organisation: graph({ credential: standIn.credential, base: standIn.url }) },
    );
    await house.installTeam(alex, everybody);
    for (const who of everybody) await house.install(who);
    house.teams.members = everybody;
    await house.pass('2026-11-23T06:01:00Z');
  });
  afterEach(async () => {
    await house.close();
    await standIn.close();
  });

  const profileOf = async (who: Somebody) =>
    (await loadPerson(house.app.deps.tables, house.app.ctx, who.id)).profile;
  const tell = (...users: DeltaUser[]) => void standIn.directory.pages.push(users);
  const disabled = ({ id }: Somebody): DeltaUser => ({ id, accountEnabled: false });
  const standing = async () => {
    const sign = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: megan.id, role: 'operator' }),
    });
    const { token } = (await sign.json()) as { token: string };
    const response = await fetch(`${house.url}/api/admin/organisation`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return organisationView.parse(await response.json()).directory;
  };

  it('is found to be allowed at the start, without a look at anybody’s calendar', async () => {
    expect(await standing()).toMatchObject({ state: 'available' });
    expect(standIn.calls.map(({ path }) => path)).toEqual([
      '/users/delta?$select=accountEnabled,manager',
    ]);
  });

  it('a disabled account counts as left, though rosters still have it: announced, then erased', async () => {
    tell(disabled(gone));
    await house.pass('2026-11-24T06:00:00Z');
    expect(await profileOf(gone)).toMatchObject({
      accountGone: '2026-11-23T23:30:00Z',
      reach: { state: 'ok' },
      away: { nights: 1, told: expect.any(String) },
    });
    const { open } = await loadPerson(house.app.deps.tables, house.app.ctx, gone.id);
    expect(open.some(({ kind }) => kind === 'leaver')).toBe(true);
    await house.pass('2026-12-07T06:00:00Z');
    expect(traces(house.tables.dump(), [gone.id])).not.toEqual([]);
    await house.pass('2026-12-08T06:00:00Z');
    expect((await loadPerson(house.app.deps.tables, house.app.ctx, gone.id)).etag).toBeUndefined();
    expect((await profileOf(alex)).away).toBeUndefined();
  });

  it('a deleted one too; one that stands again is nobody who left', async () => {
    tell({ id: gone.id, '@removed': { reason: 'changed' } });
    await house.pass('2026-11-24T06:00:00Z');
    expect((await profileOf(gone)).away).toBeDefined();
    tell({ id: gone.id, accountEnabled: true });
    await house.pass('2026-11-25T06:00:00Z');
    const after = await profileOf(gone);
    expect(after.accountGone).toBeUndefined();
    expect(after.away).toBeUndefined();
    await house.pass('2026-12-20T06:00:00Z');
    expect((await profileOf(gone)).name).toBe(gone.name);
  });

  it('whoever presses that they are there is', async () => {
    tell(disabled(gone));
    await house.pass('2026-11-24T06:00:00Z');
    const { open } = (await house.api(gone, 'GET', '/me')).body;
    const item = open.find(({ kind }: { kind: string }) => kind === 'leaver');
    expect(item.title).toBe('Your data goes soon');
    await house.api(gone, 'POST', `/open/${item.id}/keep`, {});
    expect((await profileOf(gone)).accountGone).toBeUndefined();
    await house.pass('2026-11-25T06:00:00Z');
    expect((await profileOf(gone)).away).toBeUndefined();
  });

  it('a directory that empties itself erases nobody: an operator has to look', async () => {
    tell(...[gone, sanne, daan].map(disabled));
    await house.pass('2026-12-10T06:00:00Z');
    for (const who of [gone, sanne, daan]) expect((await profileOf(who)).name).toBe(who.name);
  });

  it('what is cut off is read on from the page where it stopped', async () => {
    for (let page = 0; page < 24; page += 1) tell();
    tell(disabled(gone));
    standIn.calls.length = 0;
    standIn.faults.push({ path: '$deltatoken', fault: 'cut' });
    await house.pass('2026-11-24T06:00:00Z');
    expect((await profileOf(gone)).accountGone).toBeUndefined();
    expect(await standing()).toMatchObject({ state: 'available', last: 'away' });
    await house.pass('2026-11-25T06:00:00Z');
    expect((await profileOf(gone)).accountGone).toBeDefined();
    // Twenty pages, then the others have their turn.
    expect(new Set(standIn.calls.map(({ path }) => path)).size).toBe(standIn.calls.length - 1);
  });

  it('too long ago: everybody is read anew', async () => {
    standIn.directory.pages = [[disabled(gone)]];
    standIn.directory.expired = true;
    await house.pass('2026-11-24T06:00:00Z');
    expect((await profileOf(gone)).accountGone).toBeDefined();
  });

  it('a right that is taken away is found out, and who left is known from the rosters alone', async () => {
    standIn.directory.allowed = false;
    await house.pass('2026-11-24T06:00:00Z');
    expect(await standing()).toMatchObject({ state: 'refused' });
    expect((await profileOf(gone)).away).toBeUndefined();
  });

  it('keeps nothing of anybody who does not use it, and tells nobody', async () => {
    const stranger = '99999999-0000-4000-8000-000000000001';
    tell({ id: stranger, accountEnabled: false });
    await house.pass('2026-11-24T06:00:00Z');
    expect(JSON.stringify(house.tables.dump())).not.toContain(stranger);
    expect(house.teams.posted.map(textOf).join(' ')).not.toMatch(/account|directory/i);
  });
});
