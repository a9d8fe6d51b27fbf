// Starts the built bundle on the Node that Azure runs it with, and drives a whole turn there: somebody
// writes to the bot, and the reply arrives. That Node is the npm package `node`, fetched for this check
// alone into node_modules/.cache: among the packages it would come along with every install.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environment } from './environment.mjs';
import { flags } from './flags.mjs';

const fail = (why) => {
  process.stderr.write(`${why}\n`);
  process.exit(1);
};
const major = /NODE\|(\d+)-lts/.exec(readFileSync('infra/modules/web.bicep', 'utf8'))?.[1];
if (major === undefined) fail('infra/modules/web.bicep names no Node');

const cache = resolve(`node_modules/.cache/node-${major}`);
const node = join(
  cache,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
if (!existsSync(node)) {
  const parameters = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', cache];
  const { status, stderr } = spawnSync('npm', [...parameters, `node@${major}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0 || !existsSync(node)) fail(`Node ${major} could not be fetched:\n${stderr}`);
}

/** Whatever the bot says to Teams. */
const replies = [];
const connector = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    if (request.method === 'POST') replies.push(body);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"m1"}');
  });
});
await new Promise((listening) => connector.listen(0, '127.0.0.1', listening));

const data = mkdtempSync(join(tmpdir(), 'pass-it-on-'));
const child = spawn(node, [...flags, 'dist/main.mjs'], {
  env: environment({
    NODE_ENV: 'development',
    PORT: '0',
    TABLES_PORT: '0',
    PLAYGROUND: 'off',
    SAMPLE: 'off',
    DATA_DIR: data,
  }),
  stdio: ['ignore', 'pipe', 'pipe'],
});
const ended = new Promise((end) => child.once('exit', end));
let said = '';
const bot = await new Promise((ready) => {
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const hear = (chunk) => {
    said += chunk;
    const url = /(http:\S+)\/healthz/.exec(said)?.[1];
    if (url === undefined) return;
    clearTimeout(late);
    ready(url);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  void ended.then(() => ready(undefined));
});
if (bot === undefined) fail(`the bundle does not start on Node ${major}:\n${said}`);

const id = '00000000-0000-4000-8000-000000000001';
const tenant = { id: '00000000-0000-0000-0000-0000000000001' };
const answer = await fetch(`${bot}/api/messages`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    type: 'message',
    id: 'a1',
    text: 'help',
    channelId: 'msteams',
    serviceUrl: `http://127.0.0.1:${connector.address().port}`,
    locale: 'en-GB',
    from: { id: '29:somebody', name: 'Some Body', aadObjectId: id },
    recipient: { id: '28:bot', name: 'Pass It On' },
    conversation: { id: 'chat', conversationType: 'personal', tenantId: tenant.id },
    channelData: { tenant },
  }),
});
child.kill('SIGTERM');
const code = await ended;
connector.closeAllConnections();
connector.close();
rmSync(data, { recursive: true });
if (!answer.ok || !replies.join().includes('check in') || code !== 0) {
  fail(`a turn on Node ${major}: ${answer.status}, exit ${code}, heard ${replies}\n${said}`);
}
process.stdout.write(`the bundle starts, answers and ends on Node ${major}\n`);
