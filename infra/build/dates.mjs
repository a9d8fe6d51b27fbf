// npm run test:dates: the quick tests, and the long ones with processes or a browser, on days that have
// tripped software before, with the machine's clock set by `faketime` around the whole run.
// `--of HASH` runs the quick tests and the journeys on one of the days, the one that the hash of a
// commit falls on.
import { spawnSync } from 'node:child_process';
import { environment } from './environment.mjs';

/** All in UTC. */
const days = [
  // A leap day.
  '2028-02-29 12:00:00',
  // The last half hour of a year.
  '2031-12-31 23:30:00',
  // Europe/Amsterdam goes from 02:00 to 03:00: local half past two is missing.
  '2027-03-28 01:30:00',
  // It goes from 03:00 back to 02:00: local half past two comes twice, this is the first.
  '2027-10-31 00:30:00',
];
const long = [
  'tests/long/processes',
  'tests/long/survival',
  'tests/depth/tab-matrix',
  'tests/browser',
];
/** Journeys over weeks, which are quick enough for every change. */
const journeys = ['tests/together'];

const at = process.argv.indexOf('--of');
const one = at < 0 ? undefined : Number.parseInt(process.argv[at + 1] ?? '', 16);
if (one !== undefined && Number.isNaN(one)) {
  process.stderr.write('--of takes the hash of a commit\n');
  process.exit(2);
}
const chosen = one === undefined ? days : [days[one % days.length]];
const runs = chosen.flatMap((day) => [
  [day],
  [day, '--long', ...journeys, ...(one === undefined ? long : [])],
]);

let passed = 0;
let failed = 0;
for (const [day, ...parameters] of runs) {
  process.stdout.write(`\n── ${day} UTC ${parameters.join(' ')}\n`);
  const { status, stdout, error } = spawnSync(
    'faketime',
    [day, process.execPath, 'infra/build/test.mjs', ...parameters],
    { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', env: environment() },
  );
  if (error !== undefined) {
    process.stderr.write(`faketime cannot be started (Debian's package has that name): ${error}\n`);
    process.exit(2);
  }
  process.stdout.write(stdout);
  const counted = /^(\d+) passed, (\d+) failed$/m.exec(stdout);
  passed += Number(counted?.[1] ?? 0);
  failed += status === 0 ? 0 : Math.max(Number(counted?.[2] ?? 0), 1);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
