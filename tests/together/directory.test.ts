import { organisationView } from '#bot/features/organisation/wire';
import { populationOf } from '#bot/features/rounds/close';
import type { RoundsDeps } from '#bot/features/rounds/rules';
import { loadGround } from '#bot/features/rounds/scope';
import { graph } from '#bot/platform/graph';
import { loadPerson } from '#bot/records/person';
import type { Somebody } from '#tests/cast';
import { type DeltaUser, type GraphStandIn, graphStandIn } from '#tests/fakes/graph';
import { cast, crew, type House, openHouse, textOf } from '#tests/house';
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

  it('whoever writes is there, whatever the directory said before', async () => {
    tell(disabled(gone));
    await house.pass('2026-11-24T06:00:00Z');
    await house.say(gone, 'profile');
    expect((await profileOf(gone)).accountGone).toBeUndefined();
    await house.pass('2026-11-25T06:00:00Z');
    expect((await profileOf(gone)).away).toBeUndefined();
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

  const reportsTo = ({ id }: Somebody, manager: Somebody): DeltaUser => ({
    id,
    accountEnabled: true,
    'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: manager.id }],
  });
  const offers = async (who: Somebody) =>
    (await loadPerson(house.app.deps.tables, house.app.ctx, who.id)).open.filter(
      ({ kind }) => kind === 'digest-offer',
    );

  it('whoever leads three of a team is offered its digest, once, after their yes', async () => {
    await house.say(megan, 'count me in');
    tell(reportsTo(sanne, megan), reportsTo(daan, megan), reportsTo(gone, alex));
    await house.pass('2026-11-24T06:00:00Z');
    expect(await offers(megan)).toEqual([]);
    tell(reportsTo(gone, megan));
    await house.pass('2026-11-25T06:00:00Z');
    expect(await offers(megan)).toMatchObject([{ data: { team: crew.id } }]);
    await house.pass('2026-11-25T10:00:00Z');
    const [{ id } = { id: '' }] = await offers(megan);
    await house.api(megan, 'POST', `/open/${id}/no`, {});
    await house.pass('2026-11-27T06:00:00Z');
    expect(await offers(megan)).toEqual([]);
    // Kept as a mark, which is no id, and taken away with what it was about.
    const { manager } = await profileOf(sanne);
    expect(manager).toMatch(/^[0-9a-f]{40}$/);
    tell({ id: sanne.id, 'manager@delta': [] });
    await house.pass('2026-11-28T06:00:00Z');
    expect((await profileOf(sanne)).manager).toBeUndefined();
  });

  it('nobody who did not say yes is offered anything', async () => {
    tell(...[sanne, daan, gone].map((who) => reportsTo(who, megan)));
    await house.pass('2026-11-25T06:00:00Z');
    expect(await offers(megan)).toEqual([]);
  });

  it('who leads whom is kept apart in rounds and in asks without a name', async () => {
    for (const who of [megan, sanne, daan]) await house.say(who, 'count me in');
    await house.say(megan, 'share Excel');
    tell(reportsTo(sanne, megan));
    await house.pass('2026-11-24T09:00:00Z');
    const ask = async (who: Somebody, op: string) => {
      const form = { op, skill: 'Excel', what: 'How?', minutes: 30, by: '2026-12-04' };
      await house.api(who, 'POST', '/asks', form);
      const { open } = await loadPerson(house.app.deps.tables, house.app.ctx, megan.id);
      return open.filter(({ kind }) => kind === 'help-offer').length;
    };
    expect(await ask(sanne, 'form-0001')).toBe(0);
    expect(await ask(daan, 'form-0002')).toBe(1);

    const { deps, ctx } = house.app;
    const people = await Promise.all(
      [megan, sanne, daan].map(({ id }) => loadPerson(deps.tables, ctx, id)),
    );
    const rounds = { ...deps, countsAs: ({ id }: { id: string }) => id } as unknown as RoundsDeps;
    const now = deps.clock.now();
    const ground = await loadGround(deps.tables, ctx, crew.id);
    const closing = { scope: crew.id, round: '1', ground, now };
    const population = await populationOf(rounds, ctx, closing, people);
    expect(population.people.map(({ id, manager }) => [id, manager])).toEqual([
      [megan.id, null],
      [sanne.id, megan.id],
      [daan.id, null],
    ]);
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
