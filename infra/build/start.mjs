// npm start: builds what changed, then runs. Settings come from the environment (README.md).
import { spawn } from 'node:child_process';
import { buildBot, buildTab } from './build.mjs';
import { heap } from './heap.mjs';

process.stdout.write('Building …\n');
await Promise.all([buildBot(), buildTab()]);
const child = spawn(process.execPath, [heap, '--enable-source-maps', 'dist/main.mjs'], {
  stdio: 'inherit',
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
