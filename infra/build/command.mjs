// node infra/build/command.mjs bot/features/<feature>/cli.ts …: bundles a command of the product and
// runs it here, with what follows as its arguments. Standard output is the command's own.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const [entry = '', ...rest] = process.argv.slice(2);
// Beside the packages, which stay outside the bundle; a folder a run, since two may run at once.
const outdir = `node_modules/.command-${process.pid}`;
await build({
  entryPoints: { command: resolve(entry) },
  outdir,
  outExtension: { '.js': '.mjs' },
  // What is imported when it is needed is loaded then.
  splitting: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  packages: 'external',
  logLevel: 'error',
});
const child = spawn(
  process.execPath,
  ['--enable-source-maps', join(outdir, 'command.mjs'), ...rest],
  {
    stdio: 'inherit',
  },
);
// The command ends in its own way; a terminal tells it as well as us.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  rmSync(outdir, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
