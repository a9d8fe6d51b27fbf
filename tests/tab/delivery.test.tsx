/** @jest-environment jsdom */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { DeliveryView } from '#bot/features/admin/wire';
import { deliveryView } from '#bot/features/admin/wire';
import { App } from '../../tab/App';
import { Delivery } from '../../tab/features/admin/delivery';
import { deliveryPath } from '../../tab/features/admin/path';
import { mePath } from '../../tab/features/people/me';
import type { Session } from '../../tab/teams/session';
import {
  type FakeServer,
  fakeServer,
  focused,
  furnish,
  good,
  quick,
  refused,
  robin,
  showBackstage,
  stays,
  violationsOf,
} from './house';

const operator = { ...robin, operator: true };
const quiet: DeliveryView = {
  waiting: 0,
  since: '2026-11-24T08:00:00Z',
  sent: 1234,
  missed: 2,
  refusedByReason: [],
  parked: [],
  oldestDue: null,
  ratePerSecond: 40,
  rateSetting: 40,
  leaseHolder: 'b7c1',
  blocked: null,
  unreadable: 0,
  recalls: [],
  kinds: [
    { kind: 'checkin', name: 'Check-in' },
    { kind: 'badge', name: 'Badge received' },
  ],
};
const parked = {
  id: 'p1',
  kind: 'moment',
  name: 'Weekly card',
  at: '2026-11-24T09:00:00Z',
  why: 'BadSyntax',
  attempts: 5,
};
const recall = {
  id: 'r1',
  kind: 'badge',
  name: 'Badge received',
  total: 480,
  since: '2026-11-24T09:10:00Z',
  state: 'running' as const,
  people: 120,
  items: 3,
  cards: 1,
  failed: 0,
};
const session: Session = {
  locale: 'en-GB',
  theme: 'default',
  onTheme() {},
  place: null,
  token: async () => 'token',
  ready() {},
  failed() {},
};
/** What stands beside a name in a list of figures. */
const figure = (name: string) =>
  screen.getByText(name).parentElement?.querySelector('dd')?.textContent;

describe('the page Delivery', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    history.replaceState(null, '', '/tab/delivery');
    server = fakeServer();
    globalThis.fetch = server.fetcher;
    server.on('GET', mePath, () => good(operator));
    server.on('GET', '/api/me/rev', () => good({ rev: robin.rev }));
    server.on('GET', deliveryPath, () => good(quiet));
  });
  const show = (view: DeliveryView) => {
    server.on('GET', deliveryPath, () => good(deliveryView.parse(view)));
    showBackstage(<Delivery />, server, operator);
    return screen.findByRole('heading', { level: 2, name: 'Now' });
  };

  it('is in the navigation of an operator only', async () => {
    const { unmount } = render(<App session={session} timings={quick} />);
    const link = await screen.findByRole('link', { name: /^Administration/ });
    await waitFor(() => expect(link.getAttribute('aria-current')).toBe('page'));
    unmount();
    server.on('GET', mePath, () => good(robin));
    server.on('GET', deliveryPath, () => refused(403, 'Only an operator can see this.'));
    render(<App session={session} timings={quick} />);
    // Who comes by the address is told so.
    await screen.findByText('Only an operator can see this.');
    await screen.findByRole('link', { name: /^Settings/ });
    expect(screen.queryByRole('link', { name: /^Administration/ })).toBeNull();
  });

  it('says that all is delivered, and how much was', async () => {
    await show(quiet);
    screen.getByText(/^All delivered\./);
    expect(figure('Sent')).toBe('1,234');
    expect(figure('Missed')).toBe('2');
    expect(figure('Oldest due')).toBe('Nothing');
    expect(figure('Rate')).toBe('40 of 40 a second');
    expect(figure('Who sends')).toBe('One process, as it should be');
    screen.getByText('Counted since 24 November at 09:00');
  });

  it('shows what waits, and refusals by reason', async () => {
    await show({
      ...quiet,
      waiting: 1000,
      oldestDue: '2026-11-24T09:00:00Z',
      ratePerSecond: 12.5,
      leaseHolder: null,
      refusedByReason: [
        { why: 'BotBlocked', count: 7 },
        { why: 'NotFound', count: 1 },
      ],
    });
    expect(screen.queryByText(/^All delivered\./)).toBeNull();
    expect(figure('Waiting')).toBe('1,000 or more');
    expect(figure('Oldest due')).toBe('24 November at 10:00');
    expect(figure('Rate')).toBe('12.5 of 40 a second');
    expect(figure('Who sends')).toBe('Nobody just now');
    expect(figure('Refused')).toBe('8');
    const reasons = screen.getByRole('region', { name: 'Refused, by reason' });
    expect(
      within(reasons)
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual(['BotBlocked7', 'NotFound1']);
  });

  it('follows what happens while it is visible, and rests while it is not', async () => {
    render(<App session={session} timings={{ ...quick, poll: 30 }} />);
    await screen.findByText(/^All delivered\./);
    server.on('GET', deliveryPath, () => good({ ...quiet, waiting: 12 }));
    await waitFor(() => expect(figure('Waiting')).toBe('12'));
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const before = server.asked('GET', deliveryPath).length;
    await stays(() => expect(server.asked('GET', deliveryPath)).toHaveLength(before));
    visibility.mockReturnValue('visible');
    server.on('GET', deliveryPath, () => good({ ...quiet, waiting: 3 }));
    fireEvent(document, new Event('visibilitychange'));
    await waitFor(() => expect(figure('Waiting')).toBe('3'));
    visibility.mockRestore();
  });

  it('keeps what it knows on screen while the server is away', async () => {
    render(<App session={session} timings={{ ...quick, poll: 30 }} />);
    await screen.findByText(/^All delivered\./);
    server.on('GET', deliveryPath, () => refused(503, 'I can’t reach my memory just now.'));
    await screen.findByText('I can’t reach my memory just now.');
    expect(figure('Sent')).toBe('1,234');
  });

  it('replays what is parked, once, and moves the keyboard to the list', async () => {
    await show({
      ...quiet,
      parked: [parked, { ...parked, id: 'p/2', kind: 'collect', name: 'Badges' }],
    });
    screen.getAllByText('BadSyntax · 5 tries · 24 November at 10:00');
    server.on('POST', `${deliveryPath}/parked/p%2F2/replay`, () => good({ outcome: 'late' }));
    const button = screen.getByRole('button', { name: 'Replay Badges of 24 November at 10:00' });
    fireEvent.click(button);
    await screen.findByText(/^Its week is over/);
    await waitFor(() => expect(button.isConnected).toBe(false));
    await focused('Parked messages');
    screen.getByRole('button', { name: 'Replay Weekly card of 24 November at 10:00' });
  });

  it('says why a replay was refused, beside it', async () => {
    await show({ ...quiet, parked: [parked] });
    server.on('POST', `${deliveryPath}/parked/p1/replay`, () => refused(404, 'That is gone.'));
    fireEvent.click(screen.getByRole('button', { name: /^Replay Weekly card/ }));
    await screen.findByText('That is gone.');
    screen.getByRole('button', { name: /^Replay Weekly card/ });
  });

  it('alarms while the whole organisation is blocked, and resumes', async () => {
    await show({ ...quiet, blocked: { why: 'AppDisabled', since: '2026-11-24T09:00:00Z' } });
    expect(screen.getByRole('alert').textContent).toContain('(AppDisabled) since 24 November');
    expect(screen.queryByText(/^All delivered\./)).toBeNull();
    server.on('POST', `${deliveryPath}/resume`, () => good(quiet));
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    await screen.findByText('Sending again.');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('recalls a kind after asking once more, shows how far it is, and cancels', async () => {
    await show(quiet);
    fireEvent.change(screen.getByLabelText('What to take back'), { target: { value: 'badge' } });
    fireEvent.click(screen.getByRole('button', { name: 'Recall…' }));
    screen.getByText('Everything open of this kind is taken back, for everybody: Badge received.');
    expect(document.activeElement?.textContent).toBe('Leave it');
    server.on('POST', `${deliveryPath}/recall`, () => good(recall));
    fireEvent.click(screen.getByRole('button', { name: 'Take it back' }));
    await screen.findByText('The recall has started.');
    expect(server.asked('POST', `${deliveryPath}/recall`)[0]?.body).toEqual({ kind: 'badge' });
    const bar = screen.getByRole('progressbar', { name: 'Everything open: Badge received' });
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['120', '480']);
    screen.getByText('120 people checked, 3 items taken away, one card withdrawn.');
    server.on('POST', `${deliveryPath}/recall/r1/cancel`, () => good(recall));
    fireEvent.click(screen.getByRole('button', { name: /^Cancel the recall/ }));
    await screen.findByText(/^The recall is cancelled/);
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('recalls one item by its id, and asks for the id when there is none', async () => {
    await show(quiet);
    fireEvent.click(screen.getByRole('button', { name: 'Recall…' }));
    screen.getByText('Fill in the id.');
    fireEvent.change(screen.getByLabelText('Id of the item'), { target: { value: ' i9 ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Recall…' }));
    server.on('POST', `${deliveryPath}/recall`, () => refused(503, 'Not just now.'));
    fireEvent.click(screen.getByRole('button', { name: 'Take it back' }));
    await screen.findByText('Not just now.');
    expect(server.asked('POST', `${deliveryPath}/recall`)[0]?.body).toEqual({ item: 'i9' });
    fireEvent.click(screen.getByRole('button', { name: 'Leave it' }));
    screen.getByRole('button', { name: 'Recall…' });
  });

  it('has no axe violation with everything on it', async () => {
    await show({
      ...quiet,
      blocked: { why: 'AppDisabled', since: '2026-11-24T09:00:00Z' },
      refusedByReason: [{ why: 'BotBlocked', count: 7 }],
      parked: [parked],
      recalls: [recall, { ...recall, id: 'r2', state: 'done', failed: 2 }],
    });
    expect(await violationsOf(document.body)).toEqual([]);
  });
});
