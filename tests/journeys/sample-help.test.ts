import type { AskView } from '#bot/features/help/wire';
import { colleagues } from '#bot/local/colleagues';
import type { Somebody } from '#tests/cast';
import { type House, openHouse } from '#tests/house';

const [robin] = colleagues as unknown as [Somebody];

describe('in local mode the sample’s people answer a question for help by themselves', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ SAMPLE: 'on', CLOCK_NOW: '2026-11-23T09:00:00Z' });
    await house.install(robin);
    await house.say(robin, 'count me in');
  }, 60_000);
  afterAll(() => house.close());

  const ask = async (skill: string, op: string): Promise<AskView> =>
    (
      await house.api(robin, 'POST', '/asks', {
        op,
        skill,
        what: 'My table counts empty cells.',
        minutes: 30,
        by: '2026-12-04',
      })
    ).body;
  const mine = async (id: string): Promise<AskView | undefined> =>
    (await house.api(robin, 'GET', '/asks')).body.mine.find((one: AskView) => one.id === id);

  test('gladly, so that whoever tries it alone sees the whole loop', async () => {
    const { id } = await ask('Pivot tables', 'sample-ask-1');
    await house.pass('2026-11-23T09:01:00Z');
    expect((await mine(id))?.state).toBe('asking');
    await house.pass('2026-11-23T09:05:00Z');
    const accepted = await mine(id);
    expect(accepted).toMatchObject({ state: 'accepted', pair: { with: { name: 'Megan Bowen' } } });
    const at = accepted?.pair?.slots[0]?.at;
    await house.api(robin, 'POST', `/asks/${id}/plan`, { at });
    await house.pass('2026-11-25T09:00:00Z');
    expect((await mine(id))?.state).toBe('happened?');
    for (const [act, input] of [
      ['yes', {}],
      ['lesson', { text: 'Filter the empty cells first.', keep: 'skill' }],
      ['share', {}],
    ] as const) {
      expect((await house.api(robin, 'POST', `/asks/${id}/${act}`, input)).status).toBe(200);
    }
    expect((await mine(id))?.state).toBe('closed');
    const { shares } = (await house.api(robin, 'GET', '/me')).body;
    expect(shares.map(({ name }: { name: string }) => name)).toContain('Pivot tables');
  });

  test('in Dutch as well', async () => {
    await house.api(robin, 'PATCH', '/me/settings', { language: 'nl' });
    const { id } = await ask('SQL', 'sample-ask-nl');
    await house.pass('2026-11-25T10:00:00Z');
    expect((await mine(id))?.said).toBe('Omar Haddad wil je helpen met “SQL”');
    await house.api(robin, 'PATCH', '/me/settings', { language: 'en' });
  });

  test('who has no time says so, and the next one is asked without a word of it', async () => {
    // Of those who share it the first has no time; the others say yes, whoever is asked.
    const { id } = await ask('Power BI', 'sample-ask-2');
    await house.pass('2026-11-25T12:00:00Z');
    const accepted = await mine(id);
    expect(accepted).toMatchObject({ state: 'accepted', pair: { with: { name: 'Fatma Yılmaz' } } });
  });
});
