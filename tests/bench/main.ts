// npm run bench: our figures beside something else's, in one run; ratios, since machines differ.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { azuriteConnectionString } from '#bot/platform/embedded';
import { answerTimes } from '#tests/bench/answers';
import { digestGrowth } from '#tests/bench/growth';
import { azurite, ended } from '#tests/bench/processes';
import { roundTrips } from '#tests/bench/trips';
import { measure } from '../../infra/build/tab-budget.mjs';

const azuritePort = 14_102;
const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-'));
const storage = await azurite(azuritePort);
const rows: { what: string; figure: string; goal: string; met: boolean }[] = [];
const row = (what: string, figure: string, goal: string, met: boolean) => {
  rows.push({ what, figure, goal, met });
  process.stdout.write(`${what}: ${figure} (${goal})\n`);
};
try {
  const bare = join(folder, 'bare.mjs');
  await build({
    entryPoints: ['tests/bench/bare-bot.ts'],
    outfile: bare,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const bareInside = join('node_modules', '.bare-bot.mjs');
  await build({ entryPoints: [bare], outfile: bareInside, platform: 'node', format: 'esm' });
  const answers = await answerTimes(azuriteConnectionString(azuritePort), bareInside);
  rmSync(bareInside);
  row(
    'a check-in saved, median, ours / a bare bot',
    `${answers.ours.toFixed(1)} ms / ${answers.bare.toFixed(1)} ms = ${answers.ratio.toFixed(2)}`,
    '≤ 1.3',
    answers.ratio <= 1.3,
  );
  for (const { what, trips, most } of await roundTrips(azuritePort)) {
    row(`round trips: ${what}`, String(trips), `≤ ${most}`, trips <= most);
  }
  const load = await measure();
  row(
    'first load of the tab, gzip, ours / the floor page',
    `${load.first.toFixed(0)} KB / ${load.floor.toFixed(0)} KB = ${load.ratio.toFixed(2)}`,
    '≤ 2.0',
    load.ratio <= 2,
  );
  const growth = await digestGrowth([100, 1_000, 10_000]);
  const flat = new Set(growth.map(({ trips }) => trips)).size === 1;
  row(
    'round trips of one digest in an organisation of 100, 1 000, 10 000',
    growth.map(({ trips }) => trips).join(', '),
    'flat',
    flat,
  );
} finally {
  await ended(storage, 'SIGINT');
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write('\n');
console.table(rows);
const file = process.argv[process.argv.indexOf('--json') + 1];
if (process.argv.includes('--json') && file !== undefined) {
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
}
process.exit(rows.every(({ met }) => met) ? 0 : 1);
