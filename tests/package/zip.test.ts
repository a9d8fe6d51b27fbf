import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { environment } from '../../infra/build/environment.mjs';
import { bytes, placeholders, text } from './files';

const given = {
  TEAMS_APP_ID: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  BOT_ID: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
  SSO_CLIENT_ID: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
  APP_HOST: 'somewhere.example.org',
};

describe('packaging', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'passiton-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  // An environment that no file is kept for, and nothing of this machine's own environment.
  const run = (env: Readonly<Record<string, string>>, ...flags: string[]) =>
    spawnSync(
      process.execPath,
      ['infra/build/package.mjs', '--env', 'test', '--out', folder, ...flags],
      { env: environment(env), encoding: 'utf8' },
    );
  const made = () => readFileSync(join(folder, 'passiton-test.zip'));

  test('puts the manifest, both icons and both languages at the top of the zip', () => {
    expect(run(given, '--strict')).toMatchObject({ status: 0, stderr: '' });
    const files = unzipSync(made());
    expect(Object.keys(files).sort()).toEqual(
      ['color.png', 'en.json', 'manifest.json', 'nl.json', 'outline.png'].sort(),
    );
    expect(Buffer.from(files['color.png'] ?? []).equals(bytes('appPackage/color.png'))).toBe(true);
  });

  test('fills every placeholder and leaves none', () => {
    run(given, '--strict');
    const files = Object.entries(unzipSync(made())).filter(([name]) => name.endsWith('.json'));
    expect(files.flatMap(([, content]) => placeholders(strFromU8(content)))).toEqual([]);
    const manifest = JSON.parse(strFromU8(unzipSync(made())['manifest.json'] ?? new Uint8Array()));
    expect(manifest).toMatchObject({
      id: given.TEAMS_APP_ID,
      bots: [{ botId: given.BOT_ID }],
      validDomains: [given.APP_HOST],
      webApplicationInfo: { resource: `api://${given.APP_HOST}/${given.SSO_CLIENT_ID}` },
    });
  });

  test('gives the same bytes twice', () => {
    run(given);
    const first = made();
    run(given);
    expect(made().equals(first)).toBe(true);
  });

  test('uses examples where it may, and says so', () => {
    const { status, stdout } = run({ APP_HOST: given.APP_HOST });
    expect(status).toBe(0);
    expect(stdout).toContain('BOT_ID, SSO_CLIENT_ID, TEAMS_APP_ID');
  });

  test('refuses in one message that names all that is missing, when asked to be strict', () => {
    const { status, stderr } = run({ APP_HOST: given.APP_HOST, BOT_ID: '' }, '--strict');
    expect(status).toBe(1);
    const asked = placeholders(text('appPackage/manifest.json'));
    const named = asked.filter((name) => stderr.split(/\s+/).includes(name));
    expect(named.sort()).toEqual(['BOT_ID', 'SSO_CLIENT_ID', 'TEAMS_APP_ID']);
  });

  test('refuses a manifest that Teams would refuse', () => {
    const { status, stderr } = run({ ...given, BOT_ID: 'not-an-id' }, '--strict');
    expect(status).toBe(1);
    expect(stderr).toContain('/bots/0/botId');
  });
});
