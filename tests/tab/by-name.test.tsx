/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { type TeamView, teamView } from '#bot/features/digest/wire';
import type { NamedTeamView, NamedView } from '#bot/features/skills/wire';
import { TeamPage } from '../../tab/features/digest/team-page';
import { ProfilePage } from '../../tab/features/people/profile-page';
import { FindPage } from '../../tab/features/skills/find-page';
import {
  type FakeServer,
  fakeServer,
  furnish,
  good,
  refused,
  robin,
  showPage,
  violationsOf,
} from './house';

const megan = {
  id: 'megan',
  name: 'Megan Bowen',
  level: 'coach',
  line: 'Mornings suit me best',
  chat: 'https://teams.example/megan',
} as const;
const found: NamedView = {
  people: [megan],
  wishing: [{ ...megan, id: 'lynne', name: 'Lynne Robbins', level: null, line: '', chat: null }],
  next: null,
};
const line = {
  id: 'l1',
  text: 'Look for empty cells first.',
  mine: false,
  at: '2026-11',
};
const named = (name: string, from = 0) =>
  `/api/skills/named?${new URLSearchParams({ name, from: String(from) })}`;

describe('found by name in the tab', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
    server.on('GET', '/api/asks', () =>
      good({ mine: [], helping: [], today: '2026-11-24', usual: '2026-12-01' }),
    );
  });

  describe('in Find', () => {
    beforeEach(() => {
      history.replaceState(null, '', '/tab/find?item=Excel');
      server.on('GET', '/api/team', () => good({ team: null, supply: [] }));
      server.on('GET', '/api/skills/supply?name=Excel', () =>
        good({ name: 'Excel', supply: 'named', near: null }),
      );
      server.on('GET', named('Excel'), () => good(found));
      server.on('GET', '/api/lessons?skill=Excel', () =>
        good({ lessons: [line, { ...line, id: 'l2', text: 'Mine.', mine: true }] }),
      );
    });
    const answer = () => screen.findByRole('region', { name: '“Excel” in the whole organisation' });

    it('stands names, one line, then asking without a name; and no figure', async () => {
      const { container } = showPage(<FindPage />, server);
      const region = await answer();
      await within(region).findByText('Megan Bowen');
      await within(region).findByText('Look for empty cells first.');
      const words = region.textContent ?? '';
      expect(words).not.toMatch(/A few colleagues|Five or more/);
      const order = [
        'perhaps others too',
        'Megan Bowen',
        'can coach',
        'Mornings suit me best',
        'Lynne Robbins',
        'Look for empty cells first.',
        'Ask without my name',
      ].map((part) => words.indexOf(part));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order[0]).toBeGreaterThanOrEqual(0);
      const chat = within(region).getByRole('link', { name: 'Chat with Megan Bowen' });
      expect(chat.getAttribute('href')).toBe(megan.chat);
      // Who only wishes for it is asked nothing, and my own line neither.
      expect(within(region).getAllByRole('button', { name: /^Ask about this$/ })).toHaveLength(1);
      expect(within(region).queryByRole('button', { name: 'Ask Lynne Robbins' })).toBeNull();
      expect(await violationsOf(container)).toEqual([]);
    });

    it('asks Megan, who sees the name; where she is counted again nothing typed is lost', async () => {
      server.on('POST', '/api/asks', (body) =>
        (body as { to?: string }).to === undefined
          ? refused(503, 'Later.')
          : refused(422, 'This colleague is not found by name for it any more.', 'to'),
      );
      showPage(<FindPage />, server);
      fireEvent.click(
        await within(await answer()).findByRole('button', { name: 'Ask Megan Bowen' }),
      );
      const dialog = await screen.findByRole('dialog', {
        name: 'Ask Megan Bowen for help with “Excel”',
      });
      await within(dialog).findByText('Megan Bowen sees this, and your name');
      expect(dialog.textContent).not.toMatch(/both say yes/);
      const what = within(dialog).getByLabelText<HTMLTextAreaElement>(/^What exactly/);
      fireEvent.change(what, { target: { value: 'Why?' } });
      fireEvent.click(within(dialog).getByRole('button', { name: 'Ask Megan Bowen' }));
      await screen.findByText(/not found by name for it any more/);
      fireEvent.click(await within(dialog).findByRole('button', { name: 'Ask without my name' }));
      const again = screen.getByLabelText<HTMLTextAreaElement>(/^What exactly/);
      expect(again.value).toBe('Why?');
      screen.getByText(/your name only once you both say yes/);
      fireEvent.click(screen.getByRole('button', { name: 'Ask for help' }));
      await waitFor(() => expect(server.asked('POST', '/api/asks')).toHaveLength(2));
      const [first, second] = server.asked('POST', '/api/asks').map(({ body }) => body as object);
      expect(first).toMatchObject({ to: 'megan', what: 'Why?' });
      expect(second).not.toHaveProperty('to');
      expect(second).toMatchObject({ what: 'Why?' });
    });

    it('asks about a line, without a name', async () => {
      showPage(<FindPage />, server);
      fireEvent.click(
        await within(await answer()).findByRole('button', { name: 'Ask about this' }),
      );
      const dialog = await screen.findByRole('dialog', {
        name: 'Ask about this line on “Excel”',
      });
      await within(dialog).findByText('Look for empty cells first.');
      within(dialog).getByText('Whoever kept the line; your name only once you both say yes');
      fireEvent.change(within(dialog).getByLabelText(/^What exactly/), {
        target: { value: 'Why?' },
      });
      fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for help' }));
      await waitFor(() =>
        expect(server.asked('POST', '/api/asks')[0]?.body).toMatchObject({ line: 'l1' }),
      );
    });

    it('shows more of them at a press', async () => {
      server.on('GET', named('Excel'), () => good({ ...found, next: 24 }));
      server.on('GET', named('Excel', 24), () =>
        good({ people: [{ ...megan, id: 'noor', name: 'Noor' }], wishing: [], next: null }),
      );
      showPage(<FindPage />, server);
      fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
      await screen.findByText('Noor');
      expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    });
  });

  describe('on my profile', () => {
    const share = {
      id: 's1',
      name: 'SQL',
      kind: 'skill',
      level: 'coach',
      added: '2026-10-01T08:00:00Z',
    } as const;

    it('is one choice in the row, and a line of my own once it is made', async () => {
      server.on('PATCH', '/api/skills/share/s1', () => good({}));
      showPage(<ProfilePage />, server, { ...robin, shares: [share] });
      const choice = await screen.findByLabelText<HTMLSelectElement>('How you are found with SQL');
      expect(choice.value).toBe('counted');
      expect(screen.queryByLabelText('A line of your own about SQL')).toBeNull();
      fireEvent.change(choice, { target: { value: 'named' } });
      const input = await screen.findByLabelText<HTMLInputElement>('A line of your own about SQL');
      screen.getByText('All colleagues can find your name with this');
      fireEvent.change(input, { target: { value: 'x'.repeat(101) } });
      fireEvent.blur(input);
      await screen.findByText('Please keep it to 100 characters.');
      fireEvent.change(input, { target: { value: ' Mornings ' } });
      fireEvent.blur(input);
      await waitFor(() => expect(server.asked('PATCH', '/api/skills/share/s1')).toHaveLength(2));
      expect(server.asked('PATCH', '/api/skills/share/s1').map(({ body }) => body)).toEqual([
        { named: true },
        { line: 'Mornings' },
      ]);
    });

    it('keeps a line that could not be saved, and undo brings back name and line', async () => {
      server.on('PATCH', '/api/skills/share/s1', () => refused(503, 'Please try again.'));
      server.on('DELETE', '/api/skills/share/s1', () => good({}));
      server.on('POST', '/api/skills', (body) => good({ id: 's1', ...(body as object) }));
      const mine = { ...share, named: true, line: 'Mornings' };
      showPage(<ProfilePage />, server, { ...robin, shares: [mine] });
      const input = await screen.findByLabelText<HTMLInputElement>('A line of your own about SQL');
      fireEvent.change(input, { target: { value: 'Afternoons' } });
      fireEvent.blur(input);
      await screen.findByText('Please try again.');
      expect(input.value).toBe('Afternoons');
      fireEvent.click(screen.getByRole('button', { name: 'Remove SQL' }));
      fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
      await waitFor(() =>
        expect(server.asked('POST', '/api/skills')[0]?.body).toMatchObject({
          named: true,
          line: 'Mornings',
        }),
      );
    });
  });

  it('stands under Team by person, with no figure beside a topic of theirs', async () => {
    const view: TeamView = {
      team: { id: 't1', name: 'Care' },
      subscribed: false,
      digest: null,
      wanted: null,
      organisation: null,
      supply: [
        { topic: 'Excel', supply: 'named' },
        { topic: 'Dutch', supply: 'few' },
      ],
    };
    const people: NamedTeamView = {
      people: [
        {
          ...megan,
          shares: [{ name: 'Excel', level: 'coach', line: 'Mornings' }],
          wishes: [{ name: 'SQL', level: null, line: '' }],
        },
      ],
    };
    server.on('GET', '/api/team', () => good(teamView.parse(view)));
    server.on('GET', '/api/skills/team?team=t1', () => good(people));
    const { container } = showPage(<TeamPage />, server);
    const card = await screen.findByRole('region', { name: 'Found by name' });
    within(card).getByText('Would like to learn: SQL');
    within(card).getByRole('button', { name: 'Ask Megan Bowen about Excel' });
    const supply = screen.getByRole('region', { name: 'What this team can share' });
    const rows = within(supply).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual(['Excelfound by name', 'Dutcha few']);
    expect(await violationsOf(container)).toEqual([]);
  });
});
