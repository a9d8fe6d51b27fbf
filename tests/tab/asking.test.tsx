/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { AsksView, AskView } from '#bot/features/help/wire';
import { ProfilePage } from '../../tab/features/people/profile-page';
import { FindPage } from '../../tab/features/skills/find-page';
import {
  type FakeServer,
  fakeServer,
  focused,
  furnish,
  good,
  refused,
  robin,
  showPage,
} from './house';

const question = 'My pivot table counts empty cells.';
const none: AsksView = { mine: [], helping: [], today: '2026-11-24', usual: '2026-12-01' };
const asked = (op: string): AskView => ({
  id: '0123456789abcdef01234567',
  skill: { id: 's', name: 'Excel' },
  what: question,
  minutes: 15,
  by: '2026-12-01',
  asked: '2026-11-24T08:00:00Z',
  state: 'asking',
  said: `I’m asking (${op.length > 0 ? 'once' : ''}).`,
  text: '',
  acts: [{ act: 'withdraw', label: 'Take it back' }],
  pair: null,
  thanked: false,
  only: null,
});

describe('asking for help', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    history.replaceState(null, '', '/tab/find?item=Excel');
    server = fakeServer();
    server.on('GET', '/api/asks', () => good(none));
    server.on('GET', '/api/team', () =>
      good({ team: { id: 't1', name: 'Care' }, supply: [{ topic: 'First aid', supply: 'few' }] }),
    );
    supplied('Excel', 'few');
  });

  const supplied = (name: string, supply: string) =>
    server.on('GET', `/api/skills/supply?${new URLSearchParams({ name })}`, () =>
      good({ name, supply, near: null }),
    );
  async function open(name: string | RegExp = 'Ask for help') {
    fireEvent.click(await screen.findByRole('button', { name }));
    return screen.findByRole('dialog');
  }
  const what = () => screen.getByLabelText<HTMLTextAreaElement>(/^What exactly/);
  const write = (value: string) => fireEvent.change(what(), { target: { value } });
  const send = (dialog: HTMLElement) =>
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for help' }));

  it('says at the input what is missing, who sees it, and sends nothing', async () => {
    showPage(<FindPage />, server);
    const dialog = await open();
    await within(dialog).findByText(/your name only once you both say yes/);
    expect(within(dialog).getByLabelText<HTMLInputElement>(/^By when/).value).toBe('2026-12-01');
    fireEvent.change(within(dialog).getByLabelText(/^By when/), {
      target: { value: '2026-11-23' },
    });
    send(dialog);
    await within(dialog).findByText(/Say in a sentence what would help/);
    within(dialog).getByText(/Choose a day from today on, at most 60 days ahead/);
    write('x'.repeat(301));
    send(dialog);
    await within(dialog).findByText('At most 300 characters: 1 too many.');
    expect(server.asked('POST', '/api/asks')).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(what()));
  });

  it('shows what happens next before the server has agreed, and the ask among mine', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const late = new Promise((resolve) => {
      answer = resolve;
    });
    server.on('POST', '/api/asks', (body) => good(asked((body as { op: string }).op)));
    const { fetcher } = server;
    const slow: typeof fetch = async (input, init) => {
      if (init?.method === 'POST') await late;
      return fetcher(input, init);
    };
    showPage(<FindPage />, { ...server, fetcher: slow });
    const dialog = await open();
    await waitFor(what);
    write(question);
    fireEvent.click(within(dialog).getByRole('radio', { name: '15 minutes' }));
    send(dialog);
    await screen.findByRole('dialog', { name: 'Your question about “Excel” is on its way' });
    within(dialog).getByText(/without your name. If they can’t, the next one does/);
    const list = screen.getByRole('list', { name: 'My asks' });
    within(list).getByText('On its way…');
    answer(undefined);
    await within(list).findByText('I’m asking (once).');
    fireEvent.click(within(dialog).getByRole('button', { name: 'See my asks' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await focused(expect.stringContaining(question));
    expect(server.asked('POST', '/api/asks')[0]?.body).toEqual({
      op: expect.stringMatching(/^.{8,64}$/),
      skill: 'Excel',
      what: question,
      minutes: 15,
      by: '2026-12-01',
    });
  });

  it('keeps what was typed when there is no connection, and asks the same once more', async () => {
    server.on('POST', '/api/asks', () => 'unreachable');
    showPage(<FindPage />, server);
    const dialog = await open();
    await waitFor(what);
    write(question);
    send(dialog);
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(server.asked('POST', '/api/asks')).toHaveLength(2));
    await within(dialog).findByRole('button', { name: 'Try again' });
    expect(what().value).toBe(question);
    const [one, two] = server.asked('POST', '/api/asks').map(({ body }) => body);
    expect(one).toEqual(two);
    // Closed before the answer comes, it is told all the same.
    fireEvent.click(within(dialog).getByRole('button', { name: 'Try again' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    await screen.findByText(/There’s no connection/);
    expect(screen.queryByRole('dialog')).toBeNull();
    // Opened again, it is still there.
    await open();
    expect(what().value).toBe(question);
  });

  it('puts a refusal at its field; where nobody shares it any more, a wish keeps it', async () => {
    server.on('POST', '/api/asks', () => refused(422, 'That day is over.', 'by'));
    server.on('POST', '/api/skills', () =>
      good({ id: 'w1', name: 'Excel', kind: 'skill', added: '2026-11-24T08:00:00Z' }),
    );
    showPage(<FindPage />, server);
    const dialog = await open();
    await waitFor(what);
    write(question);
    send(dialog);
    await within(dialog).findByText('That day is over.');
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByLabelText(/^By when/)),
    );
    server.on('POST', '/api/asks', () => refused(422, 'Nobody has offered that yet.', 'skill'));
    send(dialog);
    await within(dialog).findByText('Nobody has offered that yet.');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add to my wishes' }));
    await within(dialog).findByText('Among your wishes');
    expect(screen.queryByRole('list', { name: 'My asks' })).toBeNull();
  });

  it('starts from a topic of the team, and from a wish of mine', async () => {
    history.replaceState(null, '', '/tab/find');
    const wish = { id: 'w1', name: 'SQL', kind: 'skill', added: '2026-11-01T08:00:00Z' } as const;
    const { unmount } = showPage(<FindPage />, server, robin);
    await open('Ask for help with First aid');
    await screen.findByRole('dialog', { name: 'Ask for help with “First aid”' });
    unmount();
    showPage(<ProfilePage />, server, { ...robin, shares: [], wishes: [wish] });
    await open('Ask for help with SQL');
    await screen.findByRole('dialog', { name: 'Ask for help with “SQL”' });
  });

  it('says at once when three asks are under way, before anything is typed', async () => {
    const mine = ['1', '2', '3'].map((op) => ({ ...asked(op), id: op }));
    server.on('GET', '/api/asks', () => good({ ...none, mine }));
    history.replaceState(null, '', '/tab/find');
    showPage(<FindPage />, server);
    const dialog = await open('Ask for help with First aid');
    await within(dialog).findByText(/You have three asks under way/);
    fireEvent.click(within(dialog).getByRole('button', { name: 'See my asks' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await focused('My asks');
  });

  it('offers whoever has not said yes yet to hear the answer as a message', async () => {
    server.on('POST', '/api/asks', (body) => good(asked((body as { op: string }).op)));
    server.on('PUT', '/api/me/consent', () => good({ ...robin, consent: 'in' }));
    showPage(<FindPage />, server, { ...robin, consent: 'unasked' });
    const dialog = await open();
    await waitFor(what);
    write(question);
    send(dialog);
    await within(dialog).findByText(/You haven’t said yes to messages/);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Count me in' }));
    await waitFor(() =>
      expect(within(dialog).queryByText(/You haven’t said yes to messages/)).toBeNull(),
    );
    expect(server.asked('PUT', '/api/me/consent')[0]?.body).toEqual({ answer: 'in' });
  });

  it('is no offer where nobody shares it: a wish is', async () => {
    supplied('Excel', 'nobody');
    showPage(<FindPage />, server);
    await screen.findByText('Nobody shares this yet');
    screen.getByText(/it counts when colleagues are brought together/);
    expect(screen.queryByRole('button', { name: 'Ask for help' })).toBeNull();
    screen.getByRole('button', { name: 'Add to my wishes' });
  });
});
