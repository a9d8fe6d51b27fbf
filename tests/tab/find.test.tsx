/** @jest-environment jsdom */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { FindPage } from '../../tab/features/skills/find-page';
import { type FakeServer, fakeServer, furnish, good, robin, showPage } from './house';

const supply = (name: string) => `/api/skills/supply?${new URLSearchParams({ name })}`;

describe('find help', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    history.replaceState(null, '', '/tab/find');
    server = fakeServer();
    server.on('GET', '/api/team', () =>
      good({
        team: { id: 't1', name: 'Customer Care' },
        supply: [
          { topic: 'Excel', supply: 'many' },
          { topic: 'First aid', supply: 'few' },
        ],
      }),
    );
    server.on('GET', supply('Excel'), () => good({ name: 'Excel', supply: 'few', near: null }));
    server.on('GET', supply('SQL'), () => good({ name: 'SQL', supply: 'nobody', near: null }));
  });

  it('shows what the team can pass on, the most help first, and asks about what is chosen', async () => {
    showPage(<FindPage />, server);
    const topics = await screen.findAllByRole('button', { name: /^(Excel|First aid)$/ });
    expect(topics.map((topic) => topic.textContent)).toEqual(['Excel', 'First aid']);
    fireEvent.click(topics[0] as HTMLElement);
    const answer = await screen.findByRole('region', {
      name: '“Excel” in the whole organisation',
    });
    await within(answer).findByText('A few colleagues share this');
    expect(screen.queryByRole('button', { name: 'First aid' })).toBeNull();
  });

  it('asks once the typing rests, and says what I share myself', async () => {
    showPage(<FindPage />, server);
    const input = await screen.findByLabelText('What would you like help with?');
    for (const value of ['S', 'SQ', ' SQL ']) fireEvent.change(input, { target: { value } });
    const answer = await screen.findByRole('region', { name: '“SQL” in the whole organisation' });
    await within(answer).findByText('Nobody shares this yet');
    within(answer).getByText('You share this yourself');
    const asked = server.calls.filter(({ path }) => path.includes('supply'));
    expect(asked.map(({ path }) => path)).toEqual([supply('SQL')]);
    screen.getByText('Nothing by that name in your team.');
  });

  it('shows what the team shares of a slip, and does not say that there is nothing', async () => {
    const near = { name: 'Excel', supply: 'many' };
    server.on('GET', supply('Exel'), () => good({ name: 'Exel', supply: 'nobody', near }));
    showPage(<FindPage />, server);
    const input = await screen.findByLabelText('What would you like help with?');
    fireEvent.change(input, { target: { value: 'Exel' } });
    await screen.findByRole('button', { name: /Did you mean Excel/ });
    screen.getByRole('button', { name: 'Excel' });
    expect(screen.queryByText('Nothing by that name in your team.')).toBeNull();
  });

  it('suggests topics while one types, and answers no half word before one is chosen', async () => {
    server.on('GET', '/api/skills/search?text=exc', () =>
      good({ suggestions: [{ id: 'e', name: 'Excel', kind: 'skill' }], known: false, esco: false }),
    );
    showPage(<FindPage />, server);
    const input = await screen.findByRole('combobox', { name: 'What would you like help with?' });
    fireEvent.change(input, { target: { value: 'exc' } });
    await screen.findByRole('option', { name: 'Excel' });
    expect(screen.queryByRole('region', { name: /in the whole organisation/ })).toBeNull();
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    fireEvent.keyDown(input, { key: 'Enter' });
    const answer = await screen.findByRole('region', {
      name: '“Excel” in the whole organisation',
    });
    await within(answer).findByText('A few colleagues share this');
    // Meant as it was typed: Enter says so.
    fireEvent.change(input, { target: { value: 'exc' } });
    await screen.findByRole('option', { name: 'Excel' });
    expect(screen.queryByRole('region', { name: /in the whole organisation/ })).toBeNull();
    fireEvent.submit(input);
    await screen.findByRole('region', { name: '“exc” in the whole organisation' });
  });

  it('keeps a topic as a wish, and takes it back with undo', async () => {
    const wish = { id: 'w1', name: 'Excel', kind: 'skill', added: '2026-11-01T08:00:00Z' };
    server.on('POST', '/api/skills', () => good(wish));
    server.on('DELETE', '/api/skills/wish/w1', () => good({}));
    history.replaceState(null, '', '/tab/find?item=Excel');
    showPage(<FindPage />, server, { ...robin });
    fireEvent.click(await screen.findByRole('button', { name: 'Add to my wishes' }));
    await screen.findByText('Among your wishes');
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByRole('button', { name: 'Add to my wishes' });
    await waitFor(() => expect(server.asked('DELETE', '/api/skills/wish/w1')).toHaveLength(1));
  });
});
