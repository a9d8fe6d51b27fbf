import { together } from '#bot/app';
import { ownerOf } from '#bot/cards/own';
import { instantOf } from '#bot/core/time';
import { key } from '#bot/platform/tables';
import { loadTeam, teamPartition, teamRow } from '#bot/records/team';
import { crew } from '#tests/cast';
import { ctx, members, type PracticeGround, practiceGround } from '#tests/practice/ground';

const [one, two, three, four] = members as [
  (typeof members)[0],
  (typeof members)[0],
  (typeof members)[0],
  (typeof members)[0],
];
const opened = instantOf('2026-11-25T15:10:00Z');

/** A look-back in which four wrote. */
async function written(): Promise<PracticeGround> {
  const ground = await practiceGround(together);
  await ground.act(one, 'practice.start', {
    practice: 'lookback',
    variant: 'back',
    by: ownerOf(one),
    op: 'start-0001',
    topic: '',
    lang: 'en',
    zone: 'Europe/Amsterdam',
    'f.topic': 'the move',
  });
  const [run] = await ground.runs();
  for (const who of [one, two, three, four]) {
    const data = { scope: crew.id, run: run?.id, form: 'write', 'f.q0': `word of ${who}` };
    await ground.act(who, 'practice', data);
  }
  return ground;
}
const titles = async (ground: PracticeGround, who: (typeof members)[0]) =>
  (await ground.person(who)).open.map(({ data }) => data['form']);

describe('when somebody or something is gone', () => {
  it('neither counts nor shows it to who left the team', async () => {
    const ground = await written();
    await ground.leaveTeam(four);
    await ground.pass(opened);
    const [run] = await ground.runs();
    expect(run?.opened.map(({ text }) => text).toSorted()).toEqual(
      [one, two, three].map((who) => `word of ${who}`),
    );
    expect(await titles(ground, four)).toEqual([]);
    const data = { scope: crew.id, run: run?.id, form: 'write', show: true };
    const refused = await ground.act(four, 'practice', data, ground.chatPlace(four));
    expect(refused).toMatchObject({ ok: false });
  });

  it('opens nothing of a team that the bot was removed from: each keeps their own text', async () => {
    const ground = await written();
    const { team } = await loadTeam(ground.storage, ctx, crew.id);
    const row = teamRow({ ...team, left: true });
    await ground.storage.commit('Teams', teamPartition(ctx, crew.id), [{ kind: 'put', row }]);
    await ground.pass(opened);
    expect(await ground.runs()).toEqual([]);
    for (const who of [one, two, three, four]) {
      const { open } = await ground.person(who);
      expect(open.map(({ data }) => data['returned'])).toEqual([`word of ${who}`]);
    }
  });

  it('ends a run that a backup brought back without its answers', async () => {
    const ground = await written();
    for (const who of [one, two, three, four]) {
      const { written: answers } = await ground.person(who);
      for (const { run, form } of answers) {
        const rowKey = key('b', 'wrote', run, form);
        await ground.storage.commit('People', key('t1', who), [{ kind: 'delete', rowKey }]);
      }
    }
    await ground.pass(opened);
    expect(await ground.runs()).toEqual([]);
    for (const who of members) expect((await ground.person(who)).open).toEqual([]);
  });

  it('tries a channel that nothing reaches five times, and again when the run goes on', async () => {
    const ground = await practiceGround(together);
    const turn = await ground.turn(one);
    const start = ground.route('post', '/together');
    const fields = { topic: 'the move', when: 'two', whose: crew.id };
    const input = { practice: 'lookback', variant: 'back', op: 'start-0001', fields };
    ground.awayFor(5);
    await start(turn, input, {});
    await ground.pass(instantOf('2026-11-24T08:00:00Z'));
    expect(ground.sent).toEqual([]);
    for (const who of [one, two, three]) {
      const [run] = await ground.runs();
      const data = { scope: crew.id, run: run?.id, form: 'write', 'f.q0': `word of ${who}` };
      await ground.act(who, 'practice', data);
    }
    await ground.pass(opened);
    expect(ground.sent.filter(({ to }) => to === crew.id)).toHaveLength(1);
  });

  it('ends what is under way of a form that the team switched off: nothing is sent, each keeps their own text', async () => {
    const ground = await written();
    await ground.patch(one, { installed: crew.id });
    const turnOff = ground.route('put', '/together');
    const off = { team: crew.id, practice: 'lookback', on: false };
    expect(await turnOff(await ground.turn(two), off, {})).toMatchObject({
      ok: false,
      why: 'practice.refused.hand',
    });
    const before = ground.sent.filter(({ changed }) => !changed).length;
    expect(await turnOff(await ground.turn(one), off, {})).toMatchObject({ ok: true });
    await ground.hours(1);
    expect(await ground.runs()).toEqual([]);
    for (const who of [one, two, three, four]) {
      const { open } = await ground.person(who);
      expect(open.map(({ data, kind }) => [data['returned'], kind])).toEqual([
        [`word of ${who}`, 'practice-none'],
      ]);
    }
    await ground.hours(24 * 30);
    // The card that stands in the channel says so in its place.
    expect(ground.sent.filter(({ changed }) => !changed)).toHaveLength(before);
    const start = ground.route('post', '/together');
    const fields = { topic: 'the next', when: 'two', whose: crew.id };
    const input = { practice: 'lookback', variant: 'back', op: 'start-0002', fields };
    expect(await start(await ground.turn(two), input, {})).toMatchObject({
      ok: false,
      why: 'practice.refused.off',
    });
    await turnOff(await ground.turn(one), { ...off, on: true }, {});
    expect(await start(await ground.turn(two), input, {})).toMatchObject({ ok: true });
  });

  it('keeps what was agreed where the form is switched off after it opened, and asks nobody', async () => {
    const ground = await written();
    await ground.patch(one, { installed: crew.id });
    await ground.pass(opened);
    const [run] = await ground.runs();
    const fields = { 'f.text': 'Ask early', 'f.mine': 'true' };
    await ground.act(two, 'practice', { scope: crew.id, run: run?.id, form: 'agree', ...fields });
    await ground.hours(1);
    const sent = ground.sent.filter(({ changed }) => !changed).length;
    const off = { team: crew.id, practice: 'lookback', on: false };
    await ground.route('put', '/together')(await ground.turn(one), off, {});
    await ground.hours(24 * 40);
    const [kept] = await ground.runs();
    expect(kept).toMatchObject({ open: false, opened: [], state: { station: 'over' } });
    expect(kept?.state).toMatchObject({ agreements: [{ text: 'Ask early' }] });
    expect(ground.sent.filter(({ changed }) => !changed)).toHaveLength(sent);
    for (const who of members) expect((await ground.person(who)).open).toEqual([]);
  });
});
