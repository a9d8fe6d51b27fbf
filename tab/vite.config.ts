import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = `http://127.0.0.1:${process.env.PORT ?? '3978'}`;

export default defineConfig({
  root: here('.'),
  base: '/tab/',
  // Illustrations keep their names: pages load them only when a list is empty.
  publicDir: here('./illustrations'),
  plugins: [react(), precompress()],
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
        codeSplitting: { groups: [{ name: 'common', minShareCount: 4 }] },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/local': server, '/badges': server },
  },
});
