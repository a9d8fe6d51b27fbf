// Packages of a thousand files each, in one file each, for tests. Every test file loads its modules
// anew: read as they come, these take four seconds of processor time a test file instead of one.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { stubUnused } from './build.mjs';

const folder = 'dist-test';

/** Package → its file. Two packages that share classes or contexts lie in one bundle. */
export const testPackages = {
  botbuilder: `${folder}/botbuilder.cjs`,
  '@microsoft/teams-ai': `${folder}/teams-ai.cjs`,
  '@fluentui/react-components': `${folder}/components.cjs`,
  '@fluentui/react-icons': `${folder}/icons.cjs`,
};

/** The pictures that the tab imports, of the thousands that there are. */
function iconsOfTab() {
  const names = new Set();
  for (const file of readdirSync('tab', { recursive: true })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(join('tab', file), 'utf8');
    for (const [, list] of source.matchAll(/import \{([^}]*)\} from '@fluentui\/react-icons'/g)) {
      for (const name of list.split(',').map((part) => part.trim())) {
        if (name !== '' && !name.startsWith('type ')) names.add(name);
      }
    }
  }
  return [...names];
}

async function bundle(file, contents, more) {
  await build({
    stdin: { contents, resolveDir: process.cwd() },
    outfile: join(folder, file),
    bundle: true,
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    ...more,
  });
}

export async function buildTestPackages() {
  await Promise.all([
    bundle(
      'teams.cjs',
      `import * as botbuilder from 'botbuilder'; import * as ai from '@microsoft/teams-ai';
       export { botbuilder, ai };`,
      { platform: 'node', plugins: [stubUnused] },
    ),
    bundle(
      'fluent.cjs',
      `import * as components from '@fluentui/react-components';
       import { ${iconsOfTab().join(', ')} } from '@fluentui/react-icons';
       export const icons = { ${iconsOfTab().join(', ')} };
       export { components };`,
      // The test library and the tab share these with it.
      { platform: 'browser', external: ['react', 'react-dom', 'react/jsx-runtime'] },
    ),
  ]);
  for (const [file, from, name] of [
    ['botbuilder', 'teams', 'botbuilder'],
    ['teams-ai', 'teams', 'ai'],
    ['components', 'fluent', 'components'],
    ['icons', 'fluent', 'icons'],
  ]) {
    const one = `module.exports = require('./${from}.cjs').${name};\n`;
    writeFileSync(join(folder, `${file}.cjs`), one);
  }
}
