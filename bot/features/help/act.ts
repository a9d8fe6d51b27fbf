import { type PersonId, personId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { dayIn, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { reindexSoon } from '#bot/delivery/schedule';
import { arrange, timesFor } from '#bot/features/help/arrange';
import { type HelpDeps, topicOf } from '#bot/features/help/deps';
import { type Act, anewItem, askOf, itemsOf, shownOf } from '#bot/features/help/items';
import { released } from '#bot/features/help/limits';
import { isHelper, move, only } from '#bot/features/help/move';
import type { Ask, Somebody, With } from '#bot/features/help/record';
import {
  accepted,
  again,
  anew,
  answeredBy,
  closed,
  happened,
  lessonKept,
  lessonOf,
  soon,
} from '#bot/features/help/rules';
import { written } from '#bot/features/help/sides';
import {
  askDue,
  changeSearch,
  helpRow,
  keepGiven,
  keepLesson,
  readAsked,
  readHelp,
} from '#bot/features/help/store';
import type { LessonInput } from '#bot/features/help/wire';
import { learntChange } from '#bot/features/help/wish';
import type { Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { learntNow } from '#bot/records/learnt';
import { type Change, type Person, personKey } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

const named = (turn: Turn, name: string): string => name || turn.t('common.colleague');

/** Carries out a button of an open item, and says in a sentence what happened. */
export function actOn(
  help: HelpDeps,
  turn: Turn,
  item: OpenItem,
  act: Act,
): Promise<Outcome<string>> {
  const id = askOf(item.id);
  switch (item.kind) {
    case 'help-offer':
      return answerOffer(help, turn, id, item, act);
    case 'help-given':
      return actAsHelper(help, turn, id, item, act);
    default:
      return actAsAsker(help, turn, id, act, item);
  }
}

// The one who is asked. ----------------------------------------------------------------------------

async function answerOffer(
  help: HelpDeps,
  turn: Turn,
  id: string,
  item: OpenItem,
  act: Act,
): Promise<Outcome<string>> {
  const { asker, skill, only: alone, fromName } = shownOf(item);
  if (act === 'yes') return sayYes(help, turn, id, personId(asker));
  if (act !== 'not-now' && act !== 'not-topic') return no('common.refused.stale');
  const { deps } = help;
  // Written first: the next one is asked even if this turn ends half way.
  await scheduleDue(deps.tables, turn.ctx, [askDue(turn.now.add(written), personId(asker), id)]);
  await changeSearch(deps.tables, turn.ctx, personId(asker), id, (ask) =>
    answeredBy(ask, turn.me, 'no'),
  );
  const topic = help.skillNamed(skill);
  const never = act === 'not-topic' && topic.ok ? [topic.value.id] : [];
  await turn.change((person) => {
    const { profile } = person;
    return {
      result: undefined,
      change: {
        ...withoutItem(person, id),
        profile: {
          ...released(profile, id, turn.now),
          notAsked: [...new Set([...profile.notAsked, ...never])],
        },
        // Nobody is counted as help for what they are not asked about.
        due: never.map(() => reindexSoon(turn.me, turn.now)),
      },
    };
  });
  if (alone === 'named') {
    return ok(turn.t('help.offer.declinedNamed', { name: named(turn, fromName) }));
  }
  return ok(
    act === 'not-now'
      ? turn.t('help.offer.declined')
      : `${turn.t('help.offer.declined')} ${turn.t('help.offer.neverAgain', { skill })}`,
  );
}

const withoutItem = (person: Person, id: string): Pick<Change, 'remove'> => ({
  remove: itemsOf(person, id).map((item) => personKey.open(item.id)),
});

async function sayYes(
  help: HelpDeps,
  turn: Turn,
  id: string,
  asker: PersonId,
): Promise<Outcome<string>> {
  const { deps } = help;
  const { profile } = turn.person;
  const helper: Somebody = { id: turn.me, name: profile.name };
  const asked = await readAsked(deps.tables, turn.ctx, asker, id);
  const times = asked && (await timesFor(deps, asked, turn.person, id, turn.now));
  const moved = await move(
    help,
    turn,
    asker,
    id,
    (ask, person) =>
      // Since the question was asked one of them may have said: not with this colleague.
      person.profile.blocked.includes(turn.me) || profile.blocked.includes(asker)
        ? no('help.refused.settled')
        : only(accepted(ask, helper, times ?? [], turn.now)),
    asked,
  );
  if (moved.ok) {
    return ok(turn.t('help.said.accepted', { name: named(turn, moved.value.asker.profile.name) }));
  }
  // Somebody else was quicker, or it was taken back: nothing is left to do here.
  await leave(turn, id);
  return no('help.refused.settled');
}

/** Nothing of an ask waits for me any more. */
const leave = (turn: Turn, id: string): Promise<void> =>
  turn.change((person) => ({
    result: undefined,
    change: { ...withoutItem(person, id), profile: released(person.profile, id, turn.now) },
  }));

async function actAsHelper(
  help: HelpDeps,
  turn: Turn,
  id: string,
  item: OpenItem,
  act: Act,
): Promise<Outcome<string>> {
  const shown = shownOf(item);
  const asker = personId(shown.with);
  if (act === 'ok') {
    await turn.change((person) => ({ result: undefined, change: withoutItem(person, id) }));
    return ok(turn.t('help.said.over'));
  }
  if (act === 'cannot') return cannot(help, turn, asker, id, shown.withName);
  return arrange(help, turn, item, act);
}

/** The helper cannot after all: it is asked anew, and the asker hears it kindly. */
async function cannot(
  help: HelpDeps,
  turn: Turn,
  asker: PersonId,
  id: string,
  askerName: string,
): Promise<Outcome<string>> {
  const name = turn.person.profile.name;
  const moved = await move(help, turn, asker, id, (ask) => {
    if (!isHelper(ask, turn.me)) return no('common.refused.stale');
    const next = anew(ask, turn.now);
    if (!next.ok || next.value.only !== undefined) return only(next);
    return ok({ ask: next.value, extra: anewItem(id, next.value, name, turn.now) });
  });
  if (!moved.ok) return moved;
  await leave(turn, id);
  const alone = moved.value.ask.only !== undefined;
  const said = alone ? 'help.said.cannotAlone' : 'help.said.cannot';
  return ok(turn.t(said, { name: named(turn, askerName) }));
}

// The one who asked. -------------------------------------------------------------------------------

/** What the asker does with their own ask, with or without an item that waits. */
export async function actAsAsker(
  help: HelpDeps,
  turn: Turn,
  id: string,
  act: Act,
  item?: OpenItem,
): Promise<Outcome<string>> {
  const { now, t, me } = turn;
  const end = async (how: With<'closed'>['how'], said: string): Promise<Outcome<string>> => {
    const moved = await move(help, turn, me, id, (ask) => only(closed(ask, how, now)));
    return moved.ok ? ok(said) : moved;
  };
  switch (act) {
    case 'withdraw':
      return end('withdrawn', t('help.said.withdrawn'));
    case 'let-go':
      return end('let-go', t('help.said.letGo'));
    case 'again': {
      const today = dayIn(now, zoneOf(turn.person.profile, help.deps.calendar));
      const moved = await move(help, turn, me, id, (ask) => only(again(ask, now, today)));
      return moved.ok ? ok(t('help.said.again')) : moved;
    }
    case 'wish':
      return keepAsWish(help, turn, id);
    case 'yes':
      return sayItHappened(help, turn, id);
    case 'skip':
      return keepLine(help, turn, id, { text: '', keep: 'me', how: 'worked' });
    case 'share':
    case 'not-share':
      return answerShare(help, turn, id, act === 'share');
    case 'ok':
      await turn.change((person) => ({ result: undefined, change: withoutItem(person, id) }));
      return ok(t('help.state.asking'));
    default:
      return item === undefined ? no('common.refused.stale') : arrange(help, turn, item, act);
  }
}

async function keepAsWish(help: HelpDeps, turn: Turn, id: string): Promise<Outcome<string>> {
  const { me, now, t } = turn;
  const moved = await move(help, turn, me, id, (ask, person) => {
    const next = closed(ask, 'wished', now);
    if (!next.ok) return next;
    const wish = help.addition(person, { list: 'wish', name: ask.skill.name }, now);
    return wish.ok ? ok({ ask: next.value, change: wish.value.change ?? {} }) : wish;
  });
  return moved.ok ? ok(t('help.said.wished', { skill: moved.value.ask.skill.name })) : moved;
}

/** It happened: it goes on both timelines, and feeds the one health figure. */
async function sayItHappened(help: HelpDeps, turn: Turn, id: string): Promise<Outcome<string>> {
  const { ctx, me, now, t } = turn;
  const { deps } = help;
  const at = isoInstant(now);
  const moved = await move(help, turn, me, id, (ask, person) => {
    const next = happened(ask, now);
    if (!next.ok || next.value === ask || !('helper' in ask.state)) return only(next);
    const row = helpRow(id, {
      kind: 'helped',
      at,
      skill: ask.skill,
      with: ask.state.helper,
      soon: soon(ask, person.profile, now, deps.calendar),
    });
    const about = { skill: ask.skill, with: ask.state.helper.id };
    const learnt = learntChange(help, person, id, about, now);
    const asked = learntNow(person, { from: 'help', id, topic: ask.skill.name }, now);
    const put = [row, ...(learnt.put ?? []), ...asked.put];
    return ok({ ask: next.value, change: { ...learnt, put, due: asked.due } });
  });
  if (!moved.ok) return moved;
  const { state, skill } = moved.value.ask;
  if ('helper' in state && state.helper.id !== '') {
    const { name } = turn.person.profile;
    await keepGiven(deps.tables, ctx, personId(state.helper.id), id, {
      kind: 'gave',
      at,
      skill,
      with: { id: me, name },
      soon: false,
    });
  }
  return ok(t('help.said.yes'));
}

/** One line for the next person, or none; then the last question, unless it was answered before. */
export async function keepLine(
  help: HelpDeps,
  turn: Turn,
  id: string,
  { text, keep, how }: LessonInput,
): Promise<Outcome<string>> {
  const { ctx, me, now, t } = turn;
  const { tables } = help.deps;
  const line = lessonOf(text);
  if (!line.ok) return line;
  const lesson =
    line.value === undefined ? undefined : { text: line.value, keep, how, at: isoInstant(now) };
  const kept = lesson === undefined ? undefined : await readHelp(tables, ctx, me, id);
  const moved = await move(help, turn, me, id, (ask, person) => {
    const next = lessonKept(ask, mayShare(help, person, ask), now);
    if (!next.ok) return next;
    const put =
      lesson === undefined || kept === undefined ? [] : [helpRow(id, { ...kept, lesson })];
    return ok({ ask: next.value, change: { put } });
  });
  if (!moved.ok) return moved;
  if (lesson !== undefined && keep !== 'me') {
    const by = keep === 'named' ? { name: turn.person.profile.name } : {};
    const { at } = lesson;
    const line = { text: lesson.text, at, how, ...by };
    await keepLesson(tables, ctx, topicOf(help, moved.value.ask), me, line);
  }
  const skill = moved.value.ask.skill.name;
  return ok(t('help.lesson.kept', { keep: lesson?.keep ?? 'none', skill }));
}

/** Asked once: not what is shared already, and never again after an answer. */
function mayShare(help: HelpDeps, { shares, profile }: Person, ask: Ask): boolean {
  const topic = topicOf(help, ask);
  const shared = shares.some(({ id, name }) => {
    const known = help.skillNamed(name);
    return id === topic || (known.ok && known.value.id === topic);
  });
  return !shared && !profile.declined.includes(topic);
}

async function answerShare(
  help: HelpDeps,
  turn: Turn,
  id: string,
  accept: boolean,
): Promise<Outcome<string>> {
  const { me, now, t } = turn;
  const moved = await move(help, turn, me, id, (ask, person) => {
    if (ask.state.is !== 'share') return no('common.refused.stale');
    const next = closed(ask, 'learnt', now);
    if (!next.ok) return next;
    const declined = [...new Set([...person.profile.declined, topicOf(help, ask)])];
    if (!accept) return ok({ ask: next.value, change: { profile: { declined } } });
    const added = help.addition(person, { list: 'share', name: ask.skill.name }, now);
    if (!added.ok) return added;
    const { change = {} } = added.value;
    return ok({ ask: next.value, change: { ...change, profile: { ...change.profile, declined } } });
  });
  if (!moved.ok) return moved;
  const values = { skill: moved.value.ask.skill.name };
  return ok(t(accept ? 'help.share.added' : 'help.share.declined', values));
}
