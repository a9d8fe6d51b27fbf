/** @jest-environment jsdom */
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from '../../tab/App';
import { mePath } from '../../tab/features/people/me';
import { standIn } from '../../tab/teams/stand-in';
import { loadTheme } from '../../tab/teams/theme';
import { type FakeServer, fakeServer, furnish, good, quick, refused, robin } from './house';

describe('product time, with a local server', () => {
  let server: FakeServer;
  beforeAll(async () => {
    furnish();
    await loadTheme('default');
  });
  beforeEach(async () => {
    history.replaceState(null, '', '/tab/profile?as=robin');
    server = fakeServer();
    globalThis.fetch = server.fetcher;
    server.on('POST', '/local/token', () =>
      good({ token: 'one', expires: '2099-01-01T00:00:00Z' }),
    );
    server.on('GET', '/local/clock', () => good({ now: '2026-11-24T08:00:00Z' }));
    server.on('GET', mePath, () => good(robin));
    server.on('GET', '/api/me/rev', () => good({ rev: robin.rev }));
    const start = await standIn({
      search: '?as=robin',
      locale: 'en-GB',
      matches: () => false,
      fetcher: server.fetcher,
    });
    if (start.kind !== 'session') throw new Error(start.kind);
    render(<App session={start.session} timings={quick} />);
    await screen.findByText('Product time: Tue 24 Nov, 09:00');
  });

  it('moves by a press, says what ran, and shows what that changed', async () => {
    server.on('POST', '/local/clock', () =>
      good({
        now: '2026-11-30T08:00:00Z',
        ran: [
          { kind: 'moment', outcome: 'sent' },
          { kind: 'moment', outcome: 'sent' },
          { kind: 'nightly', outcome: 'done' },
        ],
      }),
    );
    const before = server.asked('GET', mePath).length;
    fireEvent.click(screen.getByRole('button', { name: 'To Monday 9:00' }));
    await screen.findByText('Product time: Mon 30 Nov, 09:00');
    await screen.findByText('3 things ran: moment 2, nightly 1.');
    expect(server.asked('POST', '/local/clock')[0]?.body).toEqual({ monday: 'Europe/Amsterdam' });
    await waitFor(() => expect(server.asked('GET', mePath).length).toBeGreaterThan(before));
  });

  it('says so when the server cannot move it, and can be pressed again', async () => {
    server.on('POST', '/local/clock', () => refused(503, 'nobody works on it'));
    fireEvent.click(screen.getByRole('button', { name: '+1 day' }));
    await screen.findByText(/did not move/);
    server.on('POST', '/local/clock', () => good({ now: '2026-11-25T08:00:00Z', ran: [] }));
    fireEvent.click(screen.getByRole('button', { name: '+1 day' }));
    await screen.findByText('Nothing was due.');
    await waitFor(() => expect(server.asked('POST', '/local/clock')).toHaveLength(2));
  });
});
