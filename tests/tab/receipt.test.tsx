/** @jest-environment jsdom */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Receipt } from '../../tab/features/checkin/receipt';
import { fakeServer, furnish, good, robin, showPage } from './house';

describe('the receipt of a check-in', () => {
  beforeAll(furnish);

  it('keeps the focus when a step is done and its button goes', async () => {
    const server = fakeServer();
    server.on('POST', '/api/skills', () => good({ ...robin.shares[0], id: 'w1', name: 'Honey' }));
    showPage(
      <Receipt
        receipt={{ id: 'c1', said: 'Kept.', skill: 'Bees', wish: 'Honey', thank: [] }}
        onClose={() => {}}
      />,
      server,
    );
    const add = await screen.findByRole('button', { name: 'Add “Honey” to my wishes' });
    const receipt = document.activeElement;
    expect(receipt?.textContent).toContain('Kept.');
    add.focus();
    fireEvent.click(add);
    await waitFor(() => expect(add.isConnected).toBe(false));
    await waitFor(() => expect(document.activeElement).toBe(receipt));
  });
});
