/** @jest-environment jsdom */
import { fireEvent, screen, within } from '@testing-library/react';
import type { BadgesView, ReceivedView } from '#bot/features/thanks/wire';
import { BadgesPage } from '../../tab/features/thanks/badges-page';
import { type FakeServer, fakeServer, furnish, good, showPage } from './house';

const received = (id: string, skill: string): ReceivedView => ({
  id,
  at: '2026-11-01T08:00:00Z',
  badge: 'time',
  skill,
  text: `The story of ${id}.`,
  from: 'Megan Bowen',
  visibility: 'receiver',
  hidden: false,
  offer: 'declined',
});
const badges: BadgesView = {
  received: [received('one', 'SQL'), received('two', 'Excel'), received('three', ' sql ')],
  given: [],
};

describe('my badges', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    history.replaceState(null, '', '/tab/badges');
    server = fakeServer();
    server.on('GET', '/api/badges', () => good(badges));
  });
  const stories = () => screen.getAllByText(/^The story of/).map((story) => story.textContent);

  it('stand on a shelf, each leading to its story', async () => {
    showPage(<BadgesPage />, server);
    const shelf = await screen.findByRole('list', { name: 'My shelf' });
    const on = within(shelf).getAllByRole('button');
    expect(on).toHaveLength(3);
    fireEvent.click(
      within(shelf).getByRole('button', { name: 'Made time, from Megan Bowen: Excel' }),
    );
    expect(document.activeElement?.textContent).toContain('The story of two.');
  });

  it('are shown by skill, however it was spelt', async () => {
    showPage(<BadgesPage />, server);
    const about = await screen.findByRole('combobox', { name: 'About' });
    expect(within(about).getAllByRole('option')).toHaveLength(3);
    fireEvent.change(about, { target: { value: 'sql' } });
    expect(stories()).toEqual(['The story of one.', 'The story of three.']);
    expect(screen.queryByRole('heading', { name: 'Given' })).toBeNull();
    fireEvent.change(about, { target: { value: '' } });
    expect(stories()).toHaveLength(3);
  });
});
