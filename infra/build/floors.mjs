// The floors, and the proof that the tool read the house: with an unknown compiler it reads nothing
// and finds no fault.
import { spawnSync } from 'node:child_process';

const { status, stdout, stderr } = spawnSync(
  'node_modules/.bin/depcruise',
  ['--config', '.config/dependency-cruiser.cjs', 'bot', 'tab'],
  { encoding: 'utf8' },
);
process.stdout.write(stdout);
process.stderr.write(stderr);
const read = Number(/\((\d+) modules/.exec(stdout)?.[1] ?? 0);
if (status === 0 && read < 100) {
  process.stderr.write(`only ${read} modules were read\n`);
  process.exit(1);
}
process.exit(status ?? 1);
