/** @jest-environment jsdom */
import { fireEvent, screen, within } from '@testing-library/react';
import type { LearningEntry } from '#bot/features/checkin/wire';
import { LearningPage } from '../../tab/features/checkin/learning-page';
import { leavesOf, yearOf } from '../../tab/features/checkin/year-rules';
import { type FakeServer, fakeServer, furnish, good, showPage } from './house';

const checkin = (at: string): LearningEntry => ({
  kind: 'checkin',
  id: `checkin-${at}`,
  at,
  question: 'What did you learn?',
  learned: 'Ask first.',
  skill: 'Interviewing',
  helpers: ['Daan Jansen'],
});
const badge = (at: string): LearningEntry => ({
  kind: 'badge',
  id: `badge-${at}`,
  at,
  badge: 'time',
  skill: 'Pivot tables',
  from: 'Megan Bowen',
  text: 'You took an hour for me.',
});
const help = (at: string): LearningEntry => ({
  kind: 'help',
  id: `help-${at}`,
  at,
  gave: false,
  skill: 'Excel',
  with: 'Priya Nair',
  lesson: 'Look for empty cells first.',
});
const share = (at: string): LearningEntry => ({ kind: 'share', id: at, at, name: 'SQL' });

describe('a year of learning', () => {
  const months = {
    monthKey: (instant: string) => instant.slice(0, 7),
    short: (instant: string) => instant.slice(5, 7),
    long: (instant: string) => instant.slice(0, 7),
  };

  it('is the twelve months up to this one, each with its own moments', () => {
    const entries = [
      checkin('2026-11-24T08:00:00Z'),
      badge('2026-11-01T00:00:00Z'),
      share('2026-02-28T23:59:59Z'),
      checkin('2025-11-30T12:00:00Z'),
    ];
    const year = yearOf(entries, '2026-11-24T08:00:00Z', months);
    expect(year.map(({ key }) => key)).toEqual([
      ...['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'],
      ...['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
    ]);
    expect(year.at(-1)?.count).toEqual({ checkin: 1, badge: 1, share: 0 });
    expect(year[2]?.count).toEqual({ checkin: 0, badge: 0, share: 1 });
    // What is older than a year has no place in it.
    const all = year.flatMap(({ count }) => Object.values(count)).reduce((sum, n) => sum + n, 0);
    expect(all).toBe(3);
  });
});

describe('a month of the year', () => {
  const month = (checkin: number, share: number, badge: number) => ({
    key: '2026-11',
    short: 'Nov',
    long: 'November 2026',
    count: { checkin, share, badge },
  });

  it('has a leaf for every moment', () => {
    expect(leavesOf(month(2, 0, 1), 7)).toEqual(['checkin', 'checkin', 'badge']);
    expect(leavesOf(month(0, 0, 0), 7)).toEqual([]);
  });

  it('shows every kind of moment, however full it is', () => {
    expect(leavesOf(month(30, 3, 1), 7)).toEqual([
      ...['checkin', 'checkin', 'checkin'],
      ...['share', 'share', 'share'],
      'badge',
    ]);
  });
});

describe('my learning', () => {
  let server: FakeServer;
  /** Later than the browser's clock on any day that this runs: the year ends with it. */
  const latest = '2099-11-24T09:00:00Z';
  const printed = jest.fn();
  beforeAll(() => {
    furnish();
    globalThis.print = printed;
  });
  beforeEach(() => {
    server = fakeServer();
    server.on('GET', '/api/learning', () =>
      good({ entries: [badge(latest), checkin(latest), help(latest)] }),
    );
  });
  const paper = () => document.querySelector<HTMLElement>('[data-paper]') as HTMLElement;

  it('shows the year to who cannot see it too', async () => {
    showPage(<LearningPage />, server);
    const year = await screen.findByRole('list', { name: 'My year' });
    const months = within(year).getAllByRole('listitem');
    expect(months).toHaveLength(12);
    expect(months.at(-1)?.textContent).toMatch(/: 1 check-in, 1 badge, nothing new to share$/);
  });

  it('prints badges and what I share; my notes only when I choose so', async () => {
    showPage(<LearningPage />, server);
    await screen.findByRole('list', { name: 'My year' });
    expect(paper().textContent).toContain('Robin Vos');
    expect(paper().textContent).toContain('You took an hour for me.');
    expect(paper().textContent).toContain('SQL (can coach)');
    expect(paper().textContent).not.toMatch(/Ask first\.|empty cells/);
    fireEvent.click(screen.getByRole('checkbox', { name: 'What I learnt' }));
    expect(paper().textContent).toContain('Ask first.');
    expect(paper().textContent).toContain(
      'Look for empty cells first.Excel · With help from Priya',
    );
    fireEvent.click(screen.getByRole('checkbox', { name: 'Badges I received' }));
    expect(paper().textContent).not.toContain('You took an hour for me.');
    fireEvent.click(screen.getByRole('button', { name: 'Print or save as PDF' }));
    expect(printed).toHaveBeenCalledTimes(1);
  });
});
