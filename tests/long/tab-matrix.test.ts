import type { Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import { openPage, overflow, tabPages, themes, violations, widths } from '#tests/browser/tab-page';

const languages = ['en', 'nl'] as const;

/** What stands on top of a page or opens in it, beside the pages as they are. */
const opened: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['badges?item=new', (page) => page.getByRole('dialog').waitFor()],
  ['for-you?item=checkin', (page) => page.locator('form textarea').waitFor()],
  ['find?item=Excel', (page) => page.locator('main section h2').first().waitFor()],
];

// Every page and form, in every theme, language and width: no axe violation, no sideways scroll.
describe('the tab looks right everywhere', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
  }, 120_000);
  afterAll(() => stage.close());

  const looks = themes.flatMap((theme) => languages.map((lang) => [theme, lang] as const));
  it.each(looks)(
    'in %s, %s',
    async (theme, lang) => {
      const faults: string[] = [];
      const plain = tabPages.map(([path]) => [path, async () => {}] as const);
      for (const [path, act] of [...plain, ...opened]) {
        const page = await openPage(stage.browser, stage.url, path, { theme, lang }, faults);
        await act(page);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const found = await violations(page);
          faults.push(...found.map((fault) => `${path} at ${width} px: ${fault}`));
          const wide = await overflow(page);
          if (wide > 0) faults.push(`${path} at ${width} px: ${wide} px too wide`);
        }
        await page.close();
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );
});
