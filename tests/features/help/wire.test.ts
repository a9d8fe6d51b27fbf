import { askInput } from '#bot/features/help/wire';

describe('an ask on the wire', () => {
  const ask = { op: 'form-0001', skill: 'Excel', what: 'A chart', minutes: 30, by: '2026-12-04' };
  it('is a topic, a question, a length and a day', () => {
    expect(askInput.parse(ask)).toEqual(ask);
  });

  it.each([{ minutes: 45 }, { by: 'Friday' }, { op: 'x' }, { what: undefined }])(
    'is refused with %o',
    (wrong) => {
      expect(askInput.safeParse({ ...ask, ...wrong }).success).toBe(false);
    },
  );
});
