/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { createApi } from '../../tab/api';
import { LearningPage } from '../../tab/features/checkin/learning-page';
import { type FakeServer, fakeServer, furnish, good, refused, showPage } from './house';

const away = 'I can’t reach my memory just now.';
const checkin = {
  kind: 'checkin',
  id: 'c1',
  at: '2026-11-02T08:00:00Z',
  question: 'What did you learn?',
  learned: 'To wait.',
  skill: '',
  helpers: [],
};

describe('when something goes wrong', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });

  it('says so in the server’s words and shows the page once it works again', async () => {
    server.on('GET', '/api/learning', () => refused(503, away));
    showPage(<LearningPage />, server);
    await screen.findByText(away);
    server.on('GET', '/api/learning', () => good({ entries: [checkin] }));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('To wait.');
    expect(screen.queryByText(away)).toBeNull();
  });

  it('removes a check-in only once no undo can come', async () => {
    server.on('GET', '/api/learning', () => good({ entries: [checkin] }));
    server.on('DELETE', '/api/learning/c1', () => good({}));
    showPage(<LearningPage />, server);
    const remove = 'Remove the check-in of 2 November 2026';
    fireEvent.click(await screen.findByRole('button', { name: remove }));
    expect(screen.queryByText('To wait.')).toBeNull();
    expect(server.asked('DELETE', '/api/learning/c1')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('To wait.');
    fireEvent.click(screen.getByRole('button', { name: remove }));
    fireEvent(window, new Event('pagehide'));
    await waitFor(() => expect(server.asked('DELETE', '/api/learning/c1')).toHaveLength(1));
    await screen.findByText(/Your story starts/);
  });

  it('renews a refused token once, and only once', async () => {
    const tokens: boolean[] = [];
    const api = createApi({
      token: async (fresh) => {
        tokens.push(fresh);
        return fresh ? 'new' : 'old';
      },
      locale: 'nl',
      fetcher: server.fetcher,
    });
    server.on('GET', '/api/me', () => refused(401, 'Please sign in again.'));
    expect(await api.call('GET', '/api/me')).toEqual({
      ok: false,
      trouble: { kind: 'sign-in', message: 'Please sign in again.', field: null },
    });
    expect(tokens).toEqual([false, true]);
    expect(server.calls.map(({ token }) => token)).toEqual(['Bearer old', 'Bearer new']);
  });
});
