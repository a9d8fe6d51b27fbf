import { personId, skillId } from '#bot/core/ids';
import { type No, no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { dayIn } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { type HelpDeps, topicOf } from '#bot/features/help/deps';
import { offerId } from '#bot/features/help/items';
import { linesOf } from '#bot/features/help/lines';
import type { Ask, Only } from '#bot/features/help/record';
import {
  askOfOne,
  endOfOne,
  lookedOnce,
  newAsk,
  type Worded,
  worded,
} from '#bot/features/help/rules';
import { claim, findNext, offerDues } from '#bot/features/help/search';
import { written } from '#bot/features/help/sides';
import { allAsks, askDue, askRow, readAsk } from '#bot/features/help/store';
import { openMax } from '#bot/features/help/wire';
import type { Turn } from '#bot/ports';
import type { Due } from '#bot/records/due';
import type { Profile } from '#bot/records/profile';

export interface Asked {
  readonly id: string;
  readonly ask: Ask;
}

/** What was filled in; `to` or `line` asks one colleague alone. */
export type Wanted = Worded & {
  readonly skill: string;
  readonly to?: string | undefined;
  readonly line?: string | undefined;
};

/** An ask to keep, with whom it goes to first and the timing rows of that. */
interface Planned {
  readonly ask: Ask;
  readonly due: readonly Due[];
  readonly first: Parameters<typeof claim>[5] | undefined;
}

/**
 * Starts an ask: whatever can be refused is refused before anything is kept. One delivered twice
 * gives back the first.
 * @param id names the ask: 32 hex digits, the same for the same form or request
 */
export async function startAsk(
  help: HelpDeps,
  turn: Turn,
  input: Wanted,
  id: string,
): Promise<Outcome<Asked>> {
  const { ctx, now, person } = turn;
  if (isKnown(person.profile, id)) return known(help, turn, id);
  const skill = help.skillNamed(input.skill);
  if (!skill.ok) return skill;
  const words = worded(input, dayIn(now, zoneOf(person.profile, help.deps.calendar)));
  if (!words.ok) return words;
  const full = tooMany(person.profile);
  if (full !== undefined) return full;
  const draft = newAsk(skill.value, words.value, now);
  const alone = input.to !== undefined || input.line !== undefined;
  const plan = alone
    ? await toOneAlone(help, turn, draft, input, id)
    : await toTheFirst(help, turn, draft, id);
  if (!plan.ok) return plan;
  const { ask, due, first } = plan.value;
  // Timing rows are written before the ask: whatever ends this turn half way, the job takes it up.
  const decided = await turn.change<Outcome<'fresh' | 'repeat'>>(({ profile }) => {
    if (isKnown(profile, id)) return { result: ok('repeat') };
    const refused = tooMany(profile);
    if (refused !== undefined) return { result: refused };
    const change = { profile: started(profile, id), insert: [askRow(id, ask)], due };
    return { result: ok('fresh'), change };
  });
  if (!decided.ok) return decided;
  if (decided.value === 'repeat') return known(help, turn, id);
  // Somebody else may have been quicker: then the job that is due asks the next one.
  if (first !== undefined) await claim(help, ctx, person, id, ask, first, now);
  return ok({ id, ask });
}

/** Without a name, to the first who may be asked. */
async function toTheFirst(
  help: HelpDeps,
  turn: Turn,
  draft: Ask,
  id: string,
): Promise<Outcome<Planned>> {
  const { ctx, me, now, person } = turn;
  const { found, shared } = await findNext(help, ctx, person, draft, now);
  // Who is found by name is asked for whether they can be asked or not: nothing tells which.
  if (!shared && !(await help.named.isNamed(turn, skillId(topicOf(help, draft))))) {
    return noAt('skill', 'help.refused.nobody');
  }
  return ok(
    found === undefined
      ? { ask: lookedOnce(draft), due: [askDue(now.add(written), me, id)], first: undefined }
      : { ask: found.ask, due: offerDues(help, me, id, found, now), first: found },
  );
}

/** To one colleague alone: found by name, or whoever kept a line. It is taken whatever they are. */
async function toOneAlone(
  help: HelpDeps,
  turn: Turn,
  draft: Ask,
  { to, line }: Wanted,
  id: string,
): Promise<Outcome<Planned>> {
  const { me, now, person } = turn;
  const { calendar } = help.deps;
  const one =
    to === undefined
      ? await authorOf(help, turn, draft, line ?? '')
      : await namedOne(help, turn, draft, to);
  if (!one.ok) return one;
  const { ask, offer } = askOfOne(draft, one.value, person.profile, now, calendar);
  const again = (await allAsks(help.deps.tables, turn.ctx, me)).some(
    (before) => before.id !== id && isSame(before.ask, ask),
  );
  if (again) return no('help.refused.twice', { as: one.value.as, name: one.value.name });
  const end = ask.only === undefined ? now : endOfOne(ask, ask.only, person.profile, calendar);
  const due = [
    askDue(now.add(written), me, id),
    askDue(end, me, id),
    ...(help.alongside?.(personId(offer.id), offerId(id), now) ?? []),
  ];
  return ok({ ask, due, first: { offer, told: now } });
}

type One = Omit<Only, 'until'> & { readonly id: string };

/** The same colleague by name, or about the same line, while an ask is under way. */
const isSame = (before: Ask, { only, behind }: Ask): boolean =>
  before.state.is === 'asking' &&
  before.only?.as === only?.as &&
  (only?.as === 'author'
    ? before.only?.line === only.line
    : before.behind.offers[0]?.id === behind.offers[0]?.id);

async function namedOne(help: HelpDeps, turn: Turn, draft: Ask, to: string): Promise<Outcome<One>> {
  if (to === turn.me) return no('help.refused.self');
  const found = await help.named.one(turn, personId(to), skillId(topicOf(help, draft)));
  if (found === undefined) return noAt('to', 'help.refused.unnamed');
  return ok({ as: 'named', id: to, name: found.name, line: '' });
}

async function authorOf(help: HelpDeps, turn: Turn, draft: Ask, id: string): Promise<Outcome<One>> {
  const lines = await linesOf(help, turn, topicOf(help, draft));
  const line = lines.find((one) => one.id === id);
  if (line === undefined) return noAt('line', 'help.refused.noLine');
  if (line.author === turn.me) return no('help.refused.ownLine');
  return ok({ as: 'author', id: line.author, name: '', line: line.text });
}

const isKnown = ({ asking }: Profile, id: string): boolean => asking.some((one) => one.id === id);

/** The same ask a second time: what became of it the first time. */
async function known(help: HelpDeps, turn: Turn, id: string): Promise<Outcome<Asked>> {
  const kept = await readAsk(help.deps.tables, turn.ctx, turn.me, id);
  return kept === undefined ? no('common.refused.stale') : ok({ id, ask: kept.ask });
}

/** Asks of the past remembered on the profile, so that one delivered twice is known as one. */
const remembered = 8;

const started = ({ asking }: Profile, id: string): Pick<Profile, 'asking'> => ({
  asking: [
    ...asking.filter(({ on }) => !on).slice(-remembered),
    ...asking.filter(({ on }) => on),
    { id, on: true },
  ],
});

const tooMany = ({ asking }: Profile): No | undefined =>
  asking.filter(({ on }) => on).length < openMax
    ? undefined
    : no('help.refused.many', { max: openMax });
