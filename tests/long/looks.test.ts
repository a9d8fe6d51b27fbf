import type { Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import { addressOf, openPage, overflow, tabPages, violations } from '#tests/browser/tab-page';

// Every page of the built tab as it is when opened; what is done there is in tab.test.ts.
describe('the pages of the tab in a browser', () => {
  let stage: Stage;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
    page = await openPage(stage.browser, stage.url, 'profile', {}, faults);
  }, 120_000);
  afterAll(() => stage.close());
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  // All of the matrix is in tests/long.
  const looks = [
    { theme: 'default', width: 1280 },
    { theme: 'dark', width: 320 },
    { theme: 'contrast', width: 768 },
  ] as const;
  it.each(tabPages)(
    '/%s opens by its own address, without an axe violation or sideways scroll in any theme',
    async (path, name) => {
      for (const look of looks) {
        await page.setViewportSize({ width: look.width, height: 900 });
        await page.goto(addressOf(stage.url, path, look));
        await page.getByRole('heading', { level: 1, name }).waitFor();
        expect([look, await violations(page)]).toEqual([look, []]);
        expect([look, await overflow(page)]).toEqual([look, 0]);
      }
    },
  );

  it('says before its first script which page it is, in the language and theme asked for', async () => {
    const context = await stage.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const begins = async (path: string) => {
      await page.goto(`${stage.url}/tab/${path}`);
      return [
        await page.locator('.boot-title').textContent(),
        await page.evaluate('document.documentElement.lang'),
        await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'),
      ];
    };
    expect(await begins('settings?lang=nl-NL&theme=dark')).toEqual([
      'Instellingen',
      'nl',
      'rgb(30, 27, 25)',
    ]);
    expect(await begins('checkin?theme=contrast')).toEqual(['For you', 'en', 'rgb(0, 0, 0)']);
    expect(await begins('constructor?lang=xx&theme=__proto__')).toEqual([
      'My profile',
      'en',
      'rgb(248, 245, 240)',
    ]);
    await context.close();
  });
});
