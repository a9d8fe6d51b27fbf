// npm run check: everything a change must pass, in the order of what is quickest to say no.
import { spawnSync } from 'node:child_process';
import { leaveShell } from './environment.mjs';

leaveShell();

const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ['format and lint', bin('biome'), 'check', '--error-on-warnings', '.'],
  [
    'expressions over texts',
    bin('eslint'),
    ...['--config', '.config/eslint.config.mjs', 'bot', 'tab'],
  ],
  ['types of the bot', bin('tsc'), '-p', 'tsconfig.json'],
  ['types of the tab', bin('tsc'), '-p', 'tab/tsconfig.json'],
  ['floors', process.execPath, 'infra/build/floors.mjs'],
  ['unused files and exports', bin('knip'), '--config', '.config/knip.json'],
  ['infrastructure', process.execPath, 'infra/build/bicep.mjs'],
  ['production build', process.execPath, 'infra/build/build.mjs'],
  ['bundle budget', process.execPath, 'infra/build/tab-budget.mjs'],
  ['start of the built bundle', process.execPath, 'infra/build/smoke.mjs'],
  ['a turn on the Node of Azure', process.execPath, 'infra/build/runtime.mjs'],
  ['tests', process.execPath, 'infra/build/test.mjs'],
  ['long tests', process.execPath, 'infra/build/test.mjs', '--long'],
];

let passed = 0;
let failed = 0;
for (const [name, command, ...parameters] of steps) {
  const start = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const { status, stdout } = spawnSync(command, parameters, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
  const counted = /^(\d+) passed, (\d+) failed$/m.exec(stdout);
  passed += Number(counted?.[1] ?? 0);
  failed += Number(counted?.[2] ?? 0);
  process.stdout.write(`   ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
  if (status !== 0) {
    process.stdout.write(
      `\n${name}: not passed\n${passed} passed, ${Math.max(failed, 1)} failed\n`,
    );
    process.exit(status ?? 1);
  }
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
