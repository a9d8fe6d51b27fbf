import { rush } from '#tests/rush';

it('welcomes 300 people who come in the same second, each once, and no faster than Teams allows', async () => {
  const { welcomes, most } = await rush(300);
  expect(welcomes).toEqual(Array.from({ length: 300 }, () => 1));
  expect(most).toBeLessThanOrEqual(50);
}, 120_000);
