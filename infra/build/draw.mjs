// Redraws every PNG of the project from the SVG beside it: `node infra/build/draw.mjs`.
// Each PNG carries the hash of its drawing, so that a test can tell a stale picture without a browser.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['appPackage', 'bot/features/thanks/badges'];
const endOfHeader = 33; // 8 bytes of signature, then IHDR: length, type, 13 bytes, checksum

const drawings = folders.flatMap((folder) =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => {
      const file = `${root + folder}/${name}`;
      return { file, target: file.replace(/\.svg$/, '.png'), scale: 1 };
    }),
);
// What cards borrow from the tab, where Teams needs a PNG.
for (const [name, illustration] of [
  ['welcome', 'empty-skills'],
  ['team', 'page-team'],
]) {
  drawings.push({
    file: `${root}tab/illustrations/${illustration}.svg`,
    target: `${root}bot/cards/pictures/${name}.png`,
    scale: 2,
  });
}

/** The size that a drawing asks for, in pixels: its own width and height. */
function sizeOf(svg) {
  const [, width, height] = /<svg[^>]*? width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  if (!width) throw new Error('a drawing needs width and height on its svg element');
  return { width: Number(width), height: Number(height) };
}

/** The PNG with one text chunk more: `Drawing`, the SHA-256 of the SVG that it was drawn from. */
function signed(png, svg) {
  const hash = createHash('sha256').update(svg).digest('hex');
  const body = Buffer.from(`tEXtDrawing\0${hash}`, 'latin1');
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return Buffer.concat([png.subarray(0, endOfHeader), chunk, png.subarray(endOfHeader)]);
}

const browser = await browsers.launch({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((name) => !/single-process|no-zygote/.test(name)),
});
try {
  for (const { file, target, scale } of drawings) {
    const page = await browser.newPage({ deviceScaleFactor: scale });
    const svg = readFileSync(file, 'utf8');
    await page.setViewportSize(sizeOf(svg));
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    const png = signed(await page.screenshot({ omitBackground: true }), svg);
    writeFileSync(target, png);
    await page.close();
    console.log(`${relative(root, target)}  ${(png.length / 1024).toFixed(1)} KB`);
  }
} finally {
  await browser.close();
}
