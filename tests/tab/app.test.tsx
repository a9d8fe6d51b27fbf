/** @jest-environment jsdom */
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from '../../tab/App';
import { mePath } from '../../tab/features/people/me';
import type { Session } from '../../tab/teams/session';
import { loadTheme } from '../../tab/teams/theme';
import { sleep } from '../wait';
import {
  type FakeServer,
  fakeServer,
  focused,
  furnish,
  good,
  quick,
  refused,
  robin,
} from './house';

/** What Teams would tell, and what it was told. */
function session(token: Session['token'] = async () => 'token') {
  const told: string[] = [];
  let theme: (name: 'dark') => void = () => {};
  const stub: Session = {
    locale: 'en-GB',
    theme: 'default',
    onTheme(listener) {
      theme = listener;
    },
    place: null,
    token,
    ready: () => told.push('ready'),
    failed: (message) => told.push(message),
  };
  return { stub, told, turnDark: () => theme('dark') };
}

describe('the app', () => {
  let server: FakeServer;
  beforeAll(async () => {
    furnish();
    await loadTheme('default');
  });
  beforeEach(() => {
    history.replaceState(null, '', '/tab/profile?as=robin');
    server = fakeServer();
    globalThis.fetch = server.fetcher;
    server.on('GET', mePath, () => good(robin));
    server.on('GET', '/api/me/rev', () => good({ rev: robin.rev }));
  });
  const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

  it('opens the page of the address and tells Teams that it is ready', async () => {
    const { stub, told, turnDark } = session();
    render(<App session={stub} timings={quick} />);
    await heading('My profile');
    expect(told).toEqual(['ready']);
    act(turnDark);
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
  });

  it('opens at what waits, unless the address names a page, somebody is new, or nothing waits', async () => {
    const item = { id: 'b', kind: 'round-left', title: 'No match this time', actions: [] };
    const times = { created: '2026-11-24T09:00:00Z', expires: '2026-12-24T09:00:00Z' };
    const me = { ...robin, open: [{ ...item, ...times }] };
    server.on('GET', mePath, () => good(me));
    history.replaceState(null, '', '/tab?as=robin');
    const { unmount } = render(<App session={session().stub} timings={quick} />);
    await heading('For you');
    expect(location.pathname + location.search).toBe('/tab/for-you?as=robin');
    unmount();
    history.replaceState(null, '', '/tab/profile?as=robin');
    const named = render(<App session={session().stub} timings={quick} />);
    await heading('My profile');
    named.unmount();
    for (const one of [{ ...me, consent: 'unasked' }, robin]) {
      server.on('GET', mePath, () => good(one));
      history.replaceState(null, '', '/tab?as=robin');
      const quiet = render(<App session={session().stub} timings={quick} />);
      await heading('My profile');
      quiet.unmount();
    }
  });

  it('says after five seconds that Teams gives no token, and takes it when it comes', async () => {
    let give: (token: string) => void = () => {};
    const token = new Promise<string>((resolve) => {
      give = resolve;
    });
    const { stub, told } = session(() => token);
    render(<App session={stub} timings={quick} />);
    const words = 'Teams hasn’t answered yet. Wait a moment, or try again.';
    await screen.findByText(words, {}, { timeout: 15_000 });
    screen.getByRole('button', { name: 'Try again' });
    expect(told).toEqual(['ready']);
    give('late');
    await heading('My profile');
    expect(screen.queryByText(words)).toBeNull();
  }, 30_000);

  it('moves the focus to the title of the page gone to, and keeps who one is', async () => {
    server.on('GET', '/api/team', () =>
      good({
        team: null,
        subscribed: false,
        digest: null,
        wanted: null,
        organisation: null,
        supply: [],
      }),
    );
    render(<App session={session().stub} timings={quick} />);
    await heading('My profile');
    fireEvent.click(screen.getByRole('link', { name: /^Team/ }));
    await focused('Team');
    expect(location.search).toBe('?as=robin');
    expect(document.title).toBe('Team · Pass It On');
  });

  it('welcomes who comes for the first time, above a page that works, until there is an answer', async () => {
    server.on('GET', mePath, () => good({ ...robin, consent: 'unasked' }));
    server.on('PUT', '/api/me/consent', () => refused(503, 'Please try again in a moment.'));
    render(<App session={session().stub} timings={quick} />);
    await screen.findByRole('region', { name: 'Pass it on, Robin?' });
    screen.getByRole('button', { name: 'Remove SQL' });
    fireEvent.click(screen.getByRole('button', { name: 'Count me in' }));
    await screen.findByText('Please try again in a moment.');
    server.on('PUT', '/api/me/consent', () => good({}));
    fireEvent.click(screen.getByRole('button', { name: 'Count me in' }));
    await screen.findByText('You’re in. Good to have you.');
    expect(screen.queryByRole('region', { name: 'Pass it on, Robin?' })).toBeNull();
    await focused('My profile');
  });

  it('says that messages do not arrive, and what to do', async () => {
    const chat = 'https://teams.microsoft.com/l/chat/0/0?users=28:bot';
    server.on('GET', mePath, () => good({ ...robin, undelivered: 'blocked', chat }));
    render(<App session={session().stub} timings={quick} />);
    expect((await screen.findByText(/choose Unblock/)).textContent).toContain('don’t reach you');
    expect(screen.getByRole('link', { name: 'Open our chat' }).getAttribute('href')).toBe(chat);
    expect(screen.queryByText(/Add the app/)).toBeNull();
  });

  it('asks less often whether something changed while nobody uses it, and at once when somebody does', async () => {
    const timings = { ...quick, poll: 20, quietPoll: 60_000, quietAfter: 100 };
    render(<App session={session().stub} timings={timings} />);
    await heading('My profile');
    const asked = () => server.asked('GET', '/api/me/rev').length;
    const steady = async () => {
      for (let before = -1; before !== asked(); ) {
        before = asked();
        await act(() => sleep(500));
      }
      return asked();
    };
    const quiet = await steady();
    fireEvent.keyDown(document.body, { key: 'Tab' });
    await waitFor(() => expect(asked()).toBeGreaterThan(quiet));
    await steady();
  });

  it('shows an edit made in chat while the tab is open', async () => {
    render(<App session={session().stub} timings={{ ...quick, poll: 50 }} />);
    await screen.findByRole('button', { name: 'Remove SQL' });
    server.on('GET', mePath, () => good({ ...robin, rev: 2, shares: [] }));
    server.on('GET', '/api/me/rev', () => good({ rev: 2 }));
    await screen.findByText(/Everybody can explain something/);
    expect(screen.queryByRole('button', { name: 'Remove SQL' })).toBeNull();
  });

  it('changes its language without a reload', async () => {
    history.replaceState(null, '', '/tab/settings');
    server.on('GET', '/api/me/data', () => good({ kept: [] }));
    server.on('PATCH', '/api/me/settings', () => {
      server.on('GET', mePath, () => good({ ...robin, rev: 2, language: 'nl' }));
      return good({});
    });
    render(<App session={session().stub} timings={quick} />);
    fireEvent.change(await screen.findByLabelText('Language'), { target: { value: 'nl' } });
    await heading('Instellingen');
    expect(document.documentElement.lang).toBe('nl');
    await waitFor(() =>
      expect(server.asked('PATCH', '/api/me/settings')[0]?.body).toEqual({ language: 'nl' }),
    );
    await screen.findByText('Opgeslagen');
  });

  it('says what to do when nobody can be signed in, and tells Teams', async () => {
    const { stub, told } = session(async () => {
      throw new Error('consent_required');
    });
    render(<App session={stub} timings={quick} />);
    await heading('That didn’t work');
    screen.getByRole('button', { name: 'Try again' });
    expect(told).toEqual([expect.stringContaining('couldn’t sign you in')]);
  });
});
