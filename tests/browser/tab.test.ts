import type { Page } from 'playwright-core';
import { openStage, type Stage } from '#tests/browser/stage';
import {
  addressOf,
  answered,
  keepsFocus,
  type Look,
  openPage,
  settled,
  stays,
  until,
  violations,
} from '#tests/browser/tab-page';

// What people do in the built tab, against the built bot.
describe('the tab in a browser', () => {
  let stage: Stage;
  const faults: string[] = [];
  beforeAll(async () => {
    stage = await openStage({ PLAYGROUND: 'off', CLOCK_NOW: '2026-11-24T08:00:00Z' });
  }, 120_000);
  afterAll(() => stage.close());
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  const open = (path: string, look: Look = {}): Promise<Page> =>
    openPage(stage.browser, stage.url, path, look, faults);
  const pass = (now: string) =>
    fetch(`${stage.url}/local/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ now }),
    });

  it('adds a skill, takes it away, and brings it back with undo', async () => {
    const page = await open('profile');
    const added = ['POST', '/api/skills'] as const;
    await page.getByLabel('Add a skill you can share').fill('Beekeeping');
    await answered(page, added, () => page.keyboard.press('Enter'));
    await page.reload();
    await page.getByRole('button', { name: 'Remove Beekeeping' }).click();
    await answered(page, added, () => page.getByRole('button', { name: 'Undo' }).click());
    await stays(page.getByRole('button', { name: 'Remove Beekeeping' }));
    await page.reload();
    await stays(page.getByRole('button', { name: 'Remove Beekeeping' }));
    await page.close();
  });

  it('thanks a colleague with a badge, who finds it in the tab', async () => {
    const page = await open('badges');
    await page.getByRole('button', { name: 'Thank a colleague' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Who helped you?').fill('Megan');
    await page.getByRole('option', { name: 'Megan Bowen' }).click();
    await dialog.getByText('Made time').click();
    await dialog.getByLabel('Which skill was it about?').fill('Beekeeping');
    await dialog
      .getByLabel('What helped, and what did it change?')
      .fill('You stayed an hour longer to look at the hive with me. I dare to open it now.');
    await dialog.getByRole('button', { name: 'Send the badge' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.close();
    const megan = await stage.browser.newPage();
    await megan.goto(`${stage.url}/tab/badges?as=00000000-0000-4000-8000-000000000002`);
    await stays(megan.getByText('I dare to open it now'));
    await megan.close();
  });

  it('saves a check-in and offers the next step', async () => {
    const page = await open('for-you');
    await page.getByRole('button', { name: 'Check in now' }).first().click();
    await page.getByLabel('Which skill was it about?').fill('Beekeeping');
    await page.getByLabel('Something you would like help with').fill('Making honey');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Add “Making honey” to my wishes' }).click();
    await stays(page.getByText('“Making honey” is among your wishes'));
    await page.getByRole('button', { name: 'Ask for help with Making honey' }).click();
    await page.getByRole('dialog', { name: 'Ask for help with “Making honey”' }).waitFor();
    await page.close();
  });

  it('changes its language at once, and keeps it', async () => {
    const page = await stage.browser.newPage();
    await page.goto(`${stage.url}/tab/settings?as=00000000-0000-4000-8000-000000000006`);
    const language = page.getByLabel('Language', { exact: true });
    await answered(page, ['PATCH', '/api/me/settings'], async () => {
      await language.selectOption('nl');
      await page.getByRole('heading', { level: 1, name: 'Instellingen' }).waitFor();
    });
    await page.reload();
    await stays(page.getByRole('heading', { level: 1, name: 'Instellingen' }));
    await until(page, "document.documentElement.lang === 'nl'");
    await page.close();
  });

  it('goes back and forth with the browser, and stays where it is when loaded again', async () => {
    const page = await open('profile');
    const at = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('link', { name: 'Badges' }).click();
    await at('Badges');
    await page.getByRole('link', { name: 'Team' }).click();
    await at('Team');
    await page.goBack();
    await at('Badges');
    await page.goBack();
    await at('My profile');
    await page.goForward();
    await at('Badges');
    await page.reload();
    await at('Badges');
    expect(new URL(page.url()).pathname).toBe('/tab/badges');
    await page.close();
  });

  it('leads from what is open to the thing itself, by a link as cards have', async () => {
    const page = await open('for-you');
    await page.getByRole('link', { name: 'Go to my badges' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Badges' }).waitFor();
    const { searchParams } = new URL(page.url());
    const story = page.locator('li:focus');
    await keepsFocus(story);
    const words = (await story.textContent()) ?? '';
    await page.close();
    const item = searchParams.get('item') ?? '';
    expect(item).not.toBe('');
    // The same place by its address alone, and where only the fragment can be set.
    for (const address of [
      addressOf(stage.url, `badges?item=${item}`),
      `${addressOf(stage.url, 'profile')}#badges/${item}`,
    ]) {
      const other = await stage.browser.newPage();
      await other.goto(address);
      await other.getByRole('heading', { level: 1, name: 'Badges' }).waitFor();
      await keepsFocus(other.getByRole('listitem').filter({ hasText: words }));
      await other.close();
    }
  });

  it('shows the digest of the team with its chart', async () => {
    const page = await open('team');
    await page.getByRole('heading', { name: 'Digest' }).waitFor();
    await page.getByText('Customer Care').first().waitFor();
    await page.close();
  });

  it('lets a newcomer choose who to be', async () => {
    const page = await stage.browser.newPage();
    await page.goto(`${stage.url}/tab/profile`);
    await page.getByText('Sanne de Vries').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await stays(page.getByRole('main').getByText('Public speaking'));
    await page.close();
  });

  // The last one: it lets days pass.
  it('walks from a question to what it leaves for the next person', async () => {
    const page = await open('find?item=SQL');
    await page.getByRole('button', { name: 'Ask for help', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What exactly would help you?').fill('My join doubles the rows.');
    await dialog.getByRole('button', { name: 'Ask for help' }).click();
    await dialog.getByText('gets your question, without your name').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const ask = page.getByRole('listitem').filter({ hasText: 'My join doubles the rows.' });
    await ask.getByText('I’m asking.').waitFor();

    // The sample's people answer by themselves; the open page hears of it.
    await pass('2026-11-24T09:30:00Z');
    await ask.getByText(/will help you with “SQL”/).waitFor();
    await ask.getByRole('button', { name: /^Wed 25 Nov/ }).click();
    const file = await ask.getByRole('link', { name: 'Add to calendar' }).getAttribute('href');
    expect(await (await fetch(file ?? '')).text()).toContain('SUMMARY:SQL with');

    await pass('2026-11-26T09:30:00Z');
    await ask.getByRole('button', { name: 'Yes, it happened' }).click();
    await ask.getByRole('button', { name: /^Thank / }).click();
    await dialog.getByText('Made time').click();
    await dialog
      .getByLabel('What helped, and what did it change?')
      .fill('You drew the two tables side by side, and I saw it.');
    await dialog.getByRole('button', { name: 'Send the badge' }).click();
    await ask.getByText(/^You thanked /).waitFor();
    await ask.getByLabel(/^What would you tell/).fill('Count the rows before and after.');
    await ask.getByRole('radio', { name: 'Whoever looks for “SQL”' }).check();
    await ask.getByRole('button', { name: 'Keep it' }).click();
    await ask.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('One earlier ask').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();

    // Shown from the next working day on, so that the moment tells nothing of who wrote it.
    await pass('2026-11-27T09:30:00Z');
    const next = await open('find?item=SQL', { as: '00000000-0000-4000-8000-000000000008' });
    const lines = next.getByRole('region', { name: 'What colleagues learnt about it' });
    await stays(lines.getByText('Count the rows before and after.'));
    await settled(next);
    expect(await lines.textContent()).not.toContain('Robin');
    await next.close();
  });
});
