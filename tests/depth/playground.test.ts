import type { Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import { openPage, settled } from '#tests/browser/tab-page';

// Microsoft's own client against the built product: what a newcomer sees after `npm start`.
describe('the bot in the local Teams client', () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage({ SAMPLE: 'on', CLOCK_NOW: '2026-11-24T08:00:00Z' });
    page = await stage.browser.newPage({ viewport: { width: 1280, height: 1600 } });
    await page.goto(stage.playground);
  }, 120_000);
  afterAll(() => stage.close());

  const say = async (text: string): Promise<void> => {
    // The message box is an editor, not a field; inputs on cards come before it.
    await page.locator('[data-lexical-editor]').click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const sees = (text: string | RegExp) =>
    page.getByText(text).last().waitFor({ state: 'visible', timeout: 15_000 });

  it('greets a newcomer by name, and the card changes when its button is pressed', async () => {
    await sees('Pass It On');
    await page.getByRole('button', { name: 'Count me in' }).click();
    await sees(/Your first card comes Tuesday/);
  });

  it('answers what is typed, and a press on a card shows its result', async () => {
    await say('help');
    await sees('What I can do');
    await say('share Gardening on a balcony');
    await sees(/Gardening on a balcony/);
    await say('check in');
    await page.getByRole('button', { name: 'Save' }).last().waitFor();
    await page.locator('textarea').last().fill('Ask before you help.');
    await page.getByRole('button', { name: 'Save' }).last().click();
    await sees(/Ask before you help|Kept|Saved|noted/i);
  });

  it('shows in the open tab, within five seconds, what is changed in chat', async () => {
    const tab = await openPage(stage.browser, stage.url, 'profile');
    await settled(tab);
    await page.bringToFront();
    await say('share Pruning fruit trees');
    await sees(/Pruning fruit trees/);
    await tab
      .getByRole('button', { name: 'Remove Pruning fruit trees' })
      .waitFor({ timeout: 5_000 });
    await say('remove Pruning fruit trees');
    await tab
      .getByRole('button', { name: 'Remove Pruning fruit trees' })
      .waitFor({ state: 'hidden', timeout: 5_000 + 1_000 });
    await tab.close();
  });

  it('brings what colleagues left, and the weekly card, when their time comes', async () => {
    const response = await fetch(`${stage.url}/local/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ now: '2026-12-01T15:00:00Z' }),
    });
    const { ran } = (await response.json()) as { ran: { kind: string; outcome: string }[] };
    const sent = ran.filter(({ outcome }) => outcome === 'sent').map(({ kind }) => kind);
    expect(sent).toEqual(expect.arrayContaining(['collect', 'moment']));
    expect(ran.filter(({ outcome }) => ['failed', 'refused'].includes(outcome))).toEqual([]);
    await sees('Megan Bowen');
    await sees('Your check-in');
  });

  it('shows the digest of the sample team', async () => {
    await say('digest');
    await sees(/Customer Care/);
  });
});
