/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useSettings } from '../../tab/features/people/autosave';
import { Helping } from '../../tab/features/people/helping';
import { TimeSettings } from '../../tab/features/people/settings-time';
import { type FakeServer, fakeServer, furnish, good, refused, showPage } from './house';

const settings = '/api/me/settings';

function Everything() {
  const autosave = useSettings();
  return (
    <>
      <Helping />
      <TimeSettings {...autosave} />
    </>
  );
}

describe('settings save themselves', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });
  const pick = async (name: string) => fireEvent.click(await screen.findByRole('radio', { name }));
  const chosen = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name }).checked;

  it('shows a choice at once and sends several of them as one', async () => {
    server.on('PATCH', settings, () => good({}));
    showPage(<Helping />, server);
    // Found first: on a busy machine the looking takes longer than the pause before saving.
    const choices = [
      await screen.findByRole('radio', { name: '4 colleagues' }),
      screen.getByRole('radio', { name: '3 colleagues' }),
    ];
    for (const choice of choices) fireEvent.click(choice);
    expect(chosen('3 colleagues')).toBe(true);
    await screen.findByText('Saved');
    expect(server.asked('PATCH', settings).map(({ body }) => body)).toEqual([{ capacity: 3 }]);
  });

  it('keeps what could not be saved on screen, and saves it with Try again', async () => {
    server.on('PATCH', settings, () => 'unreachable');
    showPage(<Helping />, server);
    await pick('5 colleagues');
    await screen.findByText(/There’s no connection/);
    expect(chosen('5 colleagues')).toBe(true);
    server.on('PATCH', settings, () => good({}));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Saved');
    expect(server.asked('PATCH', settings).at(-1)?.body).toEqual({ capacity: 5 });
  });

  it('says at the field what was refused, and saves what was changed along with it', async () => {
    server.on('PATCH', settings, (body) =>
      'hours' in (body as object)
        ? refused(422, 'These start and end at the same time.', 'hours')
        : good({}),
    );
    showPage(<Everything />, server);
    const to = await screen.findByLabelText<HTMLInputElement>('Until');
    fireEvent.change(to, { target: { value: '09:00' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Friday' }));
    await screen.findByText('These start and end at the same time.');
    expect(to.getAttribute('aria-invalid')).toBe('true');
    expect(to.value).toBe('17:00');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await waitFor(() =>
      expect(server.asked('PATCH', settings).map(({ body }) => body)).toEqual([
        { hours: { from: '09:00', to: '09:00' }, daysOff: [5, 6, 7] },
        { daysOff: [5, 6, 7] },
      ]),
    );
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Friday' }).checked).toBe(true);
  });

  it('sends what could not be sent as soon as there is a connection, on any page', async () => {
    server.on('PATCH', settings, () => 'unreachable');
    showPage(<Helping />, server);
    await pick('5 colleagues');
    await screen.findByText(/There’s no connection/);
    server.on('PATCH', settings, () => good({}));
    fireEvent(window, new Event('online'));
    await screen.findByText('Saved');
    expect(server.asked('PATCH', settings).at(-1)?.body).toEqual({ capacity: 5 });
  });

  it('sends after a reload what could not be sent before it', async () => {
    server.on('PATCH', settings, () => 'unreachable');
    const { unmount } = showPage(<Helping />, server);
    await pick('5 colleagues');
    await screen.findByText(/There’s no connection/);
    unmount();
    server.on('PATCH', settings, () => good({}));
    showPage(<Helping />, server);
    await screen.findByText('Saved');
    expect(chosen('5 colleagues')).toBe(true);
    expect(server.asked('PATCH', settings).at(-1)?.body).toEqual({ capacity: 5 });
    expect(sessionStorage).toHaveLength(0);
  });

  it('takes a refused choice back and says why', async () => {
    server.on('PATCH', settings, () => refused(422, 'Five is the most.'));
    showPage(<Helping />, server);
    await pick('5 colleagues');
    await screen.findByText('Five is the most.');
    expect(chosen('2 colleagues')).toBe(true);
  });

  it('sends what still waits when the page is left', async () => {
    server.on('PATCH', settings, () => good({}));
    const { unmount } = showPage(<Helping />, server);
    await pick('1 colleague');
    unmount();
    await waitFor(() => expect(server.asked('PATCH', settings)).toHaveLength(1));
  });
});
