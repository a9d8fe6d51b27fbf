import { buildOnce, start } from '#tests/long/built';

describe('an error of the built bundle', () => {
  it('names the file of ours in which it was thrown', async () => {
    const { main, remove } = buildOnce();
    try {
      const starting = start(main, { STORAGE_CONNECTION_STRING: 'AccountName=only' });
      await expect(starting).rejects.toThrow(/bot\/platform\/azure-tables\.ts:\d+/);
    } finally {
      remove();
    }
  }, 120_000);
});
