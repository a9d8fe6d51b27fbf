/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { BadgesPage } from '../../tab/features/thanks/badges-page';
import { type FakeServer, fakeServer, furnish, good, refused, showPage } from './house';

const story = 'You drew it on a napkin and I could make the report myself.';

describe('thanking a colleague', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
    server.on('GET', '/api/badges', () => good({ received: [], given: [] }));
    server.on('GET', '/api/colleagues', () =>
      good({
        colleagues: [
          { id: 'sam', name: 'Sam Jansen' },
          { id: 'zoe', name: 'Zoë Peeters' },
        ],
      }),
    );
  });

  async function open() {
    showPage(<BadgesPage />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Thank a colleague' }));
    await screen.findByRole('dialog', { name: 'Thank a colleague' });
  }
  async function choose(typed: string, name: string) {
    const input = screen.getByRole('combobox', { name: /Who helped you/ });
    fireEvent.change(input, { target: { value: typed } });
    await screen.findByRole('option', { name });
    fireEvent.keyDown(input, { key: 'Enter' });
    return input;
  }
  const fill = (label: RegExp, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send the badge' }));

  it('names every field that is missing, and sends nothing', async () => {
    await open();
    send();
    await screen.findByText('Choose at least one colleague.');
    screen.getByText('Choose the badge that fits best.');
    screen.getByText('Name the skill, in a few words.');
    screen.getByText(/At least 20 characters/);
    expect(server.asked('POST', '/api/badges')).toEqual([]);
    await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('combobox'));
  });

  it('counts characters as a reader does', async () => {
    await open();
    fill(/What helped/, '👩‍👩‍👧‍👦'.repeat(19));
    screen.getByText('1 more character to go');
    fill(/What helped/, story);
    screen.getByText(`${500 - story.length} characters left`);
  });

  it('chooses nobody by the Enter that ends a word of Chinese, Japanese or Korean', async () => {
    await open();
    const input = screen.getByRole('combobox', { name: /Who helped you/ });
    fireEvent.change(input, { target: { value: 'zo' } });
    await screen.findByRole('option', { name: 'Zoë Peeters' });
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 });
    expect(screen.queryByRole('button', { name: 'Remove Zoë Peeters' })).toBeNull();
    fireEvent.keyDown(input, { key: 'Enter' });
    screen.getByRole('button', { name: 'Remove Zoë Peeters' });
  });

  it('finds a name typed without its accents, by keyboard alone, and sends the form once', async () => {
    server.on('POST', '/api/badges', (body) =>
      good({
        id: 'g1',
        at: '2026-11-01T08:00:00Z',
        to: [{ id: 'zoe', name: 'Zoë Peeters' }],
        state: 'given',
        said: 'Zoë sees it at once.',
        badge: 'time',
        skill: 'Reports',
        text: (body as { text: string }).text,
        visibility: 'receiver',
      }),
    );
    await open();
    await choose('zoe', 'Zoë Peeters');
    fireEvent.click(screen.getByRole('radio', { name: 'Made time' }));
    fill(/Which skill/, 'Reports');
    fill(/What helped/, story);
    screen.getByText('You and Zoë Peeters');
    send();
    await screen.findByText('Zoë sees it at once.');
    expect(screen.queryByRole('dialog')).toBeNull();
    screen.getByText(story);
    const [call, second] = server.asked('POST', '/api/badges');
    expect(second).toBeUndefined();
    expect(call?.body).toEqual({
      op: expect.stringMatching(/^.{8,64}$/),
      to: ['zoe'],
      badge: 'time',
      skill: 'Reports',
      text: story,
      visibility: 'receiver',
    });
  });

  it('puts a refusal at its field and keeps what was typed', async () => {
    server.on('POST', '/api/badges', () => refused(422, 'You said this to Sam today.', 'text'));
    await open();
    await choose('sam', 'Sam Jansen');
    fireEvent.click(screen.getByRole('radio', { name: 'Listened' }));
    fill(/Which skill/, 'Reports');
    fill(/What helped/, story);
    fireEvent.click(screen.getByRole('radio', { name: 'The whole team' }));
    screen.getByText('Posted in the channel: everybody in Customer Care');
    send();
    await screen.findByText('You said this to Sam today.');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/What helped/).value).toBe(story);
    expect(server.asked('POST', '/api/badges')[0]?.body).toMatchObject({
      visibility: 'team',
      team: 't1',
    });
  });

  it('sends the same form with the same mark when it is tried again', async () => {
    server.on('POST', '/api/badges', () => 'unreachable');
    await open();
    await choose('sam', 'Sam Jansen');
    fireEvent.click(screen.getByRole('radio', { name: 'Listened' }));
    fill(/Which skill/, 'Reports');
    fill(/What helped/, story);
    send();
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(server.asked('POST', '/api/badges')).toHaveLength(2));
    await screen.findByRole('button', { name: 'Try again' });
    const [one, two] = server.asked('POST', '/api/badges').map(({ body }) => body);
    expect(one).toEqual(two);
  });
});
