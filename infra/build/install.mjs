// Installs what is missing, with Node alone: npm runs this before any package exists.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const mark = 'node_modules/.installed';
const installed = existsSync(mark) && readFileSync(mark, 'utf8') === lock;
if (!installed) {
  process.stderr.write('Installing packages (about two minutes, once) …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    // Standard output belongs to what was asked for: a search or a match may print JSON.
    stdio: [0, 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(mark, lock);
}
