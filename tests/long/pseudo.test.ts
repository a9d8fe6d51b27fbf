import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Locator, Page, Response } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import { openPage, overflow, settled, tabPages } from '#tests/browser/tab-page';
import { environment } from '../../infra/build/environment.mjs';

// Seen red once of four runs beside three others, for a cause not found yet; the first error is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
};

// The tab in a language of accented words, 40 % longer, on the narrowest screen.
describe('the tab in words longer than any of ours', () => {
  let stage: Stage;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pass-it-on-pseudo-'));
    const built = spawnSync(
      process.execPath,
      [
        ...['node_modules/vite/bin/vite.js', 'build', '--config', 'tab/vite.config.ts'],
        ...['--mode', 'pseudo', '--outDir', folder, '--logLevel', 'error'],
      ],
      { encoding: 'utf8', env: environment({ NODE_ENV: 'production' }) },
    );
    if (built.status !== 0) throw new Error(built.stderr);
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
  }, 120_000);
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  /** A page of the pseudo-build over the real server, and every text the server's data holds. */
  async function openPseudo(path: string) {
    const context = await stage.browser.newContext();
    const data = new Set<string>();
    await context.route('**/tab/**', (route) => {
      const { pathname } = new URL(route.request().url());
      const file = join(folder, pathname.slice('/tab/'.length));
      const found = extname(file) !== '' && existsSync(file) ? file : join(folder, 'index.html');
      return route.fulfill({
        body: readFileSync(found),
        contentType: types[extname(found)] ?? 'application/octet-stream',
      });
    });
    const reading: Promise<void>[] = [];
    const read = async (response: Response): Promise<void> => {
      if (!response.url().includes('/api/') || !response.ok()) return;
      const collect = (value: unknown): void => {
        if (typeof value === 'string') data.add(value.replace(/\s+/g, ' ').trim());
        else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
      };
      collect(await response.json().catch(() => null));
    };
    context.on('response', (response) => reading.push(read(response)));
    const page = await openPage(context, stage.url, path, { width: 320 });
    await settled(page);
    // What a page shows has arrived, though it may not have been read here yet.
    const known = async () => {
      await Promise.all(reading);
      return data;
    };
    return { page, known, close: () => context.close() };
  }

  const steps: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ...tabPages.map(([path]) => [path, async () => {}] as const),
    ['profile', (page) => page.getByRole('button', { name: /Mö/ }).click()],
    ['badges?item=new', (page) => page.getByRole('dialog').waitFor()],
    ['for-you?item=checkin', (page) => page.locator('form textarea').waitFor()],
    [
      'find?item=Excel',
      async (page) => {
        await askForm(page);
      },
    ],
    [
      'find?item=Excel',
      async (page) => {
        const dialog = await askForm(page);
        await dialog.locator('textarea').fill('⟦⟧');
        await dialog.locator('[type="submit"]').click();
        await dialog.locator('ol').waitFor();
        await settled(page);
      },
    ],
    ['find?item=Excel', (page) => page.getByRole('status').getByText('⟦').first().waitFor()],
  ];

  it('is translated everywhere, cuts nothing off and never scrolls sideways at 320 px', async () => {
    const found: string[] = [];
    for (const [path, act] of steps) {
      const { page, known, close } = await openPseudo(path);
      await act(page);
      const texts = await textsOf(page);
      const data = await known();
      const untranslated = texts.filter((text) => !data.has(text));
      const cut = await cutOff(page);
      const wide = await overflow(page);
      found.push(
        ...untranslated.map((text) => `${path}: not translated: ${text}`),
        ...cut.map((text) => `${path}: cut off: ${text}`),
        ...(wide > 0 ? [`${path}: ${wide} px too wide`] : []),
      );
      await close();
    }
    expect(found).toEqual([]);
  }, 120_000);
});

/** The form that asks for help with the topic looked up. */
async function askForm(page: Page): Promise<Locator> {
  await page.locator('main section').first().getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea').waitFor();
  return dialog;
}

/** Texts on the page that are not in the pseudo-language, apart from numbers, times and dates. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const spoken = ['aria-label', 'placeholder', 'title', 'alt'];
    // Dates come from the browser too; initials and bullets are decoration.
    const dateOrNumber =
      /^[\d\s:,./–·*-]*$|^(\d{1,2} )?(January|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?$|^\d{1,2} \w+ \d{4}$|^\w{3,4}$|^\w+day$|^[A-Z]{2}$/;
    const told = (text: string | null) => {
      const words = (text ?? '').replace(/\s+/g, ' ').trim();
      if (words !== '' && !words.includes('⟦') && !dateOrNumber.test(words)) texts.add(words);
    };
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      // Names of zones, countries and weekdays come from the browser.
      if (parent === null || parent.closest('script, style, noscript, code, option')) continue;
      told(node.textContent);
    }
    for (const element of document.body.querySelectorAll(
      spoken.map((name) => `[${name}]`).join(),
    )) {
      for (const name of spoken) told(element.getAttribute(name));
    }
    return [...texts];
  });
}

/** What has less room than its words take, or lies beyond the edge of the window. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const { overflowX, overflowY, clipPath, display } = getComputedStyle(element);
      const words = (element.textContent ?? '').trim();
      // Fields scroll what is typed; a select shows its choice in a list.
      if (words === '' || /^(SELECT|OPTION|TEXTAREA|INPUT|svg)$/.test(element.tagName)) continue;
      if (clipPath !== 'none' || display === 'inline' || element.closest('svg, [hidden]')) continue;
      const { right, left, width } = element.getBoundingClientRect();
      const hides = overflowX !== 'visible' || overflowY !== 'visible';
      const short =
        hides &&
        (element.scrollWidth > element.clientWidth + 1 ||
          (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1));
      const beyond = width > 0 && (right > innerWidth + 1 || left < -1);
      if (short || beyond) faults.push(words.slice(0, 80));
    }
    // Words that stick out of the button, link or line they belong to.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const box = node.parentElement?.closest('button, a, label, summary, h1, h2, h3, p, dd, dt');
      const parent = node.parentElement;
      if (!box || parent === null || getComputedStyle(parent).clipPath !== 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, width } = range.getBoundingClientRect();
      const within = box.getBoundingClientRect();
      if (width > 0 && (right > within.right + 1 || left < within.left - 1)) {
        faults.push(`sticks out: ${node.textContent?.slice(0, 80)}`);
      }
    }
    return faults;
  });
}
