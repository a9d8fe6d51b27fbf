import { hash, type PersonId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { isoInstant, isZone } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import type { Place, Turn } from '#bot/ports';
import {
  type AnyPractice,
  type Field,
  type Ground,
  isApart,
  named,
  type Part,
  type Run,
  type Scope,
  type Somebody,
  scopeApart,
} from '#bot/practice/contract';
import { readFields } from '#bot/practice/fields';
import { postOf } from '#bot/practice/post';
import { duesOf, firstLook, notOfTeam, notThere } from '#bot/practice/press';
import { readerOf, worldOf } from '#bot/practice/stand';
import type { Post, RunStore } from '#bot/practice/store';
import { isOwn, practiceOf, startOf, type Tools } from '#bot/practice/tools';
import { colleaguesOf } from '#bot/records/colleagues';
import { scheduleDue } from '#bot/records/due';
import { loadTeam } from '#bot/records/team';

/** Under way at once in one team or chat: a channel stays readable. */
const mostOpen = 3;
/** In the field `whose`: people by name rather than a team. */
const byName = 'people';
const anyNumber = { least: 1, most: 20 };

/** Where a run is to stand, and in whose language, zone and holidays. */
export interface Spot extends Pick<Run, 'scope' | 'lang' | 'zone' | 'country'> {
  readonly channel?: Post['conversation'] | undefined;
}

/** What a start is asked with: from a card's data, or the tab. */
export interface Starting {
  readonly practice: string;
  readonly variant: string;
  /** Names the start: pressed twice it starts once. */
  readonly op: string;
  readonly topic: string;
  /** Whom the start card has named already. */
  readonly people?: readonly string[] | undefined;
  /** What some fields start with, by their id. */
  readonly filled?: Readonly<Record<string, string>> | undefined;
  /** The tab's team, or that of the chat's card. */
  readonly team?: string | undefined;
}

/** The spot of the place in which somebody speaks; in one's own chat and the tab it is asked for. */
async function spotOf(
  tools: Tools,
  turn: Turn,
  place: Place | undefined,
  team: string | undefined,
  own: boolean,
): Promise<Outcome<Spot>> {
  const { tables, calendar } = tools.deps;
  const { profile } = turn.person;
  const mine = {
    lang: turn.lang,
    zone: zoneOf(profile, calendar),
    country: profile.country,
  };
  if (own) {
    if (isShared(place)) return no('practice.refused.own');
    const home = homeOf(turn);
    if (home === undefined && turn.person.teams.length > 0) return no('practice.refused.guest');
    const id = home?.id ?? scopeApart(hash(24, 'people', turn.operation));
    return ok({ ...mine, scope: { kind: 'people', id, name: home?.name ?? '' } });
  }
  if (place?.kind === 'group') {
    const refused = await notThere(tools, turn, place);
    const scope: Scope = { kind: 'chat', id: place.conversation.id, name: '' };
    return refused ?? ok({ ...mine, scope, channel: place.conversation });
  }
  const id = place?.kind === 'channel' ? place.team : team;
  if (id === undefined || id === byName) {
    const name = scopeApart(hash(24, 'people', turn.operation));
    return ok({ ...mine, scope: { kind: 'people', id: name, name: '' } });
  }
  const refused = await notOfTeam(tools, turn, id, place);
  if (refused !== undefined) return refused;
  const { team: record } = await loadTeam(tables, turn.ctx, teamId(id));
  return ok({
    scope: { kind: 'team', id, name: record.name || place?.teamName || '' },
    lang: record.language,
    zone: record.zone !== undefined && isZone(record.zone) ? record.zone : mine.zone,
    country: record.country ?? mine.country,
    channel: place?.kind === 'channel' ? place.conversation : record.channel,
  });
}

const isShared = (place: Place | undefined): boolean =>
  place !== undefined && place.kind !== 'personal';

const ownTeams = ({ person }: Turn) => person.teams.filter(({ guest }) => guest !== true);
const homeOf = (turn: Turn) => {
  const teams = ownTeams(turn);
  return teams.find(({ id }) => id === turn.person.profile.homeTeam?.id) ?? teams[0];
};

/** What stands in a scope already, as a practice is told of it. */
async function groundOf(tools: Tools, turn: Turn, practice: AnyPractice, spot: Spot, own: boolean) {
  const { scope, zone } = spot;
  const { runs, formats, off }: Awaited<ReturnType<RunStore['list']>> =
    scope.kind === 'people' && !own
      ? { runs: [], formats: [], off: [] }
      : await tools.store.list(turn.ctx, scope.id);
  const before = runs
    .map(({ run }) => ({ ...run, opened: [], parts: new Map<PersonId, Part>() }))
    .filter((run) => run.practice === practice.name);
  const ground: Ground<unknown> = {
    scope,
    zone,
    before,
    formats: formats.filter((one) => one.practice === practice.name),
  };
  return { ground, runs: runs.map(({ run }) => run), isOff: off.includes(practice.name) };
}

const worldFor = (tools: Tools, turn: Turn, spot: Spot) =>
  worldOf(tools.deps.calendar, spot, turn.now, hash(16, 'start', turn.operation));

/** The fields of a start: whose it is, where the place does not say, and the practice's own. */
export async function startForm(
  tools: Tools,
  turn: Turn,
  starting: Starting,
  place: Place | undefined,
): Promise<Outcome<{ readonly fields: readonly Field[]; readonly spot: Spot }>> {
  const practice = practiceOf(tools, starting.practice);
  if (practice === undefined) return no('common.refused.shape');
  const known = startOf(practice, starting.variant);
  const own = isOwn(known);
  const asked = !isShared(place) && !own;
  const teams = ownTeams(turn);
  const spot = await spotOf(tools, turn, place, starting.team ?? homeOf(turn)?.id, own);
  if (!spot.ok) return spot;
  const { ground, isOff } = await groundOf(tools, turn, practice, spot.value, own);
  // Where it is asked for whom it is, another can be chosen.
  if (isOff && !asked) return no('practice.refused.off');
  const reader = readerOf(turn, tools.deps.calendar, '');
  const world = worldFor(tools, turn, spot.value);
  const declared = practice.startFields(starting.variant, starting.topic, ground, world, reader);
  const colleagues = asked ? await mayName(tools, turn, starting.people ?? []) : [];
  const whose = asked
    ? whoseFields(turn, practice, teams, spot.value.scope, colleagues, starting.people)
    : [];
  const fields = [...declared.slice(0, 1), ...whose, ...declared.slice(1)];
  const alone =
    known?.alone === true && starting.topic === ''
      ? { only: (await tools.people.only(turn)).join('\n') }
      : {};
  const filled = { ...alone, ...starting.filled };
  return ok({ fields: fields.map((field) => startingWith(field, { filled })), spot: spot.value });
}

/** What is filled in stands in sight. */
function startingWith(field: Field, { filled = {} }: Pick<Starting, 'filled'>): Field {
  const value = Object.hasOwn(filled, field.id) ? filled[field.id] : undefined;
  return value === undefined ? field : { ...field, value, more: false };
}

function whoseFields(
  { t }: Turn,
  { people }: AnyPractice,
  teams: readonly { readonly id: string; readonly name: string }[],
  { kind, id }: Scope,
  colleagues: readonly Somebody[],
  chosen: readonly string[] = [],
): Field[] {
  // What is made for a few by name is guessed to be that.
  const few = people !== undefined || kind !== 'team';
  const choices = [
    ...teams.map((team) => ({
      value: team.id,
      title: t('practice.whose.team', { team: team.name }),
    })),
    { value: byName, title: t('practice.whose.people') },
  ];
  return [
    {
      id: 'whose',
      kind: 'choice',
      label: t('practice.whose'),
      required: true,
      value: few ? byName : id,
      choices,
    },
    {
      id: 'people',
      kind: 'people',
      label: t('practice.people'),
      hint: t('practice.people.hint'),
      more: !few,
      max: (people ?? anyNumber).most,
      ...(chosen.length > 0 ? { value: [...chosen] } : {}),
      choices: colleagues.map(({ id: value, name }) => ({ value, title: name })),
    },
  ];
}

/** What came of a start; `posted`: the pressed card is where others read of it. */
export interface Started {
  readonly practice: AnyPractice;
  readonly run: Run;
  readonly post: Post | undefined;
}

/**
 * Starts a run: timing rows first, then its rows in one insert, whose key is the press. What others
 * read stands in the place of the pressed card, or is posted at once by the job.
 * @param card the pressed card, where others read it too
 * @param known what the start card was made for, so that nothing is read again
 */
export async function start(
  tools: Tools,
  turn: Turn,
  starting: Starting,
  sent: Readonly<Record<string, unknown>>,
  place: Place | undefined,
  card: { readonly activityId: string | undefined; readonly known: Spot | undefined },
): Promise<Outcome<Started>> {
  const practice = practiceOf(tools, starting.practice);
  if (practice === undefined) return no('common.refused.shape');
  const shared = isShared(place);
  const way = startOf(practice, starting.variant);
  const seeks = way?.seeks;
  const own = isOwn(way);
  if (seeks !== undefined && shared) return no('practice.refused.own');
  const whose = typeof sent['whose'] === 'string' ? sent['whose'] : starting.team;
  const spotted =
    card.known === undefined
      ? await spotOf(tools, turn, place, whose, own)
      : ((await notHere(tools, turn, place)) ?? ok(card.known));
  if (!spotted.ok) return spotted;
  const spot = spotted.value;
  const { ground, runs, isOff } = await groundOf(tools, turn, practice, spot, own);
  if (isOff) return no('practice.refused.off');
  const mine = spot.scope.kind === 'people';
  const id = hash(24, 'run', mine ? turn.me : spot.scope.id, starting.op);
  const world = worldFor(tools, turn, spot);
  const reader = readerOf(turn, tools.deps.calendar, '');
  const declared = practice.startFields(starting.variant, starting.topic, ground, world, reader);
  const fields = readFields(declared, sent);
  if (!fields.ok) return fields;
  const asked =
    seeks !== undefined
      ? await tools.people.seek(turn, seeks(fields.value))
      : mine && !own
        ? await peopleNamed(tools, turn, practice, sent)
        : ok([]);
  if (!asked.ok) return asked;
  const people = [{ id: turn.me, name: turn.person.profile.name }, ...asked.value];
  const begun = practice.begin(starting.variant, fields.value, ground, world, people);
  if (!begun.ok) return begun;
  const { scope, lang, zone, country } = spot;
  const run: Run = {
    id,
    practice: practice.name,
    scope: isApart(scope) ? { ...scope, id: scopeApart(id) } : scope,
    by: turn.me,
    started: isoInstant(turn.now),
    lang,
    zone,
    country,
    open: begun.value.aside !== true,
    keeps: 'all',
    state: begun.value.state,
    parts: new Map<PersonId, Part>([
      ...asked.value.map(({ id: one }): [PersonId, Part] => [one, { role: named, given: [] }]),
      ...(mine ? ([[turn.me, { role: '', given: [] }]] as const) : []),
    ]),
    opened: [],
  };
  const post = await postOf(
    tools,
    turn.ctx,
    practice,
    run,
    spot.channel,
    shared ? card.activityId : undefined,
  );
  const known = runs.find((one) => one.id === id);
  if (known !== undefined) return ok({ practice, run: known, post });
  if (run.open && runs.filter((one) => one.open).length >= mostOpen)
    return no('practice.refused.three');
  // What is looked for beside them is posted too: a few of each person's.
  const aside = runs.filter((one) => !one.open && one.by === turn.me && one.keeps === 'all');
  if (!run.open && post !== undefined && aside.length >= mostOpen) {
    return no('practice.refused.threeOwn');
  }
  const waits = post?.state === 'waiting' || mine;
  // Who has something waiting from the start, such as a time they hold, has it at once.
  const first = waits ? undefined : firstLook(practice, run, turn.now);
  await scheduleDue(
    tools.deps.tables,
    turn.ctx,
    first ?? duesOf(practice, run, waits ? turn.now : undefined),
  );
  await tools.store.begin(turn.ctx, run, post, begun.value.format);
  return ok({ practice, run, post });
}

/** Why somebody may not start anything where they speak; undefined when they may. */
async function notHere(tools: Tools, turn: Turn, place: Place | undefined) {
  if (place?.kind === 'group') return notThere(tools, turn, place);
  return place?.team === undefined ? undefined : notOfTeam(tools, turn, place.team, place);
}

/** Colleagues of one's own teams, no guests; and of others those whom help brought together with one. */
async function mayName(
  { deps, people }: Tools,
  turn: Turn,
  named: readonly string[],
): Promise<readonly Somebody[]> {
  const colleagues = await colleaguesOf(deps, turn.ctx, turn.person);
  const others = named.filter((one) => !colleagues.some(({ id }) => id === one));
  if (others.length === 0) return colleagues;
  const met = await people.acquainted(turn.ctx, turn.me);
  return [...colleagues, ...met.filter(({ id }) => others.includes(id))];
}

/** Nothing is written to anybody else. */
async function peopleNamed(
  tools: Tools,
  turn: Turn,
  { people: { least, most } = anyNumber }: AnyPractice,
  sent: Readonly<Record<string, unknown>>,
): Promise<Outcome<Somebody[]>> {
  const label = turn.t('practice.people');
  const read = readFields([{ id: 'people', kind: 'people', label, max: most }], sent);
  if (!read.ok) return read;
  const asked = read.value['people'] as readonly string[];
  const colleagues = await mayName(tools, turn, asked);
  const found = colleagues.filter(({ id }) => asked.includes(id));
  return found.length < least ? no('practice.refused.nobody', { least }) : ok(found);
}
