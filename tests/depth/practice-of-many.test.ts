import { together } from '#bot/app';
import { ownerOf } from '#bot/cards/own';
import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { crew } from '#tests/cast';
import { practiceGround } from '#tests/practice/ground';

// More people than one batch holds, and more than are dealt with in one go.
const people = Array.from({ length: 70 }, (_, number) => personId(`p${number + 1}`));

describe('a look-back of seventy', () => {
  it('opens for every one of them, in slices, and leaves nothing of it in the end', async () => {
    const ground = await practiceGround(together, {}, people);
    const [starter] = people as [(typeof people)[0]];
    const started = await ground.act(starter, 'practice.start', {
      practice: 'lookback',
      variant: 'back',
      by: ownerOf(starter),
      op: 'start-0001',
      topic: '',
      lang: 'en',
      zone: 'Europe/Amsterdam',
      'f.topic': 'the move',
    });
    expect(started).toMatchObject({ kind: 'card' });
    const [run] = await ground.runs();
    for (const [index, who] of people.entries()) {
      const data = {
        scope: crew.id,
        run: run?.id,
        form: 'write',
        'f.q0': `word ${index} `.repeat(30),
      };
      expect(await ground.act(who, 'practice', data)).toMatchObject({ kind: 'card' });
    }
    await ground.pass(instantOf('2026-11-25T15:10:00Z'));
    const [open] = await ground.runs();
    expect(open?.opened).toHaveLength(people.length);
    const told = ground.sent.filter(({ text }) => text.includes('It is open: the move'));
    expect(new Set(told.map(({ to }) => to)).size).toBe(people.length);
    await ground.hours(24 * 60);
    const left = ground.storage.dump().filter(({ row }) => /~o~|^b~wrote|^c~open/.test(row.rowKey));
    expect(left.map(({ row }) => row.rowKey)).toEqual([]);
  });
});
