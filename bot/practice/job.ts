import { hash, type PersonId, type TenantContext, teamId } from '#bot/core/ids';
import { pausedOn } from '#bot/core/pause';
import { dayIn, type Instant, isoInstant } from '#bot/core/time';
import { blockedAgainMs } from '#bot/delivery/control';
import { viewerOf } from '#bot/delivery/moment';
import { apart } from '#bot/platform/rows';
import type { Job, JobOutcome } from '#bot/ports';
import { align, type Turned } from '#bot/practice/align';
import { standCard } from '#bot/practice/card';
import {
  type Answer,
  type AnyPractice,
  isApart,
  type Part,
  type Passing,
  type Run,
} from '#bot/practice/contract';
import { pageItem } from '#bot/practice/items';
import { posted } from '#bot/practice/post';
import { duesOf, leadsOn, runKind } from '#bot/practice/press';
import { shownTo, worldOf } from '#bot/practice/stand';
import type { Post, Stored } from '#bot/practice/store';
import { practiceOf, type Tools } from '#bot/practice/tools';
import { scheduleDue } from '#bot/records/due';
import { keepLearnt } from '#bot/records/learnt';
import { loadPerson, type Person } from '#bot/records/person';
import { loadTeam } from '#bot/records/team';

/** Stations that may fall due at once, after a long night; more than that is a rule that never ends. */
const mostSteps = 12;
const inFlight = 8;
/** Of a post in one go; a channel that nothing reaches is not knocked at for ever. */
const mostAttempts = 5;
const nextSlice = { seconds: 1 };

/**
 * The one job of every practice: what time does, then each person's items, then what the channel
 * reads. Each part is its own write, in this order, and may be done again: a crash costs a look.
 */
export const practiceJob =
  (tools: Tools, seed: () => string): Job =>
  async (ctx, { who, at }, now) => {
    const cut = who.lastIndexOf('~');
    const [scope, id] = [who.slice(0, cut), who.slice(cut + 1)];
    const { deps, store } = tools;
    if (deps.control.block !== undefined) {
      const again = now.add({ milliseconds: blockedAgainMs });
      await scheduleDue(deps.tables, ctx, [{ at: again, kind: runKind, who }]);
      return 'later';
    }
    let stored = await store.load(ctx, scope, id);
    const practice = stored && practiceOf(tools, stored.run.practice);
    if (stored === undefined || practice === undefined) return 'stale';
    if (leadsOn(stored.run, at)) {
      await scheduleDue(deps.tables, ctx, duesOf(practice, stored.run));
    }
    const isOff = (await store.off(ctx, scope)).includes(practice.name);
    if (isOff) stored = (await halt(tools, ctx, practice, stored)) ?? stored;
    const people = await whoIsThere(tools, ctx, practice, stored.run, now);
    for (let step = 0; step < mostSteps; step += 1) {
      const after = await pass(tools, ctx, practice, stored, people, now, seed());
      if (after === 'raced') return soon(tools, ctx, who, now);
      if (after === undefined) break;
      stored = after;
    }
    const { run } = stored;
    const { turned, more } = await align(deps, store, ctx, practice, run, now, people);
    await turn(tools, ctx, practice, run, turned, now);
    if (more) return soon(tools, ctx, who, now);
    const outcome = await tell(tools, ctx, practice, stored, now, isOff);
    if (run.keeps === 'nothing' && outcome !== 'later') await store.remove(ctx, scope, id);
    return outcome;
  };

async function soon(
  { deps }: Tools,
  ctx: TenantContext,
  who: string,
  now: Instant,
): Promise<'later'> {
  await scheduleDue(deps.tables, ctx, [{ at: now.add(nextSlice), kind: runKind, who }]);
  return 'later';
}

/** A run of a form that its team switched off ends, whatever it waited for. */
async function halt(
  { deps, store }: Tools,
  ctx: TenantContext,
  practice: AnyPractice,
  stored: Stored,
): Promise<Stored | undefined> {
  const { scope, id } = stored.run;
  await store.change<void>(
    ctx,
    scope.id,
    id,
    ({ run }) => {
      const after = practice.halted(run);
      const first = () => scheduleDue(deps.tables, ctx, duesOf(practice, after));
      return { result: undefined, run: after, first };
    },
    stored,
  );
  return store.load(ctx, scope.id, id);
}

/** Those who take part, read once; only when time has something to do with what they wrote. */
async function whoIsThere(
  { deps }: Tools,
  ctx: TenantContext,
  practice: AnyPractice,
  run: Run,
  now: Instant,
): Promise<Map<PersonId, Person>> {
  const due = practice.due(run);
  const people = new Map<PersonId, Person>();
  if (due === undefined || due > isoInstant(now)) return people;
  const queue = run.parts.keys();
  const work = async (): Promise<void> => {
    for (const id of queue) people.set(id, await loadPerson(deps.tables, ctx, id));
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, run.parts.size) }, work));
  return people;
}

/** One step of time: timing rows first, then what begins next, then the run itself. */
async function pass(
  { deps, store }: Tools,
  ctx: TenantContext,
  practice: AnyPractice,
  stored: Stored,
  people: Map<PersonId, Person>,
  now: Instant,
  seed: string,
): Promise<Stored | 'raced' | undefined> {
  const { run } = stored;
  const due = practice.due(run);
  if (due === undefined || due > isoInstant(now)) return undefined;
  const gone = run.scope.kind === 'team' && (await isGone(deps, ctx, run.scope.id));
  const answers = gone ? [] : answersOf(run, people);
  const world = worldOf(deps.calendar, run, now, seed);
  const passed = practice.time(run, { ...world, there: there(people, run, now) }, answers);
  if (passed === undefined) return undefined;
  const { next } = passed;
  if (next !== undefined && !gone) await begin({ deps, store }, ctx, practice, stored, next, now);
  await keepTaught({ deps }, ctx, practice, run, passed.run, people, now);
  const changed = await store.change<boolean>(
    ctx,
    run.scope.id,
    run.id,
    (fresh) => {
      // Somebody pressed meanwhile: decided again at the next look.
      if (fresh.etag !== stored.etag) return { result: false };
      const first = () => scheduleDue(deps.tables, ctx, duesOf(practice, passed.run));
      return { result: true, run: passed.run, first };
    },
    stored,
  );
  if (changed !== true) return 'raced';
  return store.load(ctx, run.scope.id, run.id);
}

/** Who was not read is not known to be away. */
const there =
  (people: ReadonlyMap<PersonId, Person>, { scope, zone }: Run, now: Instant): Passing['there'] =>
  (id) => {
    const person = people.get(id);
    if (person === undefined) return 'here';
    const { profile, teams, etag } = person;
    const left = teams.length === 0 && !isApart(scope);
    if (etag === undefined || left || profile.left) return 'gone';
    return pausedOn(profile, dayIn(now, zone)) ? 'paused' : 'here';
  };

/** What a step of time makes something that was learnt, kept with each: before it, so that none is lost. */
async function keepTaught(
  { deps: { tables } }: Pick<Tools, 'deps'>,
  ctx: TenantContext,
  practice: AnyPractice,
  before: Run,
  after: Run,
  people: Map<PersonId, Person>,
  now: Instant,
): Promise<void> {
  if (practice.learnt === undefined || practice.learnt(before) !== undefined) return;
  const learnt = practice.learnt(after);
  if (learnt === undefined) return;
  const thing = { from: 'session', id: after.id, topic: learnt.topic } as const;
  for (const who of learnt.people) {
    await apart(tables, async () => {
      await keepLearnt(tables, ctx, who, thing, now);
      people.set(who, await loadPerson(tables, ctx, who));
    });
  }
}

/** Of a team that the bot was removed from nothing is opened. */
async function isGone({ tables }: Tools['deps'], ctx: TenantContext, team: string) {
  return (await loadTeam(tables, ctx, teamId(team))).team.left;
}

/** What those wrote who are still there: who left the team neither reads nor counts. */
function answersOf(run: Run, people: ReadonlyMap<PersonId, Person>): Answer[] {
  return [...people.values()].flatMap(({ id, profile, teams, written }) => {
    const left = run.scope.kind === 'team' && !teams.some((team) => team.id === run.scope.id);
    return left
      ? []
      : written
          .filter((one) => one.run === run.id)
          .map(({ form, fields }): Answer => ({ from: id, name: profile.name, form, fields }));
  });
}

/** The next of a row begins where the last one stood, once. */
async function begin(
  { deps, store }: Pick<Tools, 'deps' | 'store'>,
  ctx: TenantContext,
  practice: AnyPractice,
  { run, post }: Stored,
  state: unknown,
  now: Instant,
): Promise<void> {
  const next: Run = {
    ...run,
    id: hash(24, 'run', run.id, 'next'),
    started: isoInstant(now),
    open: true,
    keeps: 'all',
    state,
    parts: new Map<PersonId, Part>(),
    opened: [],
  };
  const waits: Post | undefined =
    post === undefined
      ? undefined
      : { conversation: post.conversation, state: 'waiting', attempts: 0, shown: '' };
  await scheduleDue(deps.tables, ctx, duesOf(practice, next, now));
  await store.begin(ctx, next, waits);
}

/** Cards in people's chats that told of what is over turn into how it stands now. */
async function turn(
  tools: Tools,
  ctx: TenantContext,
  practice: AnyPractice,
  run: Run,
  turned: readonly Turned[],
  now: Instant,
): Promise<void> {
  const { messenger, links, local } = tools.deps;
  for (const { person, sent } of turned) {
    const { conversation } = person.profile;
    if (conversation === undefined || run.keeps === 'nothing') continue;
    const viewer = viewerOf(person, now);
    const { stand, forms } = await shownTo(tools, ctx, practice, run, viewer);
    const page = links.tab(person.id, 'together', pageItem(run.scope.id, run.id));
    const card = standCard(viewer.t, run, stand, forms, { page, picker: !local });
    for (const { activityId } of sent) {
      if (activityId === undefined) continue;
      // Losing this leaves a card whose buttons say that it is over.
      await messenger.update(conversation, activityId, { card, text: stand.title });
    }
  }
}

/** What a channel reads: posted once, changed in place, and one sentence at the end. */
async function tell(
  { deps, store }: Tools,
  ctx: TenantContext,
  practice: AnyPractice,
  stored: Stored,
  now: Instant,
  isOff: boolean,
): Promise<JobOutcome> {
  const { run, post } = stored;
  // Where the form is off, what stands is changed, and nothing is posted.
  if (post === undefined || (isOff && post.activityId === undefined)) return 'done';
  const { message, mark, end } = await posted(deps, ctx, practice, run);
  const { messenger } = deps;
  const keep = (patch: Partial<Post>) =>
    store.change<boolean>(ctx, run.scope.id, run.id, (fresh) =>
      fresh.post === undefined
        ? { result: false }
        : { result: true, post: { ...fresh.post, ...patch } },
    );
  if (post.state === 'waiting') {
    await messenger.permit();
    // Sending by somebody who is gone is never sent again: nobody can know whether it arrived.
    await keep({ state: 'sending' });
    const result = await messenger.send(post.conversation, message, true);
    if (result.kind === 'sent') {
      await keep({ state: 'sent', activityId: result.activityId, shown: mark });
    } else if (result.kind === 'retry') {
      const attempts = post.attempts + 1;
      await keep({ state: 'waiting', attempts });
      // The next look at the run tries once more.
      if (attempts >= mostAttempts) return 'missed';
      const pause = result.afterMs ?? deps.backoffMs * 2 ** post.attempts;
      const at = now.add({ milliseconds: Math.max(Math.round(pause), 1_000) });
      const who = `${run.scope.id}~${run.id}`;
      await scheduleDue(deps.tables, ctx, [{ at, kind: runKind, who }]);
      return 'later';
    }
    return 'sent';
  }
  if (post.activityId !== undefined && post.shown !== mark) {
    const result = await messenger.update(post.conversation, post.activityId, message);
    if (result.kind === 'sent') await keep({ shown: mark });
  }
  if (end !== undefined && !isOff && post.end === undefined && run.keeps !== 'nothing') {
    await messenger.permit();
    await keep({ end: 'sending' });
    const result = await messenger.send(post.conversation, { text: end }, true);
    if (result.kind === 'sent') await keep({ end: 'sent' });
  }
  return 'done';
}
