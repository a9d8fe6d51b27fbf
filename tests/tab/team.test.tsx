/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type TeamView, teamView } from '#bot/features/digest/wire';
import { TeamPage } from '../../tab/features/digest/team-page';
import {
  type FakeServer,
  fakeServer,
  furnish,
  good,
  refused,
  showPage,
  violationsOf,
} from './house';

const video = { topic: 'Video editing', supply: 'nobody', mine: false } as const;
const team: TeamView = {
  team: { id: 't1', name: 'Customer Care' },
  subscribed: false,
  digest: {
    week: '2026-W47',
    title: 'Customer Care: the week of 16 November',
    lines: ['3 badges were posted in the channel.'],
    chart: {
      title: 'People who took part, counted in fives',
      summary: 'wk 47: 3.',
      points: [{ week: '2026-W47', label: 'wk 47', value: 3 }],
    },
    suggestion: {
      act: 'invite',
      text: 'A push.',
      label: 'Invite the team',
      available: true,
      post: { title: 'What can you explain?', lines: ['Something small is fine.'] },
    },
  },
  wanted: { topics: [video], kinds: ['soft skills'] },
  organisation: {
    topics: [video, { topic: 'Dutch', supply: 'few', mine: true }],
    kinds: ['soft skills'],
  },
  supply: Array.from({ length: 9 }, (_, index) => ({ topic: `Topic ${index}`, supply: 'few' })),
};

describe('supply and demand', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
    server.on('GET', '/api/team', () => good(teamView.parse(team)));
  });
  const shown = () => screen.findByRole('region', { name: 'What people look for' });

  it('says in words what the bars show, the organisation beside the team, each topic once', async () => {
    const { container } = showPage(<TeamPage />, server);
    const region = await shown();
    const rows = within(region).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      'Video editingWant to learn itfive or moreCan explain itnobodyI can explain this',
      'DutchWant to learn itfive or moreCan explain ita fewYou share this. Thank you.',
    ]);
    expect(within(region).getByRole('region', { name: 'The whole organisation' })).toBeTruthy();
    expect(within(region).getAllByText(/soft skills/)).toHaveLength(1);
    // Nothing on this page counts the people behind a topic.
    expect(region.textContent).not.toMatch(/\d/);
    expect(await violationsOf(container)).toEqual([]);
  });

  it('puts a topic on my skills to share at a press, and takes it off with undo', async () => {
    server.on('POST', '/api/skills', () =>
      good({ id: 'v1', name: 'Video editing', kind: 'skill', level: 'explain', added: 'now' }),
    );
    server.on('DELETE', '/api/skills/share/v1', () => good({}));
    showPage(<TeamPage />, server);
    await shown();
    fireEvent.click(screen.getByRole('button', { name: 'I can explain this: Video editing' }));
    await screen.findByText('“Video editing” is among your skills to share');
    expect(server.asked('POST', '/api/skills')[0]?.body).toMatchObject({
      list: 'share',
      name: 'Video editing',
    });
    expect(screen.queryByRole('button', { name: 'I can explain this: Video editing' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(server.asked('DELETE', '/api/skills/share/v1')).toHaveLength(1));
    screen.getByRole('button', { name: 'I can explain this: Video editing' });
  });

  it('says why when it was refused, and keeps the button', async () => {
    server.on('POST', '/api/skills', () => refused(422, 'Your skills to share are full.'));
    showPage(<TeamPage />, server);
    await shown();
    fireEvent.click(screen.getByRole('button', { name: 'I can explain this: Video editing' }));
    await screen.findByText('Your skills to share are full.');
    screen.getByRole('button', { name: 'I can explain this: Video editing' });
  });

  it('reads the same for nobody and for four', async () => {
    const none = { topics: [], kinds: [] };
    server.on('GET', '/api/team', () => good({ ...team, wanted: none, organisation: null }));
    showPage(<TeamPage />, server);
    const region = await shown();
    within(region).getByText(/A topic appears when five or more people wish for it/);
  });

  it('shows the post before anything stands in the channel', async () => {
    const act = '/api/team/t1/acts/invite';
    server.on('GET', '/api/team', () => good({ ...team, subscribed: true }));
    server.on('POST', act, () => good({ said: 'Posted in the channel.' }));
    const { container } = showPage(<TeamPage />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Invite the team' }));
    const lead = screen.getByText('This will stand in the channel of Customer Care:');
    expect(document.activeElement).toBe(lead);
    screen.getByText('Something small is fine.');
    expect(await violationsOf(container)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Don’t post' }));
    fireEvent.click(screen.getByRole('button', { name: 'Invite the team' }));
    expect(server.asked('POST', act)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Post it' }));
    await screen.findByText('Posted in the channel.');
    expect(server.asked('POST', act)[0]?.body).toEqual({ week: '2026-W47' });
  });

  it('folds a long list of what the team can pass on', async () => {
    showPage(<TeamPage />, server);
    const list = await screen.findByRole('region', { name: 'What this team can share' });
    within(list).getByText('One more topic');
  });
});
