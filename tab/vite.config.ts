import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPaint, firstStyles } from './first-paint.ts';
import { parsedWords } from './parsed-words.ts';
import { precompress } from './precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Controls of Fluent that only later pages use. */
const forms = /@fluentui[/\\]react-(select|switch|textarea)[/\\]/;
const server = `http://127.0.0.1:${process.env.PORT ?? '3978'}`;

export default defineConfig(({ command }) => ({
  root: here('.'),
  base: '/tab/',
  // Illustrations keep their names: pages load them only when a list is empty.
  publicDir: here('./illustrations'),
  plugins: [parsedWords(), react(), firstStyles(), firstPaint(), precompress()],
  resolve: {
    alias:
      command === 'build'
        ? {
            '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
          }
        : {},
  },
  build: {
    outDir: here('../dist/tab'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The polyfill would be dead weight: every browser Teams runs in preloads modules itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What most pages use comes as one file; many small ones compress badly.
        // The first page needs none of the forms: they come with the first page that does.
        codeSplitting: {
          groups: [
            { name: 'common', test: (id) => !forms.test(id), minShareCount: 4, priority: 2 },
            { name: 'forms', test: forms, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/local': server, '/badges': server },
  },
}));
