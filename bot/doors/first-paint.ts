import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Lang, languages } from '#bot/strings/index';

const files = z.array(z.string());
/** Written by the tab's build: tab/first-paint.ts. */
const firstPaintShape = z.object({
  pages: z.record(
    z.string(),
    z.object({
      picture: z.string(),
      files,
      head: z.record(z.enum(languages), z.object({ title: z.string(), lead: z.string() })),
    }),
  ),
  themes: z.record(z.string(), files),
  words: z.record(z.enum(languages), files),
});

const home = 'profile';

export interface Look {
  /** First part of the path below /tab; anything unknown is the first page. */
  readonly page: string;
  readonly lang: Lang;
  /** As Teams names it; anything unknown follows the device. */
  readonly theme: string;
}

export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * index.html with the title and first sentence of its page already in it, in the language and the
 * theme it is asked for: there is something to read before the first script has arrived, and the
 * files of that page are asked for beside it. Each of these is made once.
 */
export function firstPaint(folder: string): (look: Look, encoding: Encoding) => Buffer {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const made = new Map<string, Buffer>();
  let html: string | undefined;
  let first: z.output<typeof firstPaintShape> | undefined;
  return (look, encoding) => {
    html ??= text('index.html');
    first ??= firstPaintShape.parse(JSON.parse(text('first-paint.json')));
    const { lang } = look;
    const name = Object.hasOwn(first.pages, look.page) ? look.page : home;
    const theme = Object.hasOwn(first.themes, look.theme) ? look.theme : '';
    const key = [name, lang, theme, encoding].join();
    const known = made.get(key);
    if (known !== undefined) return known;
    const page = first.pages[name];
    const needed = [...(page?.files ?? []), ...first.words[lang], ...(first.themes[theme] ?? [])];
    const { title, lead } = page?.head[lang] ?? { title: '', lead: '' };
    const body = html
      .replace('<html lang="en">', `<html lang="${lang}"${theme && ` data-theme="${theme}"`}>`)
      .replace('<!--files-->', [...new Set(needed)].map(preload).join(''))
      .replace(
        '<!--picture-->',
        `<img src="/tab/${page?.picture}.svg" alt="" width="96" height="72">`,
      )
      .replace('<!--title-->', () => title)
      .replace('<!--lead-->', () => lead);
    const bytes = compressed(body, encoding);
    made.set(key, bytes);
    return bytes;
  };
}

const preload = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="preload" as="style" crossorigin href="/tab/${file}">`
    : `<link rel="modulepreload" crossorigin href="/tab/${file}">`;

function compressed(body: string, encoding: Encoding): Buffer {
  if (encoding === 'br') return brotliCompressSync(body);
  return encoding === 'gzip' ? gzipSync(body) : Buffer.from(body);
}
