import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { dayIn, type Instant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { timesFor } from '#bot/features/help/arrange';
import type { HelpDeps } from '#bot/features/help/deps';
import { anewItem } from '#bot/features/help/items';
import { moveAsk, only } from '#bot/features/help/move';
import type { Ask } from '#bot/features/help/record';
import {
  anew,
  answeredBy,
  checking,
  closed,
  nextStep,
  nobody,
  rescheduled,
  type Step,
  widened,
} from '#bot/features/help/rules';
import { claim, findNext, offerDues, verify } from '#bot/features/help/search';
import { askerChange, settle } from '#bot/features/help/sides';
import {
  type Asked,
  askDue,
  changeAsk,
  changeSearch,
  forgetAsk,
  readAsk,
  whoOf,
} from '#bot/features/help/store';
import type { Feature, JobOutcome } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { loadPerson, type Person } from '#bot/records/person';

/** Steps of one ask in one go: everybody who may be asked, and a few more. */
const most = 12;

interface Work {
  readonly help: HelpDeps;
  readonly ctx: TenantContext;
  readonly asker: PersonId;
  readonly id: string;
  readonly now: Instant;
}

export const helpJobs = (help: HelpDeps): NonNullable<Feature['jobs']> => ({
  /** Brings everybody in line with where an ask stands, and does what its time has come for. */
  ask: async (ctx, { who }, now): Promise<JobOutcome> => {
    const work: Work = { help, ctx, ...whoOf(who), now };
    for (let turn = 0; turn < most; turn += 1) {
      const outcome = await advance(work);
      if (outcome !== 'on') return outcome;
    }
    return 'done';
  },
});

/** One step; `on`: there may be another at once. */
async function advance(work: Work): Promise<JobOutcome | 'on'> {
  const { help, ctx, asker, id, now } = work;
  const { tables, calendar } = help.deps;
  const [kept, person] = await Promise.all([
    readAsk(tables, ctx, asker, id),
    loadPerson(tables, ctx, asker),
  ]);
  // Erased, or never written: others' questions are swept, or never were.
  if (kept === undefined || person.etag === undefined) return 'stale';
  const { ask } = kept;
  const name = person.profile.name;
  if ((await settle(help.deps, ctx, { id: asker, name }, id, ask, now)) === 'helper gone') {
    return moveOn(work, { do: 'anew' });
  }
  const step = nextStep(ask, person.profile, now, calendar);
  switch (step.do) {
    case 'wait':
      await scheduleDue(tables, ctx, [askDue(step.at, asker, id)]);
      return 'done';
    case 'verify': {
      if (await verify(help, ctx, person, id, ask, step.offer, now)) {
        await scheduleDue(tables, ctx, [askDue(step.at, asker, id)]);
        return 'done';
      }
      const { offer } = step;
      await changeSearch(tables, ctx, asker, id, (fresh) => answeredBy(fresh, offer.id, 'no'));
      return 'on';
    }
    case 'look':
      return look(work, person, ask, step);
    case 'times':
      return renewTimes(work, { kept, person }, step.at);
    case 'forget':
      await forgetAsk(tables, ctx, asker, id);
      return 'done';
    default:
      return moveOn(work, step);
  }
}

/** Asks the next one. */
async function look(
  work: Work,
  person: Person,
  ask: Ask,
  step: Extract<Step, { do: 'look' }>,
): Promise<JobOutcome | 'on'> {
  const { help, ctx, asker, id, now } = work;
  const { tables } = help.deps;
  const { found } = await findNext(help, ctx, person, ask, now);
  if (found === undefined) {
    if (step.else === 'nobody') return moveOn(work, { do: 'nobody' });
    await scheduleDue(tables, ctx, [askDue(step.at, asker, id)]);
    return 'done';
  }
  await scheduleDue(tables, ctx, offerDues(help, asker, id, found, now));
  let written = false;
  await changeSearch(tables, ctx, asker, id, (fresh) => {
    // Taken back, or answered late, in the meantime: nobody else is asked.
    written = JSON.stringify(fresh) === JSON.stringify(ask);
    return written ? found.ask : undefined;
  });
  if (!written) return 'on';
  if (await claim(help, ctx, person, id, ask, found, now)) return 'done';
  await changeSearch(tables, ctx, asker, id, (fresh) => answeredBy(fresh, found.offer.id, 'no'));
  return 'on';
}

/** Times that are over make way for others, on the cards that stand; nobody is told of it. */
async function renewTimes(
  { help, ctx, asker, id, now }: Work,
  asked: Asked,
  otherwise: Instant,
): Promise<JobOutcome | 'on'> {
  const { deps } = help;
  const { state, by } = asked.kept.ask;
  if (!('helper' in state)) return 'on';
  const helper = await loadPerson(deps.tables, ctx, personId(state.helper.id));
  const zone = zoneOf(asked.person.profile, deps.calendar);
  const found = await timesFor(deps, asked, helper, id, now);
  const times = found.filter((at) => dayIn(at, zone) <= by);
  if (times.length === 0) {
    await scheduleDue(deps.tables, ctx, [askDue(otherwise, asker, id)]);
    return 'done';
  }
  const decide = (ask: Ask) =>
    nextStep(ask, asked.person.profile, now, deps.calendar).do === 'times'
      ? only(rescheduled(ask, times, dayIn(now, zone)))
      : no('common.refused.stale');
  await moveAsk(help, { ctx, now, asker, id }, decide, asked);
  return 'on';
}

/** What time itself does to an ask; decided again on fresh rows. */
async function moveOn(
  { help, ctx, asker, id, now }: Work,
  step: Exclude<Step, { do: 'look' | 'wait' | 'verify' | 'times' | 'forget' }>,
): Promise<JobOutcome | 'on'> {
  const { deps } = help;
  await changeAsk(deps.tables, ctx, asker, id, (ask, person) => {
    const fresh = nextStep(ask, person.profile, now, deps.calendar);
    const known = step.do === 'anew' || (fresh.do === 'look' && step.do === 'nobody');
    if (fresh.do !== step.do && !known) return { result: undefined };
    const next = moved(ask, step, now);
    if (next === undefined) return { result: undefined };
    const anewAsked = step.do === 'anew' && next.only === undefined;
    const extra = anewAsked ? anewItem(id, next, '', now) : undefined;
    const change = askerChange(deps, person, id, next, now, true, extra);
    return { result: undefined, ask: next, change };
  });
  return 'on';
}

function moved(ask: Ask, step: Parameters<typeof moveOn>[1], now: Instant): Ask | undefined {
  switch (step.do) {
    case 'nobody':
      return nobody(widened(ask), now);
    case 'check':
      return checking(ask, now);
    case 'anew': {
      const next = anew(ask, now);
      return next.ok ? next.value : undefined;
    }
    case 'expire': {
      const next = closed(ask, step.how, now);
      return next.ok ? next.value : undefined;
    }
  }
}
