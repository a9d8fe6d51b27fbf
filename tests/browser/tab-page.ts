import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';

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

const underWay = new WeakMap<Page, Set<Request>>();

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
  const requests = new Set<Request>();
  underWay.set(page, requests);
  page.on('request', (request) => {
    // What the page before had asked for goes with it.
    if (request.isNavigationRequest()) requests.clear();
    requests.add(request);
  });
  page.on('requestfinished', (request) => requests.delete(request));
  page.on('requestfailed', (request) => requests.delete(request));
  await page.goto(addressOf(url, path, look));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Everything axe finds wrong with the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  await settled(page);
  // Its last value must not be carried over to this process.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(`${axe};0`);
  return page.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{
          violations: { id: string; nodes: { html: string }[] }[];
        }>;
      };
    };
    const { violations: found } = await runner.run(
      { exclude: [['[data-tabster-dummy]']] },
      { resultTypes: ['violations'] },
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );

/** Looks again until it is so. */
async function wait(page: Page, what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    if (await isSo()) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`never so: ${what}`);
}

/** What is to stay is looked at again after so long, in milliseconds. */
const stayMs = 300;

/** Waits until it is so, and sees that it stays so. */
export async function keeps(page: Page, what: string, isSo: () => Promise<boolean>): Promise<void> {
  await wait(page, what, isSo);
  await page.waitForTimeout(stayMs);
  if (!(await isSo())) throw new Error(`no longer so: ${what}`);
}

/** Waits until an expression is true in the page. Playwright's own way evaluates there, which our CSP refuses. */
export const until = (page: Page, expression: string): Promise<void> =>
  wait(page, expression, () => page.evaluate<boolean>(expression));

export const hasFocus = (target: Locator): Promise<boolean> =>
  target.first().evaluate((element) => element === element.ownerDocument.activeElement);

/** The target gets the focus, and nothing takes it away again. */
export const keepsFocus = (target: Locator): Promise<void> =>
  keeps(target.page(), `the focus is on ${target}`, () => hasFocus(target));

/** The target comes into sight, and does not go again. */
export const stays = (target: Locator): Promise<void> =>
  keeps(target.page(), `one sees ${target}`, () => target.first().isVisible());

/** What was typed is in the field, and stays there. */
export const keepsValue = (field: Locator, value: string): Promise<void> =>
  keeps(
    field.page(),
    `${field} holds “${value}”`,
    async () => (await field.inputValue()) === value,
  );

/** The page shows all it has: nothing is being read, and nothing follows from what was. */
export async function settled(page: Page): Promise<void> {
  const isQuiet = async () =>
    (underWay.get(page)?.size ?? 0) === 0 &&
    (await page.locator('[aria-busy="true"]').count()) === 0;
  await wait(page, 'nothing is being read', async () => {
    if (!(await isQuiet())) return false;
    await page.waitForTimeout(100);
    return isQuiet();
  });
}

/** Does what makes a call, and waits until the server has answered it. */
export async function answered(
  page: Page,
  [method, path]: readonly [string, string],
  act: () => Promise<void>,
): Promise<void> {
  const answer = page.waitForResponse(
    (response) =>
      response.request().method() === method && new URL(response.url()).pathname === path,
  );
  await Promise.all([answer, act()]);
}
