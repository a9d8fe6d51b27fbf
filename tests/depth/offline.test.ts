import type { BrowserContext, Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import { answered, keeps, keepsValue, openPage, settled, stays } from '#tests/browser/tab-page';

// No form loses a word: the connection goes, comes back, and the window is loaded again.
describe('what was typed while offline', () => {
  let stage: Stage;
  let context: BrowserContext;
  beforeAll(async () => {
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
  }, 120_000);
  afterAll(() => stage.close());
  beforeEach(async () => {
    context = await stage.browser.newContext();
    context.setDefaultTimeout(10_000);
  });
  afterEach(() => context.close());

  const open = async (path: string): Promise<Page> => {
    const page = await openPage(context, stage.url, path);
    await settled(page);
    return page;
  };
  const offline = async (page: Page): Promise<void> => {
    await context.setOffline(true);
    await page.getByText('You’re offline.').waitFor();
  };
  const online = async (page: Page): Promise<void> => {
    await context.setOffline(false);
    await page.getByText('You’re offline.').waitFor({ state: 'hidden' });
  };
  const again = async (page: Page): Promise<void> => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const refusal = (page: Page) => page.getByText('There’s no connection.').first().waitFor();

  it('stays in the line that adds a skill, and is added on pressing again', async () => {
    const page = await open('profile');
    const field = page.getByLabel('Add a skill you can share');
    await offline(page);
    await field.fill('Beekeeping');
    await page.keyboard.press('Enter');
    await refusal(page);
    await keepsValue(field, 'Beekeeping');
    await online(page);
    await again(page);
    await keepsValue(field, 'Beekeeping');
    await answered(page, ['POST', '/api/skills'], () => field.press('Enter'));
    await again(page);
    await stays(page.getByRole('button', { name: 'Remove Beekeeping' }));
    await keepsValue(field, '');
  });

  it('stays in the check-in, which is open again after a reload', async () => {
    const page = await open('for-you');
    await page.getByRole('button', { name: 'Check in now' }).click();
    const learned = page.locator('form textarea');
    await offline(page);
    await learned.fill('Ask what they tried first.');
    await page.getByLabel('Who helped you?').fill('Megan');
    await page.getByRole('option', { name: 'Megan Bowen' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await refusal(page);
    await online(page);
    await again(page);
    await keepsValue(learned, 'Ask what they tried first.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Thank Megan Bowen' }).waitFor();
    await again(page);
    // Kept: nothing is left to fill in.
    await stays(page.getByRole('button', { name: 'Check in now' }));
  });

  it('stays in the badge form, whatever page was looked at meanwhile', async () => {
    const story = 'You stayed an hour longer to look at the hive with me.';
    const page = await open('badges');
    const dialog = page.getByRole('dialog');
    const begin = () => page.getByRole('button', { name: 'Thank a colleague' }).first().click();
    await begin();
    await dialog.waitFor();
    await settled(page);
    await offline(page);
    await dialog.getByLabel('Who helped you?').fill('Megan');
    await page.getByRole('option', { name: 'Megan Bowen' }).click();
    await dialog.getByText('Made time').click();
    await dialog.getByLabel('Which skill was it about?').fill('Beekeeping');
    await dialog.getByRole('textbox', { name: /^What helped/ }).fill(story);
    await dialog.getByRole('button', { name: 'Send the badge' }).click();
    await refusal(page);
    await online(page);
    await again(page);
    await begin();
    await keepsValue(dialog.getByRole('textbox', { name: /^What helped/ }), story);
    await dialog.getByRole('button', { name: 'Send the badge' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await stays(page.getByText('You stayed an hour longer'));
  });

  it('stays chosen in the settings, and is saved by itself once there is a connection', async () => {
    const page = await open('profile');
    const monthly = page.getByRole('radio', { name: 'Every four weeks' });
    await page.getByRole('link', { name: 'Settings' }).click();
    await monthly.waitFor();
    await offline(page);
    await monthly.check();
    await refusal(page);
    await page.getByRole('link', { name: 'My profile' }).click();
    await page.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();
    await answered(page, ['PATCH', '/api/me/settings'], () => online(page));
    await page.getByRole('link', { name: 'Settings' }).click();
    await keeps(page, 'every month is chosen', () => monthly.isChecked());
    await again(page);
    await keeps(page, 'every month is chosen', () => monthly.isChecked());
  });

  it('waits for a page that was never looked at, and shows it once there is a connection', async () => {
    const page = await open('profile');
    await offline(page);
    await page.getByRole('link', { name: 'Badges' }).click();
    await page.getByText('This page comes in as soon as you’re online again.').waitFor();
    await context.setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Badges' }).waitFor();
  });
});
