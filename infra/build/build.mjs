// Builds what runs: dist/main.mjs (needs no node_modules in Azure), dist/round.mjs (its engine of rounds,
// for a thread), dist/tab, dist/badges.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Reached by teams-ai and botbuilder for planners and recognisers that this product does not have.
const unused = /^(openai|gpt-tokenizer|@microsoft\/recognizers-.*)(\/.*)?$/;
const stubUnused = {
  name: 'stub-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'unused' }));
    // Whatever is read from it is there, and nothing happens: some is read while loading.
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents: `const nothing = new Proxy(function () {}, {
        get: (_, name) => (name === Symbol.toPrimitive ? () => '' : nothing),
        construct: () => ({}),
      });
      module.exports = nothing;`,
    }));
  },
};

export async function buildBot(outdir = 'dist') {
  await build({
    entryPoints: { main: 'bot/main.ts', round: 'bot/features/rounds/engine/thread.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [stubUnused],
    // Only local mode loads these, and only where they are installed.
    external: ['azurite', '@microsoft/m365agentsplayground'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __fileURLToPath } from 'node:url'; import { dirname as __pathDirname } from 'node:path'; const require = __createRequire(import.meta.url); const __filename = __fileURLToPath(import.meta.url); const __dirname = __pathDirname(__filename);",
    },
  });
  cpSync('bot/doors/pages', join(outdir, 'pages'), { recursive: true });
  mkdirSync(join(outdir, 'badges'), { recursive: true });
  for (const pictures of ['bot/features/thanks/badges', 'bot/cards/pictures']) {
    for (const file of readdirSync(pictures).filter((name) => name.endsWith('.png'))) {
      cpSync(join(pictures, file), join(outdir, 'badges', file));
    }
  }
}

/** Folder in which tests find the two packages below, in one file for both. */
export const teamsPackages = 'dist-test';

/**
 * Microsoft's packages as the bundle has them, for tests: a test file that reads the thousand files
 * of the two packages needs two seconds of processor time for it.
 */
export async function buildTeamsPackages() {
  await build({
    stdin: {
      contents:
        "exports.botbuilder = require('botbuilder'); exports.teamsAi = require('@microsoft/teams-ai');",
      resolveDir: process.cwd(),
    },
    outfile: join(teamsPackages, 'both.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    plugins: [stubUnused],
  });
  for (const name of ['botbuilder', 'teamsAi']) {
    const one = `module.exports = require('./both.cjs').${name};\n`;
    writeFileSync(join(teamsPackages, `${name}.cjs`), one);
  }
}

export async function buildTab() {
  const { build: viteBuild } = await import('vite');
  await viteBuild({ configFile: 'tab/vite.config.ts', logLevel: 'warn' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  rmSync('dist', { recursive: true, force: true });
  await buildBot();
  await buildTab();
}
