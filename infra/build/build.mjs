// Builds what runs: dist/main.mjs (needs no node_modules in Azure), dist/round.mjs (its engine of rounds,
// for a thread), dist/tab, dist/badges.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { build } from 'esbuild';

// Reached by teams-ai and botbuilder for planners and recognisers that this product does not have.
const unused = /^(openai|gpt-tokenizer|@microsoft\/recognizers-.*)(\/.*)?$/;
export const stubUnused = {
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

/**
 * Of a source map what is about our own files: every process reads it, and the packages would cost it
 * 200 MB of memory.
 */
function keepOurs(path) {
  const map = JSON.parse(readFileSync(path, 'utf8'));
  const ours = resolve('bot') + sep;
  const isOurs = map.sources.map((source) => resolve(dirname(path), source).startsWith(ours));
  const lines = decode(map.mappings).map((segments) =>
    segments
      .map((segment) => (isOurs[segment[1]] ? segment : [segment[0]]))
      // A stretch of a package is named by nothing, once.
      .filter((segment, at, all) => segment.length > 1 || all[at - 1]?.length > 1),
  );
  writeFileSync(path, JSON.stringify({ ...map, mappings: encode(lines) }));
}

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
    // A stack names file and line; what stands there is in the repository.
    sourcesContent: false,
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
  for (const name of ['main', 'round']) keepOurs(join(outdir, `${name}.mjs.map`));
  cpSync('bot/doors/pages', join(outdir, 'pages'), { recursive: true });
  mkdirSync(join(outdir, 'badges'), { recursive: true });
  for (const pictures of ['bot/features/thanks/badges', 'bot/cards/pictures']) {
    for (const file of readdirSync(pictures).filter((name) => name.endsWith('.png'))) {
      cpSync(join(pictures, file), join(outdir, 'badges', file));
    }
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
