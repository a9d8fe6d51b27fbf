import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { environment } from '../../infra/build/environment.mjs';

// The toolkit's own schemas of its YAML are in a package of 25 MB: fetched for this test alone.
const toolkit = '@microsoft/teamsfx-core@3.1.3';

describe('the steps of the toolkit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-toolkit-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (command: string, ...parameters: string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, parameters, {
      cwd: folder,
      encoding: 'utf8',
      env: environment(),
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`${command} ${parameters.join(' ')}: ${stderr}`);
    return stdout.trim();
  };

  beforeAll(() => {
    const packed = run('npm', 'pack', toolkit, '--silent');
    run('tar', '-xzf', packed, 'package/resource/yaml-schema');
  }, 300_000);

  const faultsOf = (source: string) => {
    const steps = parse(source) as { version: string };
    const file = join(folder, 'package/resource/yaml-schema', steps.version, 'yaml.schema.json');
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
    validate(steps);
    return validate.errors ?? [];
  };

  test.each(['teamsapp.yml', 'teamsapp.local.yml'])('in %s are as its schema says', (file) => {
    expect(faultsOf(readFileSync(file, 'utf8'))).toEqual([]);
  });

  test('of a name that the toolkit does not know are refused', () => {
    const source = readFileSync('teamsapp.yml', 'utf8').replace('teamsApp/create', 'teamsApp/make');
    expect(faultsOf(source)).not.toEqual([]);
  });
});
