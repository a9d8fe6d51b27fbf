/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type HowTosView, type HowToView, wordNames } from '#bot/features/howto/wire';
import type { FormView } from '#bot/practice/wire';
import english from '../../bot/strings/en/howto.json';
import { AskDialog } from '../../tab/features/help/ask-dialog';
import { HowToFor } from '../../tab/features/howto/for-topic';
import { HowTos } from '../../tab/features/howto/how-tos';
import { Erase } from '../../tab/features/privacy/erase';
import {
  type FakeServer,
  fakeServer,
  furnish,
  good,
  refused,
  showPage,
  violationsOf,
} from './house';

const words = Object.fromEntries(
  wordNames.map((name) => [name, english[name]]),
) as HowTosView['words'];
const howTo = (patch: Partial<HowToView> = {}): HowToView => ({
  id: '1',
  team: 't1',
  topic: 'Pivot tables',
  steps: ['Select the table', 'Insert'],
  link: 'https://example.org/a',
  seen: 'Crew reads it. You look after it.',
  warning: null,
  own: false,
  may: ['edit', 'brief', 'free', 'remove'],
  ...patch,
});
const own = howTo({ id: 'feedback', topic: 'Giving feedback', own: true, may: ['copy', 'hide'] });
const list = '/api/howtos?team=t1';
const forExcel = '/api/howtos/for?skill=Excel';
const form: FormView = {
  form: 'howto',
  label: 'Write a how-to',
  send: 'Save it',
  sees: 'Your team',
  more: '',
  fields: [
    { id: 'topic', kind: 'text', label: 'What is it about?', value: 'Pivot tables' },
    { id: 'steps', kind: 'text', lines: true, label: 'The steps', value: 'Select the table' },
  ],
};

let server: FakeServer;
beforeAll(furnish);
beforeEach(() => {
  history.replaceState(null, '', '/tab/team');
  server = fakeServer();
  server.on('GET', list, () => good({ howTos: [howTo()], own: [own], words }));
  server.on('GET', '/api/howtos/form?team=t1', () => good(form));
  server.on('GET', '/api/howtos/form?team=t1&id=1', () => good(form));
});

describe('a team’s how-tos', () => {
  it('keeps what was typed when it is refused, and says so at its field', async () => {
    server.on('POST', '/api/howtos', () => refused(422, 'These are 8 steps.', 'steps'));
    showPage(<HowTos team="t1" />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Write a how-to' }));
    const steps = await screen.findByRole('textbox', { name: 'The steps' });
    const typed = 'x\n'.repeat(8);
    fireEvent.change(steps, { target: { value: typed } });
    fireEvent.click(screen.getByRole('button', { name: 'Save it' }));
    await screen.findByText('These are 8 steps.');
    expect(steps).toMatchObject({ value: typed });
    expect(steps.getAttribute('aria-invalid')).toBe('true');
    server.on('POST', '/api/howtos', () => good(howTo()));
    fireEvent.click(screen.getByRole('button', { name: 'Save it' }));
    await screen.findByRole('button', { name: 'Write a how-to' });
    const [first, second] = server.asked('POST', '/api/howtos');
    expect(first?.body).toMatchObject({ team: 't1', topic: 'Pivot tables', steps: typed });
    // The same form, sent again, is the same how-to.
    expect(second?.body).toEqual(first?.body);
  });

  it('changes mine where it stands', async () => {
    server.on('PUT', '/api/howtos/t1/1', () => good(howTo()));
    showPage(<HowTos team="t1" />, server);
    fireEvent.click(await screen.findByText('Pivot tables'));
    fireEvent.click(screen.getByRole('button', { name: 'Change it' }));
    await screen.findByRole('textbox', { name: 'The steps' });
    fireEvent.click(screen.getByRole('button', { name: 'Save it' }));
    await waitFor(() => expect(server.asked('PUT', '/api/howtos/t1/1')).toHaveLength(1));
    await waitFor(() => expect(server.asked('GET', list).length).toBeGreaterThan(1));
  });

  it('takes away once no undo can come, and not at all after an undo', async () => {
    server.on('DELETE', '/api/howtos/t1/1', () => good({}));
    showPage(<HowTos team="t1" />, server);
    fireEvent.click(await screen.findByText('Pivot tables'));
    fireEvent.click(screen.getByRole('button', { name: 'Take it away' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('Pivot tables');
    expect(server.asked('DELETE', '/api/howtos/t1/1')).toHaveLength(0);
    fireEvent.click(screen.getByText('Pivot tables'));
    fireEvent.click(screen.getByRole('button', { name: 'Take it away' }));
    await waitFor(() => expect(screen.queryByText('Pivot tables')).toBeNull());
    fireEvent(window, new Event('pagehide'));
    await waitFor(() => expect(server.asked('DELETE', '/api/howtos/t1/1')).toHaveLength(1));
  });

  it('opens the one that a link of an open item points at', async () => {
    history.replaceState(null, '', '/tab/team?item=t1!1');
    showPage(<HowTos team="t1" />, server);
    const summary = (await screen.findByText('Pivot tables')).closest('summary');
    await waitFor(() => expect(document.activeElement).toBe(summary));
    expect(summary?.closest('details')?.open).toBe(true);
  });

  it('says which step is off, and to whom nobody tells from whom', async () => {
    const others = howTo({ may: ['off'], warning: 'Not checked since March 2026' });
    server.on('GET', list, () => good({ howTos: [others], own: [own], words }));
    server.on('POST', '/api/howtos/t1/1/off', () => good({ said: 'Thank you.' }));
    const { container } = showPage(<HowTos team="t1" />, server);
    fireEvent.click(await screen.findByText('Pivot tables'));
    screen.getByText('Not checked since March 2026', { selector: 'p' });
    fireEvent.click(screen.getByRole('button', { name: 'A step is off' }));
    fireEvent.click(screen.getByRole('radio', { name: '2' }));
    screen.getByText(/not from whom or when/);
    expect(await violationsOf(container)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'A step is off' }));
    await screen.findByText('Thank you.');
    expect(server.asked('POST', '/api/howtos/t1/1/off')[0]?.body).toEqual({ step: '2' });
  });
});

describe('erasing everything', () => {
  const erase = async (leave: string | null) => {
    server.on('GET', '/api/me/erase', () => good({ leave }));
    server.on('POST', '/api/me/erase', () => good({ said: 'Gone.' }));
    const shown = showPage(<Erase />, server);
    fireEvent.click(await screen.findByRole('button', { name: /Erase/ }));
    return shown;
  };
  const type = () => {
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'erase' } });
    fireEvent.submit(screen.getByRole('textbox').closest('form') as HTMLFormElement);
  };

  it('asks whoever looks after how-tos whether they stay; they go along unless told', async () => {
    const { unmount } = await erase('Leave my how-tos');
    const leave = await screen.findByRole('switch', { name: 'Leave my how-tos' });
    expect(leave).toMatchObject({ checked: false });
    fireEvent.click(leave);
    type();
    await waitFor(() => expect(server.asked('POST', '/api/me/erase')).toHaveLength(1));
    expect(server.asked('POST', '/api/me/erase')[0]?.body).toMatchObject({ howTos: 'leave' });
    unmount();
    await erase(null);
    type();
    await waitFor(() => expect(server.asked('POST', '/api/me/erase')).toHaveLength(2));
    expect(screen.queryByRole('switch')).toBeNull();
    expect(server.asked('POST', '/api/me/erase')[1]?.body).toMatchObject({ howTos: 'take' });
  });
});

describe('the how-to of a topic', () => {
  it('stands in Find with its link, without who wrote it', async () => {
    const found = howTo({ topic: 'Excel', may: ['off'], seen: 'A how-to of your team.' });
    server.on('GET', forExcel, () => good({ found, words }));
    showPage(<HowToFor skill="Excel" />, server);
    const link = await screen.findByRole('link', { name: /example\.org/ });
    expect(link.getAttribute('rel')).toContain('noopener');
    screen.getByText('A how-to of your team.');
  });

  it('stands before an ask: it worked sends nothing, ask anyway opens the form', async () => {
    const found = howTo({ topic: 'Excel', may: [] });
    server.on('GET', forExcel, () => good({ found, words }));
    server.on('GET', '/api/asks', () =>
      good({ mine: [], helping: [], today: '2026-11-23', usual: '2026-11-30' }),
    );
    let closed = 0;
    const dialog = (
      <AskDialog
        wanted={{ skill: 'Excel' }}
        onClose={() => {
          closed += 1;
        }}
      />
    );
    const { unmount } = showPage(dialog, server);
    fireEvent.click(await screen.findByRole('button', { name: 'It worked' }));
    expect(closed).toBe(1);
    expect(server.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    unmount();
    showPage(dialog, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Ask anyway' }));
    within(await screen.findByRole('dialog')).getByRole('textbox', { name: /What exactly/ });
  });
});
