import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { begin } from '#bot/features/lookback/begin';
import { answered, due, reads, time, waiting, without } from '#bot/features/lookback/rules';
import type { State } from '#bot/features/lookback/state';
import type { Answer, Fields, Ground, Part, Run, World } from '#bot/practice/contract';
import fc from '#tests/property';

const zone = 'Europe/Amsterdam';
const ground: Ground<State> = {
  scope: { kind: 'team', id: 't1', name: 'Crew' },
  zone,
  before: [],
  formats: [],
};
const world = (now: string, seed = 'seed'): World => ({
  now: instantOf(now),
  seed,
  // Weekends, and a holiday on Thursday the 26th.
  works: (day) =>
    ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && day !== '2026-11-26',
});
const filled: Fields = { topic: 'the move', when: 'two', date: '', time: '', every: '0' };
const stateOf = (fields: Fields, now = '2026-11-23T08:00:00Z'): State => {
  const begun = begin('back', { ...filled, ...fields }, ground, world(now));
  if (!begun.ok) throw new Error(begun.why);
  return begun.value.state;
};
const people = ['a', 'b', 'c', 'd', 'e', 'f'].map(personId);
const runOf = (state: State): Run<State> => ({
  id: 'r1',
  practice: 'lookback',
  scope: ground.scope,
  by: 'a',
  started: '2026-11-23T08:00:00Z',
  lang: 'en',
  zone,
  open: true,
  keeps: 'all',
  state,
  parts: new Map(people.map((id): [typeof id, Part] => [id, { role: '', given: [] }])),
  opened: [],
});
const wrote = (from: (typeof people)[number], fields: Fields): Answer => ({
  from,
  name: `Name ${from}`,
  form: 'write',
  fields: { q0: `text of ${from}`, q1: '', q2: '', named: false, few: 'back', ...fields },
});

describe('when a look-back opens', () => {
  it('is at four in the afternoon of a working day of the team', () => {
    expect(stateOf({}).opens).toBe('2026-11-25T15:00:00Z');
    expect(stateOf({ when: 'today' }).opens).toBe('2026-11-23T15:00:00Z');
    // Wednesday, then a holiday, then Friday and Monday.
    const late = stateOf({}, '2026-11-25T08:00:00Z');
    expect([late.opens, late.closes]).toEqual(['2026-11-30T15:00:00Z', '2026-12-02T15:00:00Z']);
    const past = begin('back', { ...filled, when: 'today' }, ground, world('2026-11-23T14:45:00Z'));
    expect(past).toMatchObject({ ok: false, why: 'lookback.refused.past' });
  });

  it('opens exactly what was promised, for every mixture of names and choices', () => {
    const choice = fc.record({
      writes: fc.boolean(),
      named: fc.boolean(),
      few: fc.constantFrom('back', 'named'),
    });
    fc.assert(
      fc.property(fc.array(choice, { minLength: 6, maxLength: 6 }), (choices) => {
        const answers = choices.flatMap(({ writes, named, few }, index) =>
          writes ? [wrote(people[index] as (typeof people)[0], { named, few })] : [],
        );
        const run = runOf(stateOf({}));
        const after = time(run, world('2026-11-25T15:00:03Z'), answers)?.run;
        if (after === undefined) throw new Error('it did not open');
        const nameless = answers.filter(({ fields }) => fields['named'] !== true).length;
        const expected = answers.filter(
          ({ fields }) => nameless >= 3 || fields['named'] === true || fields['few'] === 'named',
        );
        expect(after.opened.map(({ text }) => text).toSorted()).toEqual(
          expected.map(({ from }) => `text of ${from}`).toSorted(),
        );
        // A name stands under what was signed, and under nothing that stays nameless.
        for (const { text, name } of after.opened) {
          const writer = expected.find(({ from }) => text === `text of ${from}`);
          const signed = writer?.fields['named'] === true || (nameless < 3 && writer !== undefined);
          expect(name === undefined).toBe(!signed);
          expect(JSON.stringify(after.state)).not.toContain(text);
        }
        for (const id of people) {
          const isWriter = answers.some(({ from }) => from === id);
          expect(reads(after, id)).toBe(isWriter && expected.length > 0);
        }
        // Whose words were not opened has them back.
        const back = waiting(after)
          .filter(({ form }) => form === 'returned')
          .map(({ to }) => to);
        for (const { from } of answers) {
          if (!expected.some((one) => one.from === from)) expect(back).toContain(from);
        }
      }),
    );
  });

  it('stands in an order that the writers, their times and another run do not decide', () => {
    const answers = people.map((one) => wrote(one, {}));
    const order = (seed: string, given: readonly Answer[]) =>
      time(runOf(stateOf({})), world('2026-11-25T15:00:03Z', seed), given)?.run.opened.map(
        ({ text }) => text,
      );
    expect(order('one', answers)).toEqual(order('one', answers.toReversed()));
    const orders = ['one', 'two', 'three', 'four'].map((seed) => String(order(seed, answers)));
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  it('marks count once a person, and of as many marks chance decides', () => {
    const opens = time(
      runOf(stateOf({})),
      world('2026-11-25T15:00:03Z'),
      people.map((one) => wrote(one, {})),
    );
    if (opens === undefined) throw new Error('it did not open');
    const [first, second, third, fourth] = opens.run.opened.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
    ];
    const mark = (from: (typeof people)[number], marks: string[]): Answer => ({
      from,
      name: '',
      form: 'mark',
      fields: { marks },
    });
    const marks = people.slice(0, 3).map((one) => mark(one, [second, third, fourth]));
    const after = time(opens.run, world('2026-11-30T15:00:03Z'), [
      ...marks,
      mark(people[3] as never, [first]),
    ]);
    expect(after?.run.state.top.toSorted()).toEqual([second, third, fourth].toSorted());
    expect(JSON.stringify(after?.run.state)).not.toMatch(/"count"|"marks"/);
  });

  it('ends, whatever is agreed or not', () => {
    let run = runOf(stateOf({ every: '1' }));
    const nexts: State[] = [];
    for (let step = 0; step < 20; step += 1) {
      const at = due(run);
      if (at === undefined) break;
      const passed = time(
        run,
        world(at),
        people.map((one) => wrote(one, {})),
      );
      if (passed === undefined) throw new Error(`nothing at ${at}`);
      if (passed.next !== undefined) nexts.push(passed.next);
      run = passed.run;
    }
    expect(due(run)).toBeUndefined();
    expect(run).toMatchObject({ open: false, keeps: 'kept', opened: [] });
    expect(nexts.map(({ opens, left }) => [opens, left])).toEqual([['2026-12-02T15:00:00Z', 2]]);
  });

  it('leaves nothing of somebody who is erased but what was agreed', () => {
    const agreement = {
      id: 'x',
      text: 'Test first',
      from: 'a',
      by: 'a',
      byName: 'Name a',
      how: 'busy' as const,
    };
    const state = { ...stateOf({}), agreements: [agreement], line: { text: 'Mine', from: 'a' } };
    const after = without(runOf(state), people[0] as never).state;
    expect(after.line).toEqual({ text: '', from: '' });
    expect(after.agreements).toEqual([{ ...agreement, from: '', by: '', byName: '', how: '' }]);
  });
});

describe('a press of what is so already', () => {
  it('leaves the run as it is, so that nobody looks at it again', () => {
    const me = people[0] as (typeof people)[number];
    const press = (run: Run<State>, form: string, fields: Fields): Run<State> => {
      const after = answered(run, { from: me, name: 'Name a', form, fields });
      if (!after.ok) throw new Error(after.why);
      return after.value;
    };
    const before = { ...runOf(stateOf({})) };
    const agreed = press(before, 'agree', { text: 'One place for news', mine: true });
    const agreement = agreed.state.agreements[0]?.id ?? '';
    const told = press(agreed, 'how', { agreement, how: 'done' });
    const kept = press(told, 'line', { text: 'Ask early' });
    for (const [form, fields] of [
      ['agree', { text: 'One place for news', mine: true }],
      ['claim', { agreement }],
      ['how', { agreement, how: 'done' }],
      ['line', { text: 'Ask early' }],
    ] as const) {
      expect(press(kept, form, fields)).toBe(kept);
    }
  });
});
