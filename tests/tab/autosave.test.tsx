/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Helping } from '../../tab/features/people/helping';
import { type FakeServer, fakeServer, furnish, good, refused, showPage } from './house';

const settings = '/api/me/settings';

describe('settings save themselves', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });
  const pick = async (name: string) => fireEvent.click(await screen.findByRole('radio', { name }));
  const chosen = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name }).checked;

  it('shows a choice at once and sends several of them as one', async () => {
    server.on('PATCH', settings, () => good({}));
    showPage(<Helping />, server);
    await pick('4 colleagues');
    await pick('3 colleagues');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Insight' }));
    expect(chosen('3 colleagues')).toBe(true);
    await screen.findByText('Saved');
    expect(server.asked('PATCH', settings).map(({ body }) => body)).toEqual([
      { capacity: 3, kinds: ['skill', 'insight'] },
    ]);
  });

  it('keeps what could not be saved on screen, and saves it with Try again', async () => {
    server.on('PATCH', settings, () => 'unreachable');
    showPage(<Helping />, server);
    await pick('5 colleagues');
    await screen.findByText(/There’s no connection/);
    expect(chosen('5 colleagues')).toBe(true);
    server.on('PATCH', settings, () => good({}));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Saved');
    expect(server.asked('PATCH', settings).at(-1)?.body).toEqual({ capacity: 5 });
  });

  it('takes a refused choice back and says why', async () => {
    server.on('PATCH', settings, () => refused(422, 'Five is the most.'));
    showPage(<Helping />, server);
    await pick('5 colleagues');
    await screen.findByText('Five is the most.');
    expect(chosen('2 colleagues')).toBe(true);
  });

  it('sends what still waits when the page is left', async () => {
    server.on('PATCH', settings, () => good({}));
    const { unmount } = showPage(<Helping />, server);
    await pick('1 colleague');
    unmount();
    await waitFor(() => expect(server.asked('PATCH', settings)).toHaveLength(1));
  });
});
