// Makes dist/passiton-<env>.zip, the package that Teams takes, without any Azure or Teams tool:
// `node infra/build/package.mjs [--env NAME] [--strict] [--out FOLDER]`.
// Values come from the environment, then from infra/env/.env.NAME. What neither has is filled with
// an example, which is good for looking at the package; --strict refuses instead.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, parseEnv } from 'node:util';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strToU8, zipSync } from 'fflate';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = join(root, 'appPackage');

const examples = {
  TEAMS_APP_ID: '11111111-1111-4111-8111-111111111111',
  BOT_ID: '22222222-2222-4222-8222-222222222222',
  SSO_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  APP_HOST: 'passiton.example.com',
};

/** Environment first, then the file of that environment; an empty value counts as none. */
function valuesOf(environment) {
  const file = join(root, 'infra/env', `.env.${environment}`);
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return (name) => process.env[name] || fromFile[name] || undefined;
}

/** The text with each placeholder filled, and the names that had no value. */
function fill(text, find) {
  const missing = new Set();
  const filled = text.replace(/\$\{\{\s*(\w+)\s*\}\}/g, (placeholder, name) => {
    const value = find(name);
    if (value === undefined) missing.add(name);
    return value === undefined ? placeholder : JSON.stringify(value).slice(1, -1);
  });
  return { filled, missing: [...missing].sort() };
}

const refuse = (message) => {
  console.error(message);
  process.exit(1);
};

const { values: asked } = parseArgs({
  options: {
    env: { type: 'string', default: process.env.TEAMSFX_ENV || 'local' },
    strict: { type: 'boolean', default: false },
    out: { type: 'string', default: join(root, 'dist') },
  },
});

const template = readFileSync(join(source, 'manifest.json'), 'utf8');
const given = fill(template, valuesOf(asked.env));
if (asked.strict && given.missing.length > 0) {
  refuse(
    `No package made: these have no value, in the environment or in infra/env/.env.${asked.env}:\n` +
      given.missing.map((name) => `  ${name}`).join('\n'),
  );
}
const { filled, missing: unknown } = fill(given.filled, (name) => examples[name]);
if (unknown.length > 0) refuse(`No package made: no example for ${unknown.join(', ')}`);

const manifest = JSON.parse(filled);
const faults = await AppManifestUtils.validateAgainstSchema(manifest);
if (faults.length > 0) refuse(`No package made: the manifest is not valid:\n${faults.join('\n')}`);

const { defaultLanguageFile, additionalLanguages } = manifest.localizationInfo;
const files = [
  ...Object.values(manifest.icons),
  defaultLanguageFile,
  ...additionalLanguages.map(({ file }) => file),
];
// One fixed date, so that the same input gives the same bytes.
const zip = zipSync(
  {
    'manifest.json': strToU8(filled),
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(source, file))])),
  },
  { mtime: new Date(2000, 0, 1) },
);

const target = join(asked.out, `passiton-${asked.env}.zip`);
mkdirSync(asked.out, { recursive: true });
writeFileSync(target, zip);
console.log(`${relative(process.cwd(), target)}  ${(zip.length / 1024).toFixed(1)} KB`);
if (given.missing.length > 0) {
  console.log(
    `Example values stand in for ${given.missing.join(', ')}: fine to look at, not to upload.`,
  );
}
