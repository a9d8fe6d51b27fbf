import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import {
  answered,
  begin,
  defaults,
  due,
  reads,
  type State,
  stillToCome,
  type ThinkRun,
  time,
  waiting,
  without,
} from '#bot/features/thinkalong/rules';
import type { Answer } from '#bot/practice/contract';
import { together } from '#bot/practice/members';
import fc from '#tests/property';

const ids = Array.from({ length: 8 }, (_, index) => personId(`p${index}`));
const [asker = personId(''), one = personId(''), two = personId('')] = ids;
const works = (day: string) => !['2026-11-25', '2026-11-28', '2026-11-29'].includes(day);
const world = (at: string) => ({ now: instantOf(at), seed: 'seed', works });

function started(fields: object, others = 2, kind: 'people' | 'team' = 'people'): ThinkRun {
  const scope = { kind, id: 's1', name: '' };
  const ground = { scope, zone: 'Europe/Amsterdam', before: [], formats: [] };
  const people = ids.slice(0, kind === 'people' ? others + 1 : 1);
  const named = people.map((id) => ({ id, name: `Name ${id}` }));
  const filled = { topic: 'our prices', link: '', place: '', how: 'writing', ...fields };
  const begun = begin('think', filled, ground, { ...world('2026-11-23T08:00:00Z') }, named);
  if (!begun.ok) throw new Error(begun.why);
  return {
    id: 'r1',
    practice: 'thinkalong',
    scope,
    by: asker,
    started: '2026-11-23T08:00:00Z',
    lang: 'en',
    zone: 'Europe/Amsterdam',
    open: true,
    keeps: 'all',
    state: begun.value.state,
    parts: new Map(),
    opened: [],
  };
}
const does = (run: ThinkRun, from: typeof asker, form: string, fields = {}): ThinkRun => {
  const decided = answered(run, { from, name: `Name ${from}`, form, fields });
  return decided.ok ? decided.value : run;
};
const passes = (run: ThinkRun, at: string, answers: readonly Answer[] = []): ThinkRun =>
  time(run, world(at), answers)?.run ?? run;
const wrote = (from: typeof asker, form: string, text: string): Answer => ({
  from,
  name: `Name ${from}`,
  form,
  fields: { text },
});
const live = { how: 'together', date: '2026-11-30', time: '10:00' };
const begins = '2026-11-30T09:00:00Z';

describe('the times of thinking along', () => {
  it('are working days: two to say yes by name, one in a team, then one for each step', () => {
    const { asked, answers, at, forget } = started({}).state;
    // Wednesday is a holiday here.
    expect([asked, answers, at].map((iso) => iso.slice(0, 10))).toEqual([
      '2026-11-26',
      '2026-11-27',
      '2026-11-30',
    ]);
    expect(forget).toBe('2026-12-28T15:00:00Z');
    const team = started({}, 0, 'team').state;
    expect([team.asked, team.answers, team.at].map((iso) => iso.slice(0, 10))).toEqual([
      '2026-11-24',
      '2026-11-26',
      '2026-11-27',
    ]);
  });
});

describe('who is asked', () => {
  it('leaves the same behind by a no, by a yes taken back and by silence', () => {
    const yes = does(started({}), two, 'in');
    const ended = (run: ThinkRun) => {
      const passed = passes(run, yes.state.asked);
      return [passed.state, waiting(passed)];
    };
    expect(ended(does(yes, one, 'no'))).toEqual(ended(yes));
    expect(ended(does(does(yes, one, 'in'), one, 'no'))).toEqual(ended(yes));
    // Until then the asker has the same waiting as well.
    const mine = (run: ThinkRun) => waiting(run).filter(({ to }) => to === asker);
    expect(mine(does(yes, one, 'no'))).toEqual(mine(yes));
  });

  it('is nobody’s loss when none of them can: nothing is kept', () => {
    const run = does(started({}), one, 'no');
    const over = passes(run, run.state.asked, [wrote(one, 'question', 'Who pays?')]);
    expect([over.keeps, over.open, over.opened, due(over)]).toEqual([
      'nothing',
      false,
      [],
      undefined,
    ]);
    expect(waiting(over).map(({ to, form }) => [to, form])).toEqual([[asker, 'nobody']]);
  });

  it('is one of seven at most in a team', () => {
    const full = ids.slice(1).reduce((run, id) => does(run, id, 'in'), started({}, 0, 'team'));
    expect(together(full.state)).toHaveLength(1 + defaults.people.most);
    const more = answered(full, { from: personId('p9'), name: 'x', form: 'in', fields: {} });
    expect(more).toMatchObject({ ok: false });
  });
});

describe('what is written', () => {
  it('is opened signed, of those who said yes, and read by the asker alone', () => {
    const run = does(started({}), one, 'in');
    const questions = [wrote(one, 'question', 'Who pays?'), wrote(two, 'question', 'And I?')];
    const asking = passes(run, run.state.asked, questions);
    expect(asking.opened.map(({ text, name }) => [text, name])).toEqual([['Who pays?', 'Name p1']]);
    expect(ids.filter((id) => reads(asking, id))).toEqual([asker]);
    expect(ids.filter((id) => reads(run, id))).toEqual([]);
    const advising = does(asking, asker, 'answer', { text: 'Shops' });
    expect(advising.state.station).toBe('advice');
    const opened = passes(advising, run.state.at, [...questions, wrote(one, 'advice', 'Wait')]);
    expect(opened.opened.map(({ field }) => field)).toEqual(['question', 'advice']);
    expect(passes(opened, run.state.forget)).toMatchObject({ keeps: 'nothing', opened: [] });
  });
});

describe('turns', () => {
  it('come to everybody once before anybody has a second, whoever presses and whoever is erased', () => {
    const press = fc.record({
      who: fc.integer({ min: 0, max: 7 }),
      turn: fc.integer({ min: 0, max: 8 }),
      erase: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.array(press, { maxLength: 40 }),
        (others, presses) => {
          const named = ids.slice(1, others + 1);
          const yes = named.reduce((run, id) => does(run, id, 'in'), started(live, others));
          let run = passes(passes(yes, yes.state.asked), begins);
          expect(run.state.station).toBe('round');
          for (const { who, turn, erase } of presses) {
            const before: State = run.state;
            if (before.why !== '') break;
            const id = ids[who] ?? asker;
            run = erase === 0 && id !== asker ? without(run, id) : run;
            const fresh = run.state;
            run = does(run, id, 'next', { turn: String(turn) });
            const { turns, why } = run.state;
            expect(new Set(turns).size).toBe(turns.length);
            expect(turns.length - fresh.turns.length).toBeLessThanOrEqual(1);
            if (why === 'done') expect(stillToCome(fresh)).toEqual([]);
          }
          // A round that nobody goes on with is over the next day.
          expect(passes(run, '2026-12-01T09:00:00Z').state.why).not.toBe('');
        },
      ),
    );
  });
});
