// npm run bench: bundles a benchmark (`main`, or the one named first) and runs it; `-- --json FILE`
// also writes its rows.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { buildBot, buildTab } from './build.mjs';
import { leaveShell } from './environment.mjs';

leaveShell();

const [first, ...others] = process.argv.slice(2);
const named = first !== undefined && !first.startsWith('-');
const name = named ? first : 'main';
const rest = named ? others : process.argv.slice(2);

await Promise.all([buildBot(), buildTab()]);
// Beside the packages, which stay outside the bundle.
const outfile = 'node_modules/.bench.mjs';
await build({
  entryPoints: [`tests/bench/${name}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  alias: {},
  logLevel: 'error',
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...rest], {
  stdio: 'inherit',
});
rmSync(outfile);
process.exit(status ?? 1);
