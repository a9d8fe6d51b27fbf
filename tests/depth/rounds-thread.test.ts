import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { matchRound, type Round } from '#bot/features/rounds/engine/index';
import { inThread } from '#bot/platform/thread';
import { synthetic } from '#tests/features/rounds/engine/synthetic';

const folder = mkdtempSync(join(tmpdir(), 'round-'));
const engine = join(folder, 'round.mjs');
beforeAll(() =>
  build({
    entryPoints: ['bot/features/rounds/engine/thread.ts'],
    outfile: engine,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a round in a thread of its own', () => {
  it('is the same round, and whoever asked goes on meanwhile', async () => {
    const population = synthetic({ people: 400, skills: 60, seed: 7 });
    let beats = 0;
    const beating = setInterval(() => {
      beats += 1;
    }, 1);
    const round = await inThread<Round>(engine, population);
    clearInterval(beating);
    expect(beats).toBeGreaterThan(1);
    expect(round).toEqual(matchRound(population));
    expect(round.activities.length).toBeGreaterThan(50);
  });

  it('that fails is an error', async () => {
    await expect(inThread(engine, { people: 'nobody' })).rejects.toThrow();
    await expect(inThread(join(folder, 'missing.mjs'), {})).rejects.toThrow();
  });
});
