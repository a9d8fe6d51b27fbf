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

jest.setTimeout(120_000);

// A quick look; `npm run test:long` looks in depth. A failure prints the seed and the smallest
// activity that shows it.
describe('whatever arrives', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target.close());

  it('offers every verb it registers to the fuzz', () => {
    expect(target.verbs.length).toBeGreaterThan(20);
    expect(target.seeds.length).toBeGreaterThan(50);
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

  it('is answered below 500, in plain words, by a process that lives (2 000 activities)', async () => {
    await fc.assert(
      fc.asyncProperty(activities(target), (activity) => shoot(target, activity)),
      { numRuns: 700, endOnFailure: true },
    );
    await expectSound(target);
  });

  it('is answered below 500 by every route of the API (500 calls)', async () => {
    await storm(target, 500);
    await expectSound(target);
  });
});
