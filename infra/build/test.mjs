// npm test: builds what the journeys and the browser drive, runs every quick test, and ends with
// the plain line "N passed, N failed". `--long` runs what takes minutes instead: first what can run
// side by side (`tests/depth`), then what needs the machine alone (`tests/long`). `--golden` writes
// the cards' golden files, `--random` tries other cases than the usual ones, `--log LEVEL` shows
// the product's log. What else is given goes to jest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBot, buildTab } from './build.mjs';
import { leaveShell } from './environment.mjs';
import { buildTestPackages } from './test-packages.mjs';

const rest = process.argv.slice(2);
/** Takes an option out of what goes to jest, with as many values as follow it. */
const taken = (name, values = 0) => {
  const at = rest.indexOf(name);
  return at < 0 ? undefined : rest.splice(at, 1 + values).at(-1);
};
const long = taken('--long') !== undefined;
const switches = {
  ...(taken('--golden') && { GOLDEN: 'write' }),
  ...(taken('--random') && { SEED: 'random' }),
};
const level = taken('--log', 1);
if (level !== undefined) switches.TEST_LOG = level;

leaveShell();
await Promise.all([buildBot(), buildTab(), buildTestPackages()]);
const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-'));

/** Runs the quick tests, or one kind of the others. */
function run(kind) {
  const outputFile = join(folder, 'results.json');
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--config',
      'tests/jest.config.mjs',
      '--json',
      `--outputFile=${outputFile}`,
      '--silent=false',
      // Paths that were given may all be of the other kind.
      ...(kind === undefined ? [] : ['--passWithNoTests']),
      ...rest,
    ],
    {
      // The results also go to the file: standard output would show them as one long line.
      stdio: ['ignore', 'ignore', 'inherit'],
      // The build leaves NODE_ENV=production behind, with which React has no test helpers.
      env: {
        ...process.env,
        NODE_ENV: 'test',
        ...switches,
        ...(kind === undefined ? {} : { TESTS: kind }),
      },
    },
  );
  const results = JSON.parse(readFileSync(outputFile, 'utf8'));
  // A suite that did not even load counts as one failure.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { status, passed: results.numPassedTests, failed };
}

const runs = long ? [run('depth'), run('long')] : [run()];
rmSync(folder, { recursive: true });
const sum = (name) => runs.reduce((all, one) => all + one[name], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exit(runs.every(({ status }) => status === 0) ? 0 : 1);
