// Starts the built bundle as it would be deployed: alone in an empty folder, with nothing but its
// own files, and as local mode here. Fails closed without settings, or with half of them.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from './environment.mjs';

const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-'));
cpSync('dist', folder, { recursive: true });

const run = (cwd, env, until) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['main.mjs'], {
      cwd,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      if (until?.test(said)) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.on('exit', (code) => {
      clearTimeout(late);
      resolve({ code, said });
    });
  });

const production = await run(folder, { NODE_ENV: 'production' });
const refuse = await run(folder, { BOT_ID: 'half' });
const faults = ['BOT_TYPE', 'TENANT_ID', 'SSO_CLIENT_ID', 'STORAGE_ACCOUNT'];
const missing = faults.filter((name) => !refuse.said.includes(name));
const local = await run(
  'dist',
  {
    NODE_ENV: 'development',
    PORT: '0',
    TABLES_PORT: '0',
    PLAYGROUND: 'off',
    SAMPLE: 'off',
    DATA_DIR: join(folder, 'data'),
  },
  /Pass It On is ready/,
);
rmSync(folder, { recursive: true });
if (refuse.code !== 2 || missing.length > 0) {
  process.stderr.write(
    `half the settings: exit ${refuse.code}, not named: ${missing}\n${refuse.said}\n`,
  );
  process.exit(1);
}
if (production.code !== 2 || !production.said.includes('local mode')) {
  process.stderr.write(`no settings in production: exit ${production.code}\n${production.said}\n`);
  process.exit(1);
}
if (local.code !== 0 || !local.said.includes('Pass It On is ready')) {
  process.stderr.write(`local mode: exit ${local.code}\n${local.said}\n`);
  process.exit(1);
}
process.stdout.write(
  'the bundle refuses half the settings, none in production, and starts in local mode\n',
);
