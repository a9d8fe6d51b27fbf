import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { openStage } from '#tests/browser/stage';

/** (c) What a browser fetches until the first page stands, gzipped, beside the floor page. */
export async function firstLoad(
  folder: string,
): Promise<{ ours: number; floor: number; ratio: number }> {
  await build({
    configFile: false,
    root: 'tests/bench/floor',
    logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
  });
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const types: Record<string, string> = { html: 'text/html', js: 'text/javascript' };
    response.setHeader('Content-Type', types[path.split('.').at(-1) ?? ''] ?? 'text/plain');
    try {
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stage = await openStage({ PLAYGROUND: 'off' });
  try {
    const fetched = async (url: string, ready: string): Promise<number> => {
      const page = await stage.browser.newPage();
      const sizes: Promise<number>[] = [];
      page.on('response', (response) => {
        if (!/\.(js|css)$|\/tab|\/$/.test(new URL(response.url()).pathname)) return;
        if (response.status() !== 200) return;
        sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
      });
      await page.goto(url);
      await page.locator(ready).first().waitFor();
      const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      await page.close();
      return total / 1024;
    };
    const { port } = server.address() as AddressInfo;
    const floor = await fetched(`http://127.0.0.1:${port}/`, 'button');
    const as = '00000000-0000-4000-8000-000000000001';
    const ours = await fetched(`${stage.url}/tab?as=${as}`, 'h1');
    return { ours, floor, ratio: ours / floor };
  } finally {
    await stage.close();
    server.close();
  }
}
