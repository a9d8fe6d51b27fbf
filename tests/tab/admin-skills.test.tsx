/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { AdminSkills } from '../../tab/features/skills/admin-skills';
import {
  type FakeServer,
  fakeServer,
  furnish,
  good,
  robin,
  showBackstage,
  violationsOf,
} from './house';

const path = '/api/admin/skills';
const merge = { id: 'a', name: 'Zwaluwen', into: 'Swallows', at: '2026-11-23T09:00:00Z' };

describe('the skills that operators look after', () => {
  let server: FakeServer;
  beforeAll(furnish);
  beforeEach(() => {
    server = fakeServer();
  });
  const show = () => showBackstage(<AdminSkills />, server, { ...robin, operator: true });
  const suggest = (text: string, id: string, name: string) =>
    server.on('GET', `/api/skills/search?text=${text}`, () =>
      good({ suggestions: [{ id, name, kind: 'skill' }], known: true, esco: false }),
    );

  it('two are chosen from what there is, and merged', async () => {
    server.on('GET', path, () => good({ merges: [], imported: null }));
    server.on('POST', `${path}/merges`, () => good({ merges: [merge], imported: null }));
    suggest('zwal', 'a', 'Zwaluwen');
    suggest('swal', 'b', 'Swallows');
    const { container } = show();
    const from = await screen.findByLabelText('This skill');
    expect(await violationsOf(container)).toEqual([]);
    fireEvent.submit(from);
    expect(await screen.findAllByText('Choose a skill from the suggestions.')).toHaveLength(2);
    fireEvent.change(from, { target: { value: 'zwal' } });
    fireEvent.click(await screen.findByRole('option', { name: 'Zwaluwen' }));
    fireEvent.change(screen.getByLabelText('counts as'), { target: { value: 'swal' } });
    fireEvent.click(await screen.findByRole('option', { name: 'Swallows' }));
    fireEvent.click(screen.getByRole('button', { name: 'Merge' }));
    await screen.findByText('“Zwaluwen” counts as “Swallows”');
    expect(server.asked('POST', `${path}/merges`)[0]?.body).toEqual({ from: 'a', into: 'b' });
  });

  it('a merge is undone, and the import names its source', async () => {
    const imported = { skills: 1200, labels: 9000, at: '2026-11-23T09:00:00Z' };
    server.on('GET', path, () => good({ merges: [merge], imported }));
    server.on('DELETE', `${path}/merges/a`, () => good({ merges: [], imported }));
    show();
    expect(await screen.findByText(/1,200 skills with 9,000 names/)).toBeTruthy();
    expect(screen.getByText(/ESCO classification of the European Commission/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /^Undo: “Zwaluwen”/ }));
    await waitFor(() => expect(screen.queryByText('“Zwaluwen” counts as “Swallows”')).toBeNull());
  });
});
