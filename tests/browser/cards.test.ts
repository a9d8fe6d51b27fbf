import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#tests/browser/stage';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
/** What is left of a 320 px phone for a card. */
const phone = 288;

// Every card the product can send, drawn as Teams draws it (npm run gallery).
describe('the cards, as Microsoft’s renderer draws them', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pass-it-on-'));
    const made = spawnSync(
      process.execPath,
      ['infra/build/gallery.mjs', '--out', join(folder, 'gallery.html')],
      { encoding: 'utf8' },
    );
    expect(made.stderr).toBe('');
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['default', 'dark', 'contrast'])(
    'are whole on a phone and readable in %s',
    async (theme) => {
      const page = await browser.newPage({ viewport: { width: 700, height: 900 } });
      const query = new URLSearchParams({ theme, width: String(phone) });
      await page.goto(`${pathToFileURL(join(folder, 'gallery.html'))}?${query}`);
      expect(await page.locator('[data-card]').count()).toBeGreaterThan(90);
      expect(await page.evaluate(faultsOnPage)).toEqual([]);
      await page.evaluate(`${axe};0`);
      expect(await page.evaluate(violationsOnPage)).toEqual([]);
      await page.close();
    },
    60_000,
  );
});

// Both run in the page, which knows no types of ours.

/** What is clipped, too wide, not filled in or not loaded, by card. */
const faultsOnPage = `Promise.all([...document.querySelectorAll('[data-card]')].map(async (place) => {
  const faults = [];
  const name = place.dataset.card;
  if (place.childElementCount === 0) faults.push(name + ': nothing drawn');
  if (place.textContent.includes('$' + '{')) faults.push(name + ': not filled in');
  if (place.scrollWidth > place.clientWidth) faults.push(name + ': too wide');
  for (const part of place.querySelectorAll('*')) {
    const { overflowX, overflowY } = getComputedStyle(part);
    const hides = overflowX === 'hidden' || overflowY === 'hidden';
    if (hides && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)) {
      faults.push(name + ': clipped: ' + part.textContent);
    }
  }
  for (const picture of place.querySelectorAll('img')) {
    await picture.decode().catch(() => faults.push(name + ': a picture did not load'));
  }
  return faults;
})).then((faults) => faults.flat())`;

const violationsOnPage = `axe.run({ include: [['.pair']] }, {
  runOnly: ['color-contrast', 'image-alt', 'button-name', 'link-name'],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => id + ' ' + target + ' ' + html)))`;
