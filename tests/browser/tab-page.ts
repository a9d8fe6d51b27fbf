import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** The pages of the tab, with their titles in English; the last is an operator's. */
export const tabPages = [
  ['profile', 'My profile'],
  ['for-you', 'For you'],
  ['find', 'Find help'],
  ['badges', 'Badges'],
  ['learning', 'My learning'],
  ['team', 'Team'],
  ['settings', 'Settings'],
  ['admin', 'Administration'],
] as const;

export const themes = ['default', 'dark', 'contrast'] as const;
export const widths = [320, 768, 1280] as const;

/** Somebody of the sample team with skills, wishes, badges and open items. */
export const robin = '00000000-0000-4000-8000-000000000001';

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: (typeof themes)[number];
  readonly lang?: 'en' | 'nl';
  readonly as?: string;
}

export const addressOf = (
  url: string,
  path: string,
  { theme = 'default', lang = 'en', as = robin }: Look = {},
): string =>
  // An operator sees every page, and the widest navigation.
  `${url}/tab/${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ as, role: 'operator', theme, lang })}`;

/** Opens a page of the tab and waits until it stands; what goes wrong in it is told to `faults`. */
export async function openPage(
  browser: Browser | BrowserContext,
  url: string,
  path: string,
  look: Look = {},
  faults: string[] = [],
): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewportSize({ width: look.width ?? 1280, height: look.height ?? 900 });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // A refused form is a 4xx that the browser reports as well.
    if (message.type() === 'error' && !message.text().includes('status of 4')) {
      faults.push(message.text());
    }
  });
  await page.goto(addressOf(url, path, look));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Everything axe finds wrong with the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  // Its last value must not be carried over to this process.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(`${axe};0`);
  return page.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as {
      axe: {
        run(context: object): Promise<{
          violations: { id: string; nodes: { html: string }[] }[];
        }>;
      };
    };
    const { violations: found } = await runner.run({ exclude: [['[data-tabster-dummy]']] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );

/** Waits until an expression is true in the page. Playwright's own way evaluates there, which our CSP refuses. */
export async function until(page: Page, expression: string): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    if (await page.evaluate<boolean>(expression)) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`never true: ${expression}`);
}
