/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ProfilePage } from '../../tab/features/people/profile-page';
import { type FakeServer, fakeServer, furnish, good, refused, robin, showPage } from './house';

describe('my profile', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });

  const field = () => screen.findByLabelText('Add a skill you can share');
  const type = async (text: string) => {
    const input = await field();
    fireEvent.change(input, { target: { value: text } });
    fireEvent.submit(input);
  };
  const shares = () =>
    within(screen.getByRole('list', { name: 'Skills to share' }))
      .getAllByRole('listitem')
      .map((row) => row.textContent);

  it('shows a new skill at once, first in the list, and then as the server has it', async () => {
    server.on('POST', '/api/skills', () =>
      good({
        id: 's3',
        name: 'Bees',
        kind: 'skill',
        level: 'explain',
        added: '2026-11-01T08:00:00Z',
      }),
    );
    showPage(<ProfilePage />, server);
    await type('  Bees ');
    expect(shares()[0]).toContain('Bees');
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Remove Bees' }).disabled).toBe(
        false,
      ),
    );
    expect(server.asked('POST', '/api/skills')[0]?.body).toEqual({
      list: 'share',
      name: 'Bees',
      kind: 'skill',
      level: 'explain',
    });
    expect((await field()).getAttribute('value')).toBe('');
  });

  it('keeps the focus in the row of a new skill when the server has it', async () => {
    server.on('POST', '/api/skills', () =>
      good({ ...robin.shares[0], id: 's3', name: 'Bees', added: '2026-11-01T08:00:00Z' }),
    );
    showPage(<ProfilePage />, server);
    await type('Bees');
    const level = screen.getByLabelText('How you can help with Bees');
    level.focus();
    await screen.findByRole('button', { name: 'Move Bees' });
    expect(document.activeElement).toBe(level);
  });

  it('brings a refused skill back into its field, with the reason', async () => {
    server.on('POST', '/api/skills', () => refused(422, 'That is a name, not a skill.'));
    showPage(<ProfilePage />, server);
    await type('Robin');
    await screen.findByText('That is a name, not a skill.');
    expect((await field()).getAttribute('value')).toBe('Robin');
    expect(screen.queryByRole('button', { name: 'Remove Robin' })).toBeNull();
  });

  it.each([
    ['', 'Type a few words first.'],
    ['x'.repeat(81), 'Please keep it to 80 characters.'],
    [' sql ', '“sql” is already in this list.'],
  ])('says no to %j without asking the server', async (text, message) => {
    showPage(<ProfilePage />, server);
    await type(text);
    await screen.findByText(message);
    expect(server.asked('POST', '/api/skills')).toEqual([]);
  });

  it('takes a skill away at once, and puts it back in its old place with undo', async () => {
    server.on('DELETE', '/api/skills/share/s1', () => good({}));
    server.on('POST', '/api/skills', (body) => good({ id: 's1', ...(body as object) }));
    showPage(<ProfilePage />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove SQL' }));
    expect(screen.queryByRole('button', { name: 'Remove SQL' })).toBeNull();
    const undo = screen.getByRole('button', { name: 'Undo' });
    expect(document.activeElement).toBe(undo);
    fireEvent.click(undo);
    await screen.findByRole('button', { name: 'Remove SQL' });
    await waitFor(() =>
      expect(server.asked('POST', '/api/skills')[0]?.body).toEqual({
        list: 'share',
        name: 'SQL',
        kind: 'skill',
        level: 'coach',
        added: '2026-10-01T08:00:00Z',
      }),
    );
    expect(shares()[0]).toContain('SQL');
    expect(document.activeElement).toBe(await field());
  });

  it('shows a skill again that could not be removed, and says why', async () => {
    server.on('DELETE', '/api/skills/share/s1', () =>
      refused(503, 'Please try again in a moment.'),
    );
    showPage(<ProfilePage />, server);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove SQL' }));
    await screen.findByText('Please try again in a moment.');
    await screen.findByRole('button', { name: 'Remove SQL' });
  });

  it('moves a skill with the arrow keys, says where it went, and keeps the order once', async () => {
    server.on('PUT', '/api/skills/share/order', () => good({}));
    showPage(<ProfilePage />, server);
    const handle = await screen.findByRole('button', { name: 'Move SQL' });
    expect(handle.getAttribute('aria-describedby')).not.toBeNull();
    handle.focus();
    fireEvent.keyDown(handle, { key: 'ArrowDown' });
    expect(shares()[1]).toContain('SQL');
    screen.getByText('SQL: place 2 of 2');
    expect(document.activeElement).toBe(handle);
    // Beyond the end is the end.
    fireEvent.keyDown(handle, { key: 'ArrowDown' });
    fireEvent.keyDown(handle, { key: 'Home' });
    fireEvent.keyDown(handle, { key: 'End' });
    await waitFor(() =>
      expect(server.asked('PUT', '/api/skills/share/order').map(({ body }) => body)).toEqual([
        { ids: ['s2', 's1'] },
      ]),
    );
    expect(shares()[1]).toContain('SQL');
  });

  it('puts the order back that could not be kept, and says why', async () => {
    server.on('PUT', '/api/skills/share/order', () =>
      refused(503, 'Please try again in a moment.'),
    );
    showPage(<ProfilePage />, server);
    fireEvent.keyDown(await screen.findByRole('button', { name: 'Move SQL' }), { key: 'End' });
    expect(shares()[1]).toContain('SQL');
    await screen.findByText('Please try again in a moment.');
    expect(shares()[0]).toContain('SQL');
  });
});
