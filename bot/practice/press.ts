import type { PersonId } from '#bot/core/ids';
import { type No, no, type Outcome, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { instantOf, isoInstant } from '#bot/core/time';
import type { Place, Turn } from '#bot/ports';
import { factsOf, itemChange, joining } from '#bot/practice/align';
import type { AnyPractice, Fields, Form, Run } from '#bot/practice/contract';
import { readFields } from '#bot/practice/fields';
import { readerOf, type Shown, shownTo } from '#bot/practice/stand';
import type { Stored } from '#bot/practice/store';
import { practiceOf, type Tools } from '#bot/practice/tools';
import { type Due, scheduleDue } from '#bot/records/due';
import { type Person, personRow } from '#bot/records/person';

export const runKind = 'practice';

/** What was pressed in time is written by then, longer than a storage call takes. */
const grace = { seconds: 3 };

const whoOf = ({ id, scope }: Run): string => `${scope.id}~${id}`;

/** The timing rows of a run: what time does next, and, when asked, a look as soon as this is written. */
export function duesOf(practice: AnyPractice, run: Run, atOnce?: Turn['now']): Due[] {
  const next = practice.due(run);
  const who = whoOf(run);
  return [
    ...(next === undefined ? [] : [{ at: instantOf(next).add(grace), kind: runKind, who }]),
    ...(atOnce === undefined ? [] : [{ at: atOnce.add(grace), kind: runKind, who }]),
  ];
}

/**
 * One timing row in place of two, for a run of which something waits for somebody from its start: a
 * look at once, which writes down what time does next (`leadsOn`).
 */
export function firstLook(practice: AnyPractice, run: Run, now: Turn['now']): Due[] | undefined {
  return practice.waiting(run, now).length === 0
    ? undefined
    : [{ at: instantOf(run.started).add(grace), kind: runKind, who: whoOf(run) }];
}
export const leadsOn = (run: Run, at: Turn['now']): boolean =>
  isoInstant(at) <= isoInstant(instantOf(run.started).add(grace));

/** What a run is known by: in the data behind a button, and in an address of the tab. */
export interface Ref {
  readonly scope: string;
  readonly run: string;
}

interface Found {
  readonly practice: AnyPractice;
  readonly stored: Stored;
}

/**
 * A run for somebody who may have to do with it. Ids come from cards and addresses: nothing is told
 * of a run that is not theirs, not even that it is there.
 * @param place where it was pressed, verified; undefined in the tab
 */
async function find(
  tools: Tools,
  turn: Turn,
  { scope, run: id }: Ref,
  place: Place | undefined,
): Promise<Outcome<Found>> {
  const stored = await tools.store.load(turn.ctx, scope, id);
  const practice = stored && practiceOf(tools, stored.run.practice);
  if (stored === undefined || practice === undefined) return no('practice.refused.over');
  const refused = await refusal(tools, turn, stored.run, place);
  return refused ?? ok({ practice, stored });
}

async function refusal(tools: Tools, turn: Turn, run: Run, place: Place | undefined) {
  const { scope, parts } = run;
  if (scope.kind === 'team') return notOfTeam(tools, turn, scope.id, place);
  // In a chat whoever was let in once stays in; of people by name each has a part from the start.
  if (parts.has(turn.me)) return undefined;
  if (scope.kind === 'people') return no('practice.refused.notYours');
  return place?.conversation.id === scope.id
    ? notThere(tools, turn, place)
    : no('practice.refused.notYours');
}

/** Why somebody has nothing to do with a team's run; undefined when they have. */
export async function notOfTeam(tools: Tools, turn: Turn, team: string, place: Place | undefined) {
  const member = turn.person.teams.find(({ id }) => id === team);
  if (member !== undefined) return member.guest === true ? no('practice.refused.guest') : undefined;
  // Perhaps a roster is not read yet: where they pressed is Teams' own word.
  return place?.team === team && place.kind === 'channel'
    ? notThere(tools, turn, place)
    : no('practice.refused.notYours');
}

/** Guests read along and do not press; Teams says who is one. */
export async function notThere({ deps }: Tools, { person }: Turn, { conversation }: Place) {
  const { teamsId } = person.profile;
  const member =
    teamsId === undefined ? undefined : await deps.messenger.member(conversation, teamsId);
  if (member === undefined) return no('practice.refused.notYours');
  return member.guest ? no('practice.refused.guest') : undefined;
}

/** How a run stands for me; nothing is changed. */
export async function show(
  tools: Tools,
  turn: Turn,
  ref: Ref,
  place: Place | undefined,
): Promise<Outcome<Shown>> {
  const found = await find(tools, turn, ref, place);
  if (!found.ok) return found;
  const { practice, stored } = found.value;
  return ok(await shownTo(tools, turn.ctx, practice, stored.run, turn));
}

/**
 * One press, from chat or tab: parse, allow, keep or decide, and what stands next for this person.
 * Late, by a stranger, by somebody who withdrew or twice, it changes nothing.
 */
export async function press(
  tools: Tools,
  turn: Turn,
  ref: Ref & { readonly form: string },
  sent: Readonly<Record<string, unknown>>,
  place: Place | undefined,
): Promise<Outcome<Shown>> {
  const found = await find(tools, turn, ref, place);
  if (!found.ok) return found;
  const { practice, stored } = found.value;
  const form = Object.hasOwn(practice.forms, ref.form) ? practice.forms[ref.form] : undefined;
  if (form === undefined) return no('common.refused.shape');
  if (!form.may(stored.run, turn.me, turn.now)) return no('practice.refused.late');
  const reader = readerOf(turn, tools.deps.calendar, stored.run.id);
  const fields = readFields(form.fields(stored.run, reader), sent);
  if (!fields.ok) return fields;
  const pressed = { practice, stored, form, name: ref.form, fields: fields.value };
  const run =
    form.sealed === true ? await seal(tools, turn, pressed) : await decide(tools, turn, pressed);
  if (!run.ok) return run;
  return ok(
    await shownTo(tools, turn.ctx, practice, run.value.run, { ...turn, person: run.value.person }),
  );
}

interface Pressed extends Found {
  readonly form: Form<unknown>;
  readonly name: string;
  readonly fields: Fields;
}
type After = Outcome<{ readonly run: Run; readonly person: Person }>;

/** Kept with its writer: their part in the run first, which says nothing, then their own rows. */
async function seal(
  { store }: Tools,
  turn: Turn,
  { practice, stored, name, fields }: Pressed,
): Promise<After> {
  const { ctx, me, now } = turn;
  const { run, mine, given } = joining(practice, stored.run, me, now);
  await store.join(ctx, stored.run, me, given);
  const answer = {
    run: run.id,
    form: name,
    practice: run.practice,
    scope: run.scope.id,
    fields,
  };
  const person = await turn.change((fresh) => {
    const others = fresh.written.filter((one) => one.run !== run.id || one.form !== name);
    const after = { ...fresh, written: [...others, answer] };
    const { put, remove } = itemChange(run, factsOf(practice, run), mine, after, now);
    return { result: after, change: { put: [personRow.written(answer), ...put], remove } };
  });
  return ok({ run, person });
}

/** What everybody of the run follows: decided on fresh rows; the rest is the job's, at once. */
async function decide(
  tools: Tools,
  turn: Turn,
  { practice, stored, form, name, fields }: Pressed,
): Promise<After> {
  const { ctx, me, now, person } = turn;
  const { deps, store } = tools;
  const wanted = form.hands?.(stored.run, fields) ?? [];
  const handed: string[] = [];
  let refused: No | undefined;
  for (const one of wanted) {
    const made = await tools.hand(turn, stored.run, one);
    if (!made.ok) {
      const about = plain(one.about);
      refused = no('practice.refused.handing', { about, why: turn.t(made.why, made.values) });
      break;
    }
    handed.push(one.id);
  }
  // Nothing was made: nothing changes.
  if (refused !== undefined && handed.length === 0) return refused;
  const decided = await store.change<Outcome<Run>>(
    ctx,
    stored.run.scope.id,
    stored.run.id,
    ({ run: fresh }) => {
      if (!form.may(fresh, me, now)) return { result: no('practice.refused.late') };
      const answer = { from: me, name: person.profile.name, form: name, fields, handed };
      const after = practice.answered(fresh, answer, now);
      if (!after.ok) return { result: after };
      if (after.value === fresh) return { result: ok(fresh) };
      const run = withPart(after.value, me);
      // What comes next at the same time as before has its timing row already.
      const same = practice.due(run) === practice.due(fresh);
      const dues = duesOf(practice, run, now).slice(same ? -1 : 0);
      const first = () => scheduleDue(deps.tables, ctx, dues);
      return { result: ok(run), run, first };
    },
    stored,
  );
  if (decided === undefined) return no('practice.refused.over');
  if (!decided.ok) return decided;
  return refused ?? ok({ run: decided.value, person });
}

/** Whoever has to do with a run has a part in it, so that an erase finds it. */
const withPart = (run: Run, me: PersonId): Run =>
  run.parts.has(me)
    ? run
    : { ...run, parts: new Map([...run.parts, [me, { role: '', given: [] }]]) };
