/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { AdminRoundsView, RhythmView } from '#bot/features/rounds/wire';
import { OpenItem } from '../../tab/features/people/open-item';
import { SettingsPage } from '../../tab/features/people/settings-page';
import { AdminRounds } from '../../tab/features/rounds/admin-rounds';
import { TeamRounds } from '../../tab/features/rounds/team-rounds';
import {
  type FakeServer,
  fakeServer,
  furnish,
  good,
  refused,
  showBackstage,
  showPage,
} from './house';

const team = { id: 't1', name: 'Customer Care' };
const path = '/api/rounds?team=t1';

describe('rounds', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });

  const rhythm = (patch: Partial<RhythmView>): RhythmView => ({
    team: 't1',
    every: 0,
    said: 'There are no rounds now.',
    mayChange: true,
    posts: [],
    ...patch,
  });
  const chosen = () => screen.getByRole<HTMLInputElement>('radio', { checked: true }).value;

  it('shows a team’s rhythm to everybody, and the choice to whoever may make it', async () => {
    server.on('GET', path, () => good(rhythm({ mayChange: false })));
    showPage(<TeamRounds team={team} />, server);
    await screen.findByText('There are no rounds now.');
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText(/Whoever receives the digest of Customer Care/)).not.toBeNull();
  });

  it('switches at once, says what that means, and takes it back when refused', async () => {
    server.on('GET', path, () => good(rhythm({})));
    server.on('PUT', '/api/rounds', () => good({ said: 'Rounds are on.' }));
    showPage(<TeamRounds team={team} />, server);
    fireEvent.click(await screen.findByLabelText('Every 4 weeks'));
    expect(chosen()).toBe('4');
    await screen.findByText('Rounds are on.');
    expect(server.asked('PUT', '/api/rounds')[0]?.body).toEqual({ team: 't1', every: 4 });

    server.on('PUT', '/api/rounds', () => refused(422, 'The channel takes no post.'));
    fireEvent.click(screen.getByLabelText('Every 8 weeks'));
    await screen.findByText('The channel takes no post.');
    await waitFor(() => expect(chosen()).not.toBe('8'));
  });

  it('shows what the channel will be told before it is told', async () => {
    const posts = [{ every: 4 as const, text: 'Customer Care has rounds now.' }];
    server.on('GET', path, () => good(rhythm({ posts })));
    server.on('PUT', '/api/rounds', () => good({ said: 'Rounds are on.' }));
    showPage(<TeamRounds team={team} />, server);
    fireEvent.click(await screen.findByLabelText('Every 4 weeks'));
    screen.getByText('Customer Care has rounds now.');
    fireEvent.click(screen.getByRole('button', { name: 'Don’t post' }));
    expect(chosen()).toBe('0');
    expect(server.asked('PUT', '/api/rounds')).toEqual([]);
    fireEvent.click(screen.getByLabelText('Every 4 weeks'));
    fireEvent.click(screen.getByRole('button', { name: 'Post it' }));
    await screen.findByText('Rounds are on.');
    expect(server.asked('PUT', '/api/rounds')[0]?.body).toEqual({ team: 't1', every: 4 });
  });

  it('shows figures of the organisation in fives, and a dash for what is hidden', async () => {
    const view: AdminRoundsView = {
      every: 2,
      said: 'Every 2 weeks.',
      open: { closes: '2026-12-30T09:00:00Z', people: 5 },
      last: {
        closed: '2026-12-02T09:01:00Z',
        people: 10,
        matched: 0,
        shortages: ['Video editing'],
      },
    };
    server.on('GET', '/api/admin/rounds', () => good(view));
    showBackstage(<AdminRounds />, server);
    await screen.findByText('10 or more');
    expect(screen.getByText('5 or more')).not.toBeNull();
    expect(screen.getByText('–')).not.toBeNull();
    expect(screen.getByText('Video editing')).not.toBeNull();
  });

  it('lists whom I would rather not meet, and lets me take it back', async () => {
    server.on('GET', '/api/blocked', () => good({ blocked: [{ id: 'm', name: 'Megan Bowen' }] }));
    server.on('DELETE', '/api/blocked/m', () => good({ said: 'You may be matched again.' }));
    showPage(<SettingsPage />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Allow Megan Bowen again' }));
    await screen.findByText('You may be matched again.');
    expect(screen.queryByText('Megan Bowen')).toBeNull();
  });

  it('puts the chat first on a match, and no way out in its place', async () => {
    const item = {
      id: 'round-match-1',
      kind: 'round-match',
      title: 'Your match: Megan Bowen',
      actions: [{ act: 'decline', label: 'I can’t this time' }],
      calm: true,
      created: '2026-12-02T09:01:00Z',
      expires: '2026-12-23T09:00:00Z',
    };
    const link = { label: 'Write to Megan', url: 'https://teams.example/chat' };
    showPage(
      <ul>
        <OpenItem item={{ ...item, link }} pointedAt={false} onDone={() => undefined} />
      </ul>,
      server,
    );
    const chat = await screen.findByRole('link', { name: 'Write to Megan' });
    expect(chat.getAttribute('href')).toBe(link.url);
    expect(screen.getByRole('button', { name: 'I can’t this time' })).not.toBeNull();
  });

  it('asks for a day and a time of one’s own where a match can be given another', async () => {
    const item = {
      id: 'round-match-1',
      kind: 'round-match',
      title: 'Your match: Megan Bowen',
      actions: [{ act: 'another', label: 'Another time …', time: true as const }],
      created: '2026-12-01T09:00:00Z',
      expires: '2026-12-20T09:00:00Z',
    };
    const sent = '/api/open/round-match-1/at.2026-12-03T12%3A15';
    server.on('POST', sent, () => good({ said: 'Planned.' }));
    const said: string[] = [];
    showPage(
      <ul>
        <OpenItem item={item} pointedAt={false} onDone={(words) => said.push(words)} />
      </ul>,
      server,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Another time …' }));
    for (const [label, value] of [
      ['Day', '2026-12-03'],
      ['Time', '12:15'],
    ] as const) {
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    }
    fireEvent.click(screen.getByRole('button', { name: 'Plan it then' }));
    await waitFor(() => expect(said).toEqual(['Planned.']));
    expect(server.asked('POST', sent)).toHaveLength(1);
  });
});
