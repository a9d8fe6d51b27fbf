import { readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';
import english from '../bot/strings/en/tab.json' with { type: 'json' };
import dutch from '../bot/strings/nl/tab.json' with { type: 'json' };
import { type PageName, pageNames, placeAt } from './teams/places.ts';
import { heads } from './ui/heads.ts';

const packs = { en: english, nl: dutch };
const themes = ['default', 'dark', 'contrast'];

const bootStyle = new URL('./ui/boot.css', import.meta.url);
const sheets = / *<link rel="stylesheet"[^>]*>\n/g;

/** index.html holds its first styles itself; those of the pages stand below what they would hold up. */
export function firstStyles(): Plugin[] {
  return [
    {
      name: 'first-styles',
      transformIndexHtml: {
        order: 'pre',
        handler: (html) =>
          html.replace('<!--style-->', () => `<style>${readFileSync(bootStyle, 'utf8')}</style>`),
      },
    },
    {
      name: 'later-styles',
      apply: 'build',
      transformIndexHtml: {
        order: 'post',
        handler: (html) =>
          html
            .replace(sheets, '')
            .replace(
              '    <noscript>',
              () => `${(html.match(sheets) ?? []).join('')}    <noscript>`,
            ),
      },
    },
  ];
}

/**
 * What the server puts into index.html, as first-paint.json: how every page begins in every
 * language, and which files it needs beside the entry, so that all of them are asked for at once.
 */
export function firstPaint(): Plugin {
  return {
    name: 'first-paint',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entry = chunks.find(({ isEntry }) => isEntry);
      const filesOf = (ending: string) => {
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(ending));
        const own = closure(bundle, chunk);
        for (const file of closure(bundle, entry)) own.delete(file);
        return [...own];
      };
      const first = {
        pages: Object.fromEntries(pageNames.map((name) => [name, begin(name)])),
        themes: Object.fromEntries(themes.map((name) => [name, filesOf(`/themes/${name}.ts`)])),
        words: Object.fromEntries(
          Object.keys(packs).map((name) => [name, filesOf(`/strings/${name}/tab.json`)]),
        ),
      };
      this.emitFile({ type: 'asset', fileName: 'first-paint.json', source: JSON.stringify(first) });

      function begin(name: string) {
        const { page } = placeAt({ pathname: `/tab/${name}`, search: '', hash: '' });
        return {
          picture: heads[page].picture,
          files: filesOf(`/${page}-page.tsx`),
          head: Object.fromEntries(
            Object.entries(packs).map(([lang, words]) => [lang, headOf(page, words)]),
          ),
        };
      }
    },
  };
}

function headOf(page: PageName, words: typeof english) {
  const { lead } = heads[page];
  return { title: words[`nav.${page}`], lead: lead === null ? '' : words[lead] };
}

/** Files of a chunk, its styles and everything it imports from the start. */
function closure(
  bundle: Rolldown.OutputBundle,
  chunk: Rolldown.OutputChunk | undefined,
  files = new Set<string>(),
): Set<string> {
  if (chunk === undefined || files.has(chunk.fileName)) return files;
  files.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
  for (const name of chunk.imports) {
    const other = bundle[name];
    if (other?.type === 'chunk') closure(bundle, other, files);
  }
  return files;
}
