// npm start: builds what changed, then runs. Settings come from the environment (README.md).
import { spawn } from 'node:child_process';
import { buildBot, buildTab } from './build.mjs';
import { flags } from './flags.mjs';

// The build leaves NODE_ENV=production behind, with which local mode does not start.
const { NODE_ENV = 'development' } = process.env;
process.stdout.write('Building …\n');
await Promise.all([buildBot(), buildTab()]);
const child = spawn(process.execPath, [...flags, 'dist/main.mjs'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV },
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
