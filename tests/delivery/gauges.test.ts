import { instantOf } from '#bot/core/time';
import { noTelemetry } from '#bot/platform/telemetry';
import type { Gauges, Telemetry } from '#bot/ports';
import { cast, type House, openHouse } from '#tests/house';

const { alex, megan } = cast;
/** Tuesday at ten in Amsterdam: everybody's weekly moment. */
const moment = '2026-11-24T09:00:00Z';

describe('the figures that the alarms look at', () => {
  let house: House;
  let read: () => Promise<Gauges>;
  const outcomes: string[] = [];
  const open = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
    outcomes.length = 0;
    const telemetry: Telemetry = {
      ...noTelemetry,
      watch(gauges) {
        read = gauges;
      },
      delivered: (outcome, why) => void outcomes.push([outcome, why].join(' ').trim()),
    };
    house = await openHouse(env, { telemetry });
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
  };
  afterEach(() => house.close());

  it('grow old while nobody sends', async () => {
    await open({ ROLE: 'web' });
    await house.app.clock?.forward(instantOf(moment));
    // What was due at night, such as the organisation's figures, was not done here either.
    const before = (await read()).oldestDueSeconds;
    await house.app.clock?.forward(instantOf('2026-11-24T09:20:00Z'));
    const after = await read();
    expect(after.oldestDueSeconds).toBeCloseTo(before + 20 * 60, 0);
    expect(after).toMatchObject({ parked: 0, blocked: false });
    expect(after.rate).toBeGreaterThan(0);
  });

  it('are zero once all is delivered, and each message is counted once', async () => {
    await open();
    await house.pass(moment);
    expect(await read()).toMatchObject({ oldestDueSeconds: 0, parked: 0, blocked: false });
    expect(outcomes).toEqual(['sent', 'sent']);
  });

  it('tell what is parked, and by which code', async () => {
    await open({ SEND_IN_FLIGHT: '1' });
    house.teams.fail(400);
    await house.pass(moment);
    expect((await read()).parked).toBe(1);
    expect(outcomes.toSorted()).toEqual(['parked Fake400', 'sent']);
  });
});
