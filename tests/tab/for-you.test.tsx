/** @jest-environment jsdom */
import { fireEvent, screen, within } from '@testing-library/react';
import type { MeView, OpenView } from '#bot/features/people/wire';
import { LearningPage } from '../../tab/features/checkin/learning-page';
import { ForYouPage } from '../../tab/features/people/for-you-page';
import { PauseSettings } from '../../tab/features/people/settings-pause';
import { WhoCanHelp } from '../../tab/features/skills/who-can-help';
import { type FakeServer, fakeServer, focused, furnish, good, robin, showPage } from './house';

const item = (kind: string, more: Partial<OpenView> = {}): OpenView => ({
  id: `${kind}-1`,
  kind,
  title: kind,
  actions: [],
  created: '2026-11-24T09:00:00Z',
  expires: '2026-12-01T09:00:00Z',
  ...more,
});
const waiting = (...open: OpenView[]): MeView => ({ ...robin, open });

beforeAll(furnish);

describe('For you', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = fakeServer();
    server.on('GET', '/api/checkin', () =>
      good({ kind: 'skill', question: 'What did you learn?' }),
    );
    server.on('GET', '/api/badges', () =>
      good({ received: [{ id: 'b1', text: 'You took an hour for me.' }], given: [] }),
    );
  });

  it('asks the check-in once, with the day until which it waits', async () => {
    showPage(<ForYouPage />, server, waiting(item('checkin', { title: 'Your check-in' })));
    await screen.findByText('What did you learn?');
    expect(screen.queryByRole('heading', { name: 'Your check-in' })).toBeNull();
    expect(screen.getByText(/1 December/)).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'For you' })).toBeNull();
  });

  it('shows what somebody wrote with a badge', async () => {
    const badge = item('badge', { page: 'badges', item: 'b1', title: 'Daan thanks you' });
    showPage(<ForYouPage />, server, waiting(badge, item('checkin')));
    await screen.findByText('You took an hour for me.');
    const list = screen.getByRole('list', { name: 'For you' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(1);
  });
});

describe('smaller things', () => {
  it('what was shared on one day is one row', async () => {
    const server = fakeServer();
    const shares = Array.from({ length: 21 }, (_, n) => ({
      kind: 'share',
      id: `s${n}`,
      at: '2026-11-24T09:00:00Z',
      name: `Skill ${n}`,
    }));
    const before = { kind: 'share', id: 's', at: '2026-11-20T09:00:00Z', name: 'SQL' };
    server.on('GET', '/api/learning', () => good({ entries: [...shares, before] }));
    showPage(<LearningPage />, server);
    const row = await screen.findByText(/Skill 0/, { selector: 'h3' });
    expect(row.textContent).toMatch(/Skill 0, Skill 1, Skill 2, Skill 3, Skill 4,? and 16 more/);
    expect(screen.getAllByText(/SQL|Skill/, { selector: 'h3' })).toHaveLength(2);
  });

  it('the focus goes on at the answer to who can help', async () => {
    const server = fakeServer();
    server.on('GET', '/api/skills/supply?name=Excel', () => good({ supply: 'few', near: null }));
    showPage(<WhoCanHelp name="Excel" />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Who can help with Excel?' }));
    await focused('A few colleagues share this');
  });

  it('a pause is reckoned from the day of product time, in the person’s zone', async () => {
    const server = fakeServer();
    server.on('PUT', '/api/me/pause', () => good(robin));
    showPage(<PauseSettings />, server, { ...robin, today: '2027-03-27' });
    fireEvent.click(await screen.findByRole('button', { name: '1 week' }));
    await screen.findByText(/3 April/);
    expect(server.asked('PUT', '/api/me/pause')[0]?.body).toEqual({ until: '2027-04-03' });
  });
});
