/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { ProfilePage } from '../../tab/features/people/profile-page';
import { type FakeServer, fakeServer, furnish, good, showPage } from './house';

describe('suggestions while typing a skill', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });

  const field = () => screen.findByLabelText<HTMLInputElement>('Add a skill you can share');
  const type = async (text: string) => {
    const input = await field();
    fireEvent.change(input, { target: { value: text } });
    return input;
  };
  const suggest = (text: string, names: readonly string[], esco = false) =>
    server.on('GET', `/api/skills/search?text=${encodeURIComponent(text)}`, () =>
      good({
        suggestions: names.map((name) => ({ id: name, name, kind: 'soft-skill' })),
        known: false,
        esco,
      }),
    );
  const added = (name: string, more: object = {}) =>
    server.on('POST', '/api/skills', () =>
      good({
        id: 's9',
        name,
        kind: 'skill',
        level: 'explain',
        added: '2026-11-01T08:00:00Z',
        ...more,
      }),
    );

  it('are told, gone through with the arrow keys and taken with Enter, kind and all', async () => {
    suggest('feedb', ['Giving feedback', 'Asking for feedback']);
    showPage(<ProfilePage />, server);
    const input = await type('feedb');
    await screen.findByText('2 suggestions');
    expect(input.getAttribute('aria-expanded')).toBe('true');
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    const active = document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).toBe('Asking for feedback');
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(input.value).toBe('Asking for feedback');
    expect(input.getAttribute('aria-expanded')).toBe('false');
    added('Asking for feedback');
    fireEvent.submit(input);
    await waitFor(() =>
      expect(server.asked('POST', '/api/skills')[0]?.body).toMatchObject({
        name: 'Asking for feedback',
        kind: 'soft-skill',
      }),
    );
  });

  it('never replace what was typed unless somebody goes to one; Escape puts them away', async () => {
    suggest('feedb', ['Giving feedback'], true);
    showPage(<ProfilePage />, server);
    const input = await type('feedb');
    await screen.findByText('One suggestion');
    expect(input.getAttribute('aria-activedescendant')).toBeNull();
    expect(screen.getByText(/ESCO classification/)).toBeTruthy();
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input.getAttribute('aria-expanded')).toBe('false');
    expect(input.value).toBe('feedb');
  });

  it('asks the server once typing rests, and shows nothing for an answer that comes late', async () => {
    suggest('fe', ['Old']);
    suggest('feedback', ['New']);
    showPage(<ProfilePage />, server);
    const input = await field();
    for (const text of ['f', 'fe', 'fee', 'feedback']) {
      fireEvent.change(input, { target: { value: text } });
    }
    await screen.findByText('New');
    expect(server.calls.filter(({ path }) => path.startsWith('/api/skills/search'))).toHaveLength(
      1,
    );
    expect(screen.queryByText('Old')).toBeNull();
  });

  it('asks on its row whether a near one was meant; a yes takes its place', async () => {
    added('Pivto tables', { perhaps: 'Pivot tables' });
    server.on('POST', '/api/skills/share/s9/same', () =>
      good({
        id: 's10',
        name: 'Pivot tables',
        kind: 'skill',
        level: 'explain',
        added: '2026-11-01T08:00:00Z',
      }),
    );
    showPage(<ProfilePage />, server);
    fireEvent.submit(await type('Pivto tables'));
    await screen.findByText('Is “Pivto tables” the same as “Pivot tables”?');
    fireEvent.click(screen.getByRole('button', { name: 'Yes, it is “Pivot tables”' }));
    await screen.findByRole('button', { name: 'Remove Pivot tables' });
    expect(screen.queryByRole('button', { name: 'Remove Pivto tables' })).toBeNull();
    expect(server.asked('POST', '/api/skills/share/s9/same')[0]?.body).toEqual({
      name: 'Pivot tables',
    });
  });

  it('adds several that were typed in one line, each on its own', async () => {
    const names = ['Canva', 'Miro'];
    server.on('GET', '/api/skills/several?text=Canva%3B%20Miro', () => good({ names }));
    added('Canva');
    showPage(<ProfilePage />, server);
    fireEvent.submit(await type('Canva; Miro'));
    await waitFor(() => expect(server.asked('POST', '/api/skills')).toHaveLength(2));
    const asked = server.asked('POST', '/api/skills').map(({ body }) => body);
    expect(asked).toEqual(
      expect.arrayContaining(names.map((name) => expect.objectContaining({ name }))),
    );
  });
});
