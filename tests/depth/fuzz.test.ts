import { activities, expectSound, openTarget, shoot, storm, type Target } from '#tests/fakes/fuzz';
import fc from '#tests/property';

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

  it('is answered below 500, in plain words, by a process that lives (300 activities)', async () => {
    await fc.assert(
      fc.asyncProperty(activities(target), (activity) => shoot(target, activity)),
      { numRuns: 300, endOnFailure: true },
    );
    await expectSound(target);
  });

  it('is answered below 500 by every route of the API (300 calls)', async () => {
    await storm(target, 300);
    await expectSound(target);
  });
});
