import { addDays, type Day, type Instant, instantAt } from '#bot/core/time';
import { actingAs, type House } from '#bot/local/acting';
import { type Colleague, colleagues, sampleTeam } from '#bot/local/colleagues';
import { howTo, looksBack } from '#bot/local/sample-data';
import type { Job } from '#bot/ports';
import type { StandView, TogetherView } from '#bot/practice/wire';

const practiceJob = 'practice';
const one = '/together/:scope/:run';
const lookBack = { practice: 'lookback', variant: 'back', team: sampleTeam.id };

/** One look-back that was kept the week before last, one that is open for writing now, and a how-to. */
export async function plantTogether(house: House, monday: Day, now: Instant): Promise<void> {
  const { ctx, jobs, deps } = house;
  const at = (daysBack: number, time: string): Instant =>
    instantAt(addDays(monday, -daysBack), time, deps.calendar.defaultZone);
  // It opens the same day, or on the first working day after it.
  const looks = [at(11, '16:05'), at(10, '16:05'), at(7, '16:05')];
  const start = async (look: typeof looksBack.open, when: string, started: Instant) => {
    const { by, op, topic } = look;
    const fields = { topic, when, whose: sampleTeam.id };
    const act = actingAs(house, colleagues[by] as Colleague);
    const stand = await act(started, 'post', '/together', { ...lookBack, op, fields });
    const { run } = stand as StandView;
    await takePart(house, run, started.add({ minutes: 5 }));
    return { act, params: { scope: sampleTeam.id, run } };
  };
  const { act, params } = await start(looksBack.kept, 'today', at(11, '10:00'));
  for (const look of looks) {
    await jobs[practiceJob]?.(ctx, { who: `${params.scope}~${params.run}`, at: look }, look);
    await takePart(house, params.run, look);
  }
  const fields = { text: looksBack.kept.line };
  await act(at(7, '17:00'), 'post', `${one}/:form`, { fields }, { ...params, form: 'line' });
  await start(looksBack.open, 'two', now.subtract({ hours: 1 }));
  const { by, op, topic, steps } = howTo;
  const writes = actingAs(house, colleagues[by] as Colleague);
  const filled = { topic, steps: steps.join('\n'), link: '', reach: 'team' };
  await writes(at(10, '11:00'), 'post', '/howtos', { op, team: sampleTeam.id, ...filled });
}

/**
 * The sample's people take part in what their team does together, each by their own press, whenever
 * something of it is looked at: a look-back can be walked alone. You press for yourself.
 */
export function withSampleParts(house: House): Job {
  const job = house.jobs[practiceJob];
  if (job === undefined) throw new Error('nothing is done together');
  return async (tenant, due, now) => {
    const [scope, run = ''] = due.who.split('~');
    const theirs = scope === sampleTeam.id;
    // What they write is in before the time.
    if (theirs) await takePart(house, run, now.subtract({ seconds: 10 }));
    const outcome = await job(tenant, due, now);
    if (theirs) await takePart(house, run, now);
    return outcome;
  };
}

/** They write and mark; the last of them agrees to something, and takes what was left free. */
async function takePart(house: House, run: string, now: Instant): Promise<void> {
  for (const { who, answers, agreement } of looksBack.parts) {
    const act = actingAs(house, colleagues[who] as Colleague);
    const listed = (await act(now, 'get', '/together', { team: sampleTeam.id })) as TogetherView;
    // One that was over before it opened is gone.
    if (!listed.runs.some((known) => known.run === run)) return;
    const params = { scope: sampleTeam.id, run };
    const stand = (await act(now, 'get', one, {}, params)) as StandView;
    const send = (form: string, fields: object) =>
      act(now, 'post', `${one}/:form`, { fields }, { ...params, form });
    const fieldsOf = (name: string) => stand.forms.find(({ form }) => form === name)?.fields;
    const asked = fieldsOf('write')?.filter(({ lines }) => lines === true) ?? [];
    if (asked.some(({ value }) => value === '') && !asked.some(({ value }) => value !== '')) {
      const words = asked.map(({ id }, index) => [id, answers[index] ?? '']);
      await send('write', Object.fromEntries(words));
    }
    const [marks] = fieldsOf('mark') ?? [];
    if (marks !== undefined && Array.isArray(marks.value) && marks.value.length === 0) {
      const chosen = (marks.choices ?? []).slice(0, marks.max).map(({ value }) => value);
      await send('mark', { marks: chosen });
    }
    if (agreement === undefined) continue;
    const presses = stand.sections
      .flatMap(({ entries }) => entries)
      .flatMap((entry) => entry.presses ?? []);
    const mine = presses.some(({ form }) => form === 'drop');
    if (!mine && fieldsOf('agree') !== undefined) {
      await send('agree', { text: agreement, mine: true });
    }
    for (const { form, data } of presses) {
      if (form === 'claim' || data['how'] === 'done') await send(form, data);
    }
  }
}
