/**
 * Holds the built tab to its weight, over Vite's manifest: `node infra/build/tab-budget.mjs`.
 * First load = the entry, teams-js, the first page, one language and one theme with all they import; later
 * pages and the badge form = what each adds to that. All in KB gzip, as the server sends them.
 * `measure()` gives the same figures to the benchmark.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Benchmarks bundle this file: its own address says nothing then.
const root = process.cwd();
const dist = join(root, 'dist/tab');

export const limits = { first: 165, ratio: 1.62, page: 40 };

/** Loaded on demand by every start in Teams, so they count as the first load. */
const firstParts = ['features/people/profile-page.tsx', 'teams/in-teams.ts'];
const themes = ['default', 'dark', 'contrast'].map((name) => `teams/themes/${name}.ts`);
const languages = ['../bot/strings/en/tab.json', '../bot/strings/nl/tab.json'];

/** Files of a chunk and everything it imports statically. */
function closure(manifest, key, files = new Set(), seen = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`the build has no chunk for ${key}`);
  if (seen.has(key)) return files;
  seen.add(key);
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const other of chunk.imports ?? []) closure(manifest, other, files, seen);
  return files;
}

async function weigh(files) {
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(join(dist, file)), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** The least a page of this kind can weigh: React, Fluent's provider, one button, teams-js. */
export async function floor() {
  const { build } = await import('vite');
  const entry = '\0floor';
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'floor' },
    },
    plugins: [
      {
        name: 'floor',
        resolveId: (id) => (id === 'floor' ? entry : null),
        load: (id) => (id === entry ? floorPage : null),
      },
    ],
  });
  const chunks = result.output.filter(({ type }) => type === 'chunk');
  return chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1024;
}

const floorPage = `
  import { createElement } from 'react';
  import { createRoot } from 'react-dom/client';
  import { Button, FluentProvider, teamsLightTheme } from '@fluentui/react-components';
  import { app, authentication } from '@microsoft/teams-js';
  await app.initialize();
  const token = await authentication.getAuthToken();
  createRoot(document.body).render(
    createElement(FluentProvider, { theme: teamsLightTheme }, createElement(Button, null, token)),
  );
`;

/** @returns {Promise<{ first: number, floor: number, ratio: number, pages: Record<string, number> }>} */
export async function measure() {
  const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));
  const loaded = closure(manifest, 'index.html');
  for (const part of firstParts) closure(manifest, part, loaded);
  // Of these one is needed at a time: the heaviest counts.
  const heaviest = async (keys) =>
    Math.max(...(await Promise.all(keys.map((key) => weigh(added(key))))));
  const added = (key) => [...closure(manifest, key)].filter((file) => !loaded.has(file));
  const first = (await weigh(loaded)) + (await heaviest(languages)) + (await heaviest(themes));

  const counted = [...firstParts, ...languages, ...themes];
  const pages = {};
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.isDynamicEntry || counted.includes(key)) continue;
    pages[key.replace(/^.*\//, '').replace(/\.tsx?$/, '')] = await weigh(added(key));
  }
  const least = await floor();
  return { first, floor: least, ratio: first / least, pages };
}

async function main() {
  const { first, floor: least, ratio, pages } = await measure();
  const lines = [
    ['first load', first, limits.first, 'KB'],
    ['against the floor page', ratio, limits.ratio, `× (floor ${least.toFixed(1)} KB)`],
    ...Object.entries(pages).map(([page, size]) => [page, size, limits.page, 'KB']),
  ];
  let over = 0;
  for (const [what, figure, limit, unit] of lines) {
    const good = figure <= limit;
    if (!good) over += 1;
    console.log(
      `${good ? 'ok  ' : 'OVER'} ${what.padEnd(24)} ${figure.toFixed(2).padStart(7)} of ${limit} ${unit}`,
    );
  }
  if (over > 0) {
    console.error(`${over} over the tab's weight budget`);
    process.exitCode = 1;
  }
}

if (process.argv[1]?.endsWith('tab-budget.mjs')) await main();
