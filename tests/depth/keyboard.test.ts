import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import {
  answered,
  hasFocus,
  keepsFocus,
  openPage,
  overflow,
  settled,
  stays,
  until,
} from '#tests/browser/tab-page';

// A window of 1280 × 1024 at 400 % zoom, little motion wanted, and no mouse.
const zoomed = { width: 320, height: 256 };

describe('the core journeys, by keyboard alone at 400 % zoom', () => {
  let stage: Stage;
  let context: BrowserContext;
  const faults: string[] = [];
  beforeAll(async () => {
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
    context = await stage.browser.newContext({ reducedMotion: 'reduce' });
  }, 120_000);
  afterAll(() => stage.close());
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  const open = async (path: string): Promise<Page> => {
    const page = await openPage(context, stage.url, path, zoomed, faults);
    await settled(page);
    return page;
  };

  /** Goes on with Tab until the target has the focus, and sees that it can be seen there and stays. */
  async function reach(page: Page, target: Locator): Promise<void> {
    for (let steps = 0; steps < 80; steps += 1) {
      if (await hasFocus(target)) {
        await keepsFocus(target);
        const box = await target.first().boundingBox();
        const seen = box !== null && box.y + box.height > 0 && box.y < zoomed.height;
        expect([String(target), seen]).toEqual([String(target), true]);
        expect(await overflow(page)).toBe(0);
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`not reached by Tab: ${target}`);
  }
  const press = async (page: Page, target: Locator, key = 'Enter'): Promise<void> => {
    await reach(page, target);
    await page.keyboard.press(key);
  };
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

  /** Nothing moves once the page stands, and nothing makes it scroll sideways. */
  async function calm(page: Page): Promise<void> {
    await settled(page);
    expect(await overflow(page)).toBe(0);
    // With reduced motion a change of state is over at once; what goes on moving is found here.
    await until(page, "document.getAnimations().every(({ playState }) => playState !== 'running')");
    await page.close();
  }

  it('my profile: add a skill, move it, take it away and bring it back', async () => {
    const page = await open('profile');
    await reach(page, page.getByLabel('Add a skill you can share'));
    await page.keyboard.type('Beekeeping');
    await page.keyboard.press('Enter');
    await press(page, button(page, 'Move Beekeeping'), 'ArrowDown');
    await page.getByText('Beekeeping: place 2 of 2').waitFor();
    await keepsFocus(button(page, 'Move Beekeeping'));
    await press(page, button(page, 'Remove Beekeeping'));
    await answered(page, ['POST', '/api/skills'], () => press(page, button(page, 'Undo')));
    await stays(button(page, 'Remove Beekeeping'));
    await calm(page);
  });

  it('for you: check in, and keep the wish it led to', async () => {
    const page = await open('for-you');
    await press(page, button(page, 'Check in now'));
    await page.keyboard.type('Ask what they tried first.');
    await reach(page, page.getByLabel('Something you would like help with'));
    await page.keyboard.type('Making honey');
    await press(page, button(page, 'Save'));
    await press(page, button(page, /^Add “Making honey”/));
    await stays(page.getByText('“Making honey” is among your wishes'));
    await calm(page);
  });

  it('badges: thank a colleague', async () => {
    const page = await open('badges');
    await press(page, button(page, 'Thank a colleague'));
    const dialog = page.getByRole('dialog');
    await reach(page, dialog.getByLabel('Who helped you?'));
    await page.keyboard.type('Megan');
    await page.keyboard.press('Enter');
    await reach(page, dialog.getByRole('radio').first());
    await page.keyboard.press('Space');
    await reach(page, dialog.getByRole('textbox', { name: /^What helped/ }));
    await page.keyboard.type('You stayed an hour longer to look at the hive with me.');
    await press(page, button(page, 'Send the badge'));
    // What is missing is said at its field, and the focus goes there.
    await dialog.getByText('Name the skill, in a few words.').waitFor();
    const skill = dialog.locator('[aria-invalid="true"]');
    await keepsFocus(skill);
    await page.keyboard.type('Beekeeping');
    await press(page, button(page, 'Send the badge'));
    await dialog.waitFor({ state: 'hidden' });
    await stays(page.getByText('You stayed an hour longer'));
    await calm(page);
  });

  it('find help: go there from the navigation, look a topic up and wish for it', async () => {
    const page = await open('profile');
    await press(page, page.getByRole('link', { name: 'Find' }));
    await page.getByRole('heading', { level: 1, name: 'Find help' }).waitFor();
    await reach(page, page.getByLabel('What would you like help with?'));
    await page.keyboard.type('Excel');
    const answer = page.getByRole('region', { name: /Excel.* in the whole organisation/ });
    await answer.getByText(/colleagues share this/).waitFor();
    await press(page, button(page, 'Add to my wishes'));
    await stays(page.getByText('Among your wishes'));
    await calm(page);
  });

  it('find help: ask for help, see what happens next, take it back and bring it back', async () => {
    const page = await open('find');
    await reach(page, page.getByLabel('What would you like help with?'));
    await page.keyboard.type('pivot tab');
    await page.getByRole('option', { name: 'Pivot tables' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('button', { name: 'Ask for help', exact: true }));
    const dialog = page.getByRole('dialog');
    const what = dialog.getByLabel('What exactly would help you?');
    await what.waitFor();
    await press(page, dialog.getByRole('button', { name: 'Ask for help' }));
    // What is missing is said at its field, and the focus goes there.
    await dialog.getByText(/^Say in a sentence what would help/).waitFor();
    await keepsFocus(what);
    await page.keyboard.type('My totals count empty cells.');
    await press(page, dialog.getByRole('button', { name: 'Ask for help' }));
    // It leads to the ask once the server has it.
    const see = dialog.getByRole('button', { name: 'See my asks', disabled: false });
    await press(page, see);
    const ask = page.getByRole('listitem').filter({ hasText: 'My totals count empty cells.' });
    await ask.waitFor();
    await keepsFocus(ask);
    await press(page, ask.getByRole('button', { name: 'Take it back' }));
    await press(page, button(page, 'Undo'));
    await stays(ask.getByRole('button', { name: 'Take it back' }));
    await calm(page);
  });

  it('settings: behind More, pause for two weeks, and resume', async () => {
    const page = await open('profile');
    await press(page, button(page, 'More'));
    await page.keyboard.press('Escape');
    await keepsFocus(button(page, 'More'));
    await page.keyboard.press('Enter');
    await press(page, page.getByRole('link', { name: 'Settings' }));
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await press(page, button(page, '2 weeks'));
    await page
      .getByText(/^Paused up to and including/)
      .first()
      .waitFor();
    await press(page, button(page, 'Resume'));
    await page.getByText('Welcome back. The pause is over.').waitFor();
    await calm(page);
  });
});
