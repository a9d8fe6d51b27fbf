import type { Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import {
  openPage,
  overflow,
  robin,
  tabPages,
  themes,
  violations,
  widths,
} from '#tests/browser/tab-page';

const languages = ['en', 'nl'] as const;

/** What stands on top of a page or opens in it, beside the pages as they are. */
const opened: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['badges?item=new', (page) => page.getByRole('dialog').waitFor()],
  ['for-you?item=checkin', (page) => page.locator('form textarea').waitFor()],
  ['find?item=Excel', (page) => page.locator('main section h2').first().waitFor()],
  [
    'find?item=Pivot+tables',
    async (page) => {
      await page.locator('main section').first().getByRole('button').first().click();
      await page.getByRole('dialog').locator('textarea').waitFor();
      await page.locator('dialog [type="submit"]').click();
      await page.locator('dialog [aria-invalid="true"]').waitFor();
    },
  ],
  [
    'team?item=howtos',
    async (page) => {
      await page.locator('#howtos summary').first().click();
      await page.locator('#howtos ol').first().waitFor();
    },
  ],
  // An ask that somebody said yes to, and one that happened.
  ['asks', (page) => page.locator('#asks h3').nth(1).waitFor()],
];

/** Robin asks: one that happened, one that somebody said yes to; there is room for a third. */
async function asks(url: string): Promise<void> {
  const call = async (path: string, body: object, token?: string) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string; token: string };
  };
  const { token } = await call('/local/token', { as: robin });
  const ask = (skill: string) =>
    call(
      '/api/asks',
      {
        op: `asks-for-${skill}`,
        skill,
        what: `How does ${skill} work?`,
        minutes: 30,
        by: '2026-12-04',
      },
      token,
    );
  const { id } = await ask('Excel');
  await ask('SQL');
  // The sample's people answer within their hours.
  await call('/local/clock', { now: '2026-11-24T12:00:00Z' });
  await call(`/api/asks/${id}/yes`, {}, token);
}

// Every page and form, in every theme, language and width: no axe violation, no sideways scroll.
describe('the tab looks right everywhere', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
    await asks(stage.url);
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
