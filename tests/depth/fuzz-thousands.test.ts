import {
  activities,
  everyField,
  expectSound,
  openTarget,
  shoot,
  storm,
  type Target,
} from '#tests/fakes/fuzz';
import fc from '#tests/property';

jest.setTimeout(600_000);

describe('whatever arrives, for a long time', () => {
  let target: Target;
  beforeEach(async () => {
    target = await openTarget();
  });
  afterEach(() => target.close());

  it('is answered below 500 (12 000 activities, one after another)', async () => {
    await fc.assert(
      fc.asyncProperty(activities(target), (activity) => shoot(target, activity)),
      { numRuns: 12_000, endOnFailure: true },
    );
    await expectSound(target);
  });

  it('is a card Teams can show, when any one field holds 70 000 characters or nothing at all', async () => {
    const values = ['y'.repeat(70_000), 'é\u0301'.repeat(5_000), '<'.repeat(10_000), null, ''];
    const presses = everyField(target, values);
    expect(presses.length).toBeGreaterThan(300);
    const faults: string[] = [];
    for (const press of presses) {
      await shoot(target, press).catch(({ message }: Error) => faults.push(message));
    }
    expect(faults).toEqual([]);
    await expectSound(target);
  });

  it('is answered below 500 when it comes ten at a time (6 000 activities)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(activities(target), { minLength: 10, maxLength: 10 }), (ten) =>
        Promise.all(ten.map((activity) => shoot(target, activity))).then(() => undefined),
      ),
      { numRuns: 600, endOnFailure: true },
    );
    await expectSound(target);
  });

  it('is answered below 500 by every route of the API (6 000 calls)', async () => {
    await storm(target, 6_000);
    await expectSound(target);
  });

  it('leaves a clock that still runs: everything that falls due afterwards is done', async () => {
    await fc.assert(
      fc.asyncProperty(activities(target), (activity) => shoot(target, activity)),
      { numRuns: 2_000, endOnFailure: true },
    );
    const ran = await target.house.pass('2027-01-15T12:00:00Z');
    expect(ran.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    await expectSound(target);
  });
});
