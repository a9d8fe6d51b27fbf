import { colleagues } from '#bot/local/colleagues';
import type { Somebody } from '#tests/cast';
import { openHouse } from '#tests/house';

describe('the sample team', () => {
  it.each([
    ['on a Monday before nine', '2026-11-23T06:00:00Z'],
    ['just after midnight on a Monday', '2026-11-22T23:00:01Z'],
    ['on a Monday after nine', '2026-11-23T09:00:00Z'],
    ['on a Sunday', '2026-11-29T11:00:00Z'],
  ])('shows a full digest of last week when it is started %s', async (_, now) => {
    const house = await openHouse({ SAMPLE: 'on', CLOCK_NOW: now });
    try {
      const { body } = await house.api(colleagues[0] as Somebody, 'GET', '/team');
      expect(body.digest.week).toBe('2026-W47');
      expect(body.digest.lines.join('\n')).toMatch(
        /nobody shares it yet: .*\n10 or more people.*\n.*\n3 badges.*\nNew topics were shared: .* and more\./,
      );
    } finally {
      await house.close();
    }
  });
});
