/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { type LeaversView, leaversView } from '#bot/features/leavers/wire';
import { AdminLeavers } from '../../tab/features/leavers/admin-leavers';
import {
  type FakeServer,
  fakeServer,
  focused,
  furnish,
  good,
  refused,
  robin,
  showBackstage,
  violationsOf,
} from './house';

const path = '/api/admin/leavers';
const quiet: LeaversView = { days: 90, noticeDays: 14, announced: 2, waiting: 0 };
const id = '00000000-0000-4000-8000-000000000103';

describe('people who left, as operators see them', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });
  const show = (view: LeaversView) => {
    server.on('GET', path, () => good(leaversView.parse(view)));
    return showBackstage(<AdminLeavers />, server, { ...robin, operator: true });
  };

  it('are numbers, and nothing waits on an ordinary day', async () => {
    const { container } = show(quiet);
    await screen.findByText(/after 90 days .* told 14 days before/);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(await violationsOf(container)).toEqual([]);
  });

  it('wait when they are more than usual, until an operator agrees', async () => {
    server.on('POST', `${path}/go-on`, () => good({ ...quiet, waiting: 0 }));
    show({ ...quiet, announced: 31, waiting: 31 });
    fireEvent.click(await screen.findByRole('button', { name: 'Erase it for 31 people' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(server.asked('POST', `${path}/go-on`)[0]?.body).toEqual({ waiting: 31 });
  });

  it('are erased by object id, which is asked once more', async () => {
    server.on('POST', '/api/admin/erase', () => good({ said: 'It is erased.' }));
    show(quiet);
    const input = await screen.findByLabelText('Object id in Entra');
    fireEvent.change(input, { target: { value: 'adele' } });
    fireEvent.submit(input);
    await screen.findByText(/^Fill in an object id/);
    fireEvent.change(input, { target: { value: ` ${id} ` } });
    fireEvent.submit(input);
    await screen.findByText(`Everything about ${id} is erased, for good.`);
    await focused('Leave it');
    expect(server.asked('POST', '/api/admin/erase')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Erase it' }));
    await screen.findByText('It is erased.');
    expect(server.asked('POST', '/api/admin/erase')[0]?.body).toEqual({ id });
  });

  it('stay when the operator leaves it, and a refusal says why', async () => {
    server.on('POST', '/api/admin/erase', () => refused(403, 'Only an operator can do this.'));
    show(quiet);
    const input = await screen.findByLabelText('Object id in Entra');
    fireEvent.change(input, { target: { value: id } });
    fireEvent.submit(input);
    fireEvent.click(await screen.findByRole('button', { name: 'Erase it' }));
    await screen.findByText('Only an operator can do this.');
    fireEvent.click(screen.getByRole('button', { name: 'Leave it' }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByLabelText('Object id in Entra')),
    );
  });
});
