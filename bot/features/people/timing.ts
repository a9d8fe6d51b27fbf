import { note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { spokenDay, spokenInstant } from '#bot/core/dates';
import { lessOften, type Rhythm, step } from '#bot/core/learning';
import { no } from '#bot/core/outcome';
import type { Period } from '#bot/core/sentences/when';
import { addDays, dayIn, type Instant, instantOf } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { reschedule, waitingDue } from '#bot/delivery/schedule';
import type { ChatTurn, Deps, Reply } from '#bot/ports';
import type { Change, Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { wordsIn } from '#bot/strings/index';

/** Days of a pause, both counted, with whose receipt somebody is offered to leave a how-to. */
const longPause = 14;

const text = (sentence: string): Reply => ({ kind: 'text', text: sentence });

/** Commands and buttons that change when and how I write: a pause, the rhythm, the language. */
export function timing(deps: Deps) {
  const { calendar } = deps;
  const todayOf = (turn: ChatTurn) => dayIn(turn.now, zoneOf(turn.person.profile, calendar));

  const settle = (turn: ChatTurn, patch: (person: Person) => Partial<Profile>): Promise<Profile> =>
    turn.change((person) => {
      const change = reschedule(person, patch(person), turn.now, calendar);
      return { result: { ...person.profile, ...change.profile }, change };
    });

  const pause = async (turn: ChatTurn, { from, until }: Period): Promise<Reply> => {
    await settle(turn, () => ({ pausedFrom: from ?? null, pausedUntil: until }));
    const date = spokenDay(until, turn.lang);
    const said = turn.t('people.pause.done', {
      from: from === undefined ? 'none' : spokenDay(from, turn.lang),
      date,
    });
    const { person } = turn;
    const isLong = until >= addDays(from ?? todayOf(turn), longPause - 1);
    const writes = person.teams.some(({ guest }) => guest !== true);
    if (!isLong || !writes || person.profile.off.includes('together')) return text(said);
    const steps = {
      title: turn.t('people.pause.steps.button'),
      verb: 'howto.new',
      data: { by: ownerOf(turn.me) },
    };
    const card = note({ lines: [said, turn.t('people.pause.steps')], buttons: [steps] });
    return { kind: 'card', card, summary: said };
  };

  const resume = async (turn: ChatTurn): Promise<Reply> => {
    const { pausedUntil } = turn.person.profile;
    if (pausedUntil === null || pausedUntil < todayOf(turn)) {
      return text(turn.t('people.resume.notPaused'));
    }
    const profile = await turn.change((person) => {
      const change: Change = resumeChange(deps, person, turn.now);
      return { result: { ...person.profile, ...change.profile }, change };
    });
    const next = profile.nextMoment;
    const zone = zoneOf(turn.person.profile, calendar);
    const when = next === null ? 'none' : spokenInstant(instantOf(next), turn.lang, zone);
    return text(turn.t('people.resume.done', { next: when }));
  };

  const rhythmAfter = (turn: ChatTurn, way: 'less' | 'more'): Rhythm | undefined => {
    const { rhythm, slowed } = turn.person.profile;
    if (way === 'less') return lessOften({ rhythm, slowed });
    return slowed ? rhythm : step(rhythm, 'more');
  };

  const rhythm = async (turn: ChatTurn, way: 'less' | 'more'): Promise<Reply> => {
    const next = rhythmAfter(turn, way);
    if (next === undefined) return text(turn.t('people.rhythm.end', { direction: way }));
    await settle(turn, () => ({ rhythm: next, slowed: false, ignored: 0 }));
    return text(turn.t('people.rhythm.now', { rhythm: next }));
  };

  const speak = async (turn: ChatTurn, language: Profile['language']): Promise<Reply> => {
    if (language === undefined) return no('people.language.unknown');
    await settle(turn, () => ({ language }));
    return text(wordsIn(language)('people.language.done', { language }));
  };

  return { todayOf, pause, resume, rhythm, rhythmAfter, speak };
}

/** Ends a pause: the next moment and what colleagues left meanwhile are planned again. */
export function resumeChange(
  { calendar }: Pick<Deps, 'calendar'>,
  person: Person,
  now: Instant,
): Change {
  const patch: Partial<Profile> = { pausedFrom: null, pausedUntil: null };
  const change = reschedule(person, patch, now, calendar);
  const after = { ...person, profile: { ...person.profile, ...patch } };
  return { ...change, due: [...(change.due ?? []), ...waitingDue(after, now, calendar)] };
}
