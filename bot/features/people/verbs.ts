import { z } from 'zod';
import { spokenDay, spokenInstant } from '#bot/core/dates';
import { type PersonId, type TeamId, teamId } from '#bot/core/ids';
import { lessOften, step } from '#bot/core/learning';
import { no } from '#bot/core/outcome';
import { dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { atOnce } from '#bot/delivery/at-once';
import { zoneOf } from '#bot/delivery/rules';
import { reschedule, waitingDue } from '#bot/delivery/schedule';
import { firstName, helpCard, inCard, notNowCard } from '#bot/features/people/card';
import { markHere } from '#bot/features/people/roster';
import { languageNamed, pauseUntil } from '#bot/features/people/rules';
import {
  isUnannounced,
  isUnwelcomed,
  teamPost,
  teamPostDue,
  toAnnounce,
  toWelcome,
  welcome,
  welcomeDue,
} from '#bot/features/people/welcome';
import type { Action, ChatTurn, Command, Deps, Feature, Reply } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { type Change, type Decision, type Person, personRow } from '#bot/records/person';
import type { OpenItem, Profile } from '#bot/records/profile';
import { changeTeam, type Team } from '#bot/records/team';
import { wordsIn } from '#bot/strings/index';

const teamFacts = z.object({
  team: z.object({ id: z.string(), name: z.string().nullish() }),
});

/** What other features have to do with arrival. */
export interface ArrivalHooks {
  /** What is offered to somebody after their yes, once. */
  readonly offer: (person: Person, now: Instant) => OpenItem | undefined;
  /** What falls due after somebody added the bot to a team; written twice, it is one row. */
  readonly teamDues: (team: Team, installer: PersonId, now: Instant) => readonly Due[];
  /** What falls due after somebody said yes. */
  readonly joinedDues: (person: PersonId, now: Instant) => readonly Due[];
  /** What falls due after somebody took the bot away, said no, or left a team. */
  readonly leftDues: (person: PersonId, now: Instant) => readonly Due[];
}

export function peopleVerbs(
  deps: Deps,
  hooks: ArrivalHooks,
): Required<Pick<Feature, 'commands' | 'actions' | 'events'>> {
  const { calendar, links, tables } = deps;

  const text = (sentence: string): Reply => ({ kind: 'text', text: sentence });
  const help = async (turn: ChatTurn): Promise<Reply> =>
    turn.event.place.kind === 'personal'
      ? { kind: 'card', card: helpCard(turn, links), summary: turn.t('people.help.title') }
      : text(turn.t('people.help.channel'));

  /** Yes: from the welcome card, the channel post, the chat or the tab. */
  const countIn: Action = async (turn) => {
    if (turn.person.profile.consent.state === 'in') return text(turn.t('people.in.already'));
    const home = turn.event.place.team;
    const change = consentChange(deps, hooks, turn.now, home);
    const person = await turn.change((fresh) => ({ result: fresh, change: change(fresh) }));
    await markHere(deps, turn.ctx, turn.me, teamsOf(person));
    const after = await turn.refresh();
    // The channel's post stays as it is: others have not answered it yet.
    if (turn.event.place.kind !== 'personal') {
      const known = person.profile.conversation !== undefined;
      return text(turn.t(known ? 'people.in.channel' : 'people.in.noChat'));
    }
    const next = after.profile.nextMoment;
    const lines = [
      next === null
        ? turn.t('people.in.doneOff')
        : turn.t('people.in.done', {
            when: spokenInstant(instantOf(next), turn.lang, zoneOf(turn.person.profile, calendar)),
          }),
      ...(after.open.length === 0
        ? []
        : [turn.t('people.in.waiting', { count: after.open.length })]),
    ];
    return {
      kind: 'card',
      card: inCard(after, lines, turn, links),
      summary: lines[0] ?? '',
    };
  };

  const notNow: Action = async (turn) => {
    await turn.change((person) => ({
      result: undefined,
      change: notNowChange(deps, hooks, turn.now)(person),
    }));
    const line = turn.t('people.notNow.done');
    return { kind: 'card', card: notNowCard(turn, line), summary: line };
  };

  const installed: Action = async (turn) => {
    let arrival = 'known' as 'first' | 'again' | 'known';
    const begin = async (due: Due): Promise<boolean> => {
      arrival = await turn.change((person): Decision<typeof arrival> => {
        if (isUnwelcomed(person)) return { result: 'first', change: toWelcome(turn.now, due) };
        return person.profile.left
          ? { result: 'again', change: { profile: { left: false } } }
          : { result: 'known' };
      });
      return arrival === 'first';
    };
    await atOnce(deps, turn.ctx, welcomeDue(turn.me), begin, welcome(deps, true));
    if (arrival === 'again') return text(turn.t('people.welcome.again'));
    if (arrival === 'first') await markHere(deps, turn.ctx, turn.me, teamsOf(turn.person));
    return { kind: 'nothing' };
  };

  const uninstalled: Action = async (turn) => {
    // Whoever erased everything and then takes the bot away leaves nothing behind.
    if (turn.person.etag === undefined) return { kind: 'nothing' };
    await turn.change((person) => ({
      result: undefined,
      change: andDue(
        reschedule(
          person,
          {
            left: true,
            reach: { state: 'unreachable', why: 'Uninstalled', since: isoInstant(turn.now) },
          },
          turn.now,
          calendar,
        ),
        hooks.leftDues(turn.me, turn.now),
      ),
    }));
    return { kind: 'nothing' };
  };

  const teamInstalled: Action = async (turn, data) => {
    const facts = teamFacts.safeParse(data);
    if (!facts.success) return { kind: 'nothing' };
    const id = teamId(facts.data.team.id);
    const { conversation } = turn.event.place;
    const { zone, country } = turn.person.profile;
    const begin = async (due: Due): Promise<boolean> => {
      const { first, team } = await changeTeam(tables, turn.ctx, id, ({ team: before }) => {
        const unannounced = isUnannounced(before);
        const change = {
          left: false,
          channel: before.channel ?? conversation,
          announcedAt: before.announcedAt ?? isoInstant(turn.now),
          language: before.announcedAt === undefined ? turn.lang : before.language,
          ...(unannounced ? { announcement: toAnnounce } : {}),
          ...(facts.data.team.name ? { name: facts.data.team.name } : {}),
          ...(before.zone === undefined && zone !== undefined ? { zone } : {}),
          ...(before.country === undefined && country !== undefined ? { country } : {}),
        };
        return { result: { first: unannounced, team: { ...before, ...change } }, team: change };
      });
      await scheduleDue(tables, turn.ctx, [
        { at: turn.now, kind: 'roster', who: id },
        ...hooks.teamDues(team, turn.me, turn.now),
        ...(first ? [due] : []),
      ]);
      if (!first) return false;
      await turn.change((person) => ({
        result: undefined,
        change: person.profile.digestOffered ? {} : { profile: { installed: id } },
      }));
      return true;
    };
    await atOnce(deps, turn.ctx, teamPostDue(id), begin, teamPost(deps, true));
    return { kind: 'nothing' };
  };

  const teamRemoved: Action = async (turn, data) => {
    const facts = teamFacts.safeParse(data);
    if (facts.success) {
      await changeTeam(tables, turn.ctx, teamId(facts.data.team.id), () => ({
        result: undefined,
        team: { left: true },
      }));
    }
    return { kind: 'nothing' };
  };

  const membersChanged: Action = async (turn, data) => {
    const facts = teamFacts.safeParse(data);
    if (facts.success) await rosterSoon(deps, turn, teamId(facts.data.team.id));
    return { kind: 'nothing' };
  };

  const teamRenamed: Action = async (turn, data) => {
    const facts = teamFacts.safeParse(data);
    const name = facts.success ? facts.data.team.name : undefined;
    if (facts.success && name) {
      await changeTeam(tables, turn.ctx, teamId(facts.data.team.id), () => ({
        result: undefined,
        team: { name },
      }));
    }
    return { kind: 'nothing' };
  };

  const settle = (turn: ChatTurn, patch: (person: Person) => Partial<Profile>): Promise<Profile> =>
    turn.change((person) => {
      const change = reschedule(person, patch(person), turn.now, calendar);
      return { result: { ...person.profile, ...change.profile }, change };
    });

  const commands: Command[] = [
    { words: 'people.command.help', argument: 'none', where: 'anywhere', run: help },
    {
      words: 'people.command.hello',
      argument: 'none',
      where: 'personal',
      run: async (turn) =>
        text(turn.t('people.hello.reply', { name: firstName(turn.person.profile.name) })),
    },
    {
      words: 'people.command.thanks',
      argument: 'none',
      where: 'personal',
      run: async (turn) =>
        text(turn.t('people.thanks.reply', { name: firstName(turn.person.profile.name) })),
    },
    {
      words: 'people.command.in',
      argument: 'none',
      where: 'personal',
      run: (turn) => countIn(turn, {}),
    },
    {
      words: 'people.command.notNow',
      argument: 'none',
      where: 'personal',
      run: (turn) => notNow(turn, {}),
    },
    {
      words: 'people.command.pause',
      argument: 'optional',
      where: 'personal',
      run: async (turn, argument) => {
        const today = dayIn(turn.now, zoneOf(turn.person.profile, calendar));
        const until = pauseUntil(argument, today);
        if (!until.ok) return until;
        await settle(turn, () => ({ pausedUntil: until.value }));
        return text(turn.t('people.pause.done', { date: spokenDay(until.value, turn.lang) }));
      },
    },
    {
      words: 'people.command.resume',
      argument: 'none',
      where: 'personal',
      run: async (turn) => {
        const today = dayIn(turn.now, zoneOf(turn.person.profile, calendar));
        const { pausedUntil } = turn.person.profile;
        if (pausedUntil === null || pausedUntil < today) {
          return text(turn.t('people.resume.notPaused'));
        }
        const profile = await turn.change((person) => {
          const change = resumeChange(deps, person, turn.now);
          return { result: { ...person.profile, ...change.profile }, change };
        });
        const next = profile.nextMoment;
        return text(
          turn.t('people.resume.done', {
            next:
              next === null
                ? 'none'
                : spokenInstant(instantOf(next), turn.lang, zoneOf(turn.person.profile, calendar)),
          }),
        );
      },
    },
    ...(['less', 'more'] as const).map(
      (direction): Command => ({
        words: `people.command.${direction}`,
        argument: 'none',
        where: 'personal',
        run: async (turn) => {
          const { rhythm, slowed } = turn.person.profile;
          const quicker = slowed ? rhythm : step(rhythm, 'more');
          const next = direction === 'more' ? quicker : lessOften({ rhythm, slowed });
          if (next === undefined) return text(turn.t('people.rhythm.end', { direction }));
          await settle(turn, () => ({ rhythm: next, slowed: false, ignored: 0 }));
          return text(turn.t('people.rhythm.now', { rhythm: next }));
        },
      }),
    ),
    {
      words: 'people.command.language',
      argument: 'optional',
      where: 'personal',
      run: async (turn, argument) => {
        const language = languageNamed(argument);
        if (language === undefined) return no('people.language.unknown');
        await settle(turn, () => ({ language }));
        return text(wordsIn(language)('people.language.done', { language }));
      },
    },
  ];

  return {
    commands,
    actions: { 'people.in': countIn, 'people.not-now': notNow, 'people.help': help },
    events: {
      installed,
      uninstalled,
      'team-installed': teamInstalled,
      'team-removed': teamRemoved,
      'team-renamed': teamRenamed,
      'members-changed': membersChanged,
      'group-installed': async (turn) => text(turn.t('people.group.hello')),
    },
  };
}

const teamsOf = ({ teams }: Person): TeamId[] => teams.map(({ id }) => teamId(id));

/** What *Count me in* changes: consent, the first moment, a home team, and what waited is told. */
export const consentChange =
  (
    { calendar }: Pick<Deps, 'calendar'>,
    { offer, joinedDues }: Pick<ArrivalHooks, 'offer' | 'joinedDues'>,
    now: Instant,
    team: TeamId | undefined,
  ) =>
  (person: Person): Change => {
    const home = team ?? person.teams[0]?.id;
    const patch: Partial<Profile> = {
      consent: { state: 'in', since: isoInstant(now) },
      ...(person.profile.homeTeam === undefined && home !== undefined
        ? { homeTeam: { id: home, since: dayIn(now, zoneOf(person.profile, calendar)) } }
        : {}),
    };
    const change = reschedule(person, patch, now, calendar);
    const after = { ...person, profile: { ...person.profile, ...patch } };
    const offered = offer(after, now);
    return {
      ...change,
      ...(offered === undefined
        ? {}
        : {
            profile: { ...change.profile, digestOffered: true },
            put: [personRow.open(offered)],
          }),
      due: [
        ...(change.due ?? []),
        ...waitingDue(after, now, calendar),
        ...joinedDues(person.id, now),
      ],
    };
  };

const andDue = (change: Change, dues: readonly Due[]): Change => ({
  ...change,
  due: [...(change.due ?? []), ...dues],
});

/** What *Not now* changes: silence, and no part in what goes on. */
export const notNowChange =
  (
    { calendar }: Pick<Deps, 'calendar'>,
    { leftDues }: Pick<ArrivalHooks, 'leftDues'>,
    now: Instant,
  ) =>
  (person: Person): Change => {
    const consent = { state: 'not-now', since: isoInstant(now) } as const;
    return andDue(reschedule(person, { consent }, now, calendar), leftDues(person.id, now));
  };

/** Ends a pause: the next moment and what colleagues left meanwhile are planned again. */
export function resumeChange(
  { calendar }: Pick<Deps, 'calendar'>,
  person: Person,
  now: Instant,
): Change {
  const patch: Partial<Profile> = { pausedUntil: null };
  const change = reschedule(person, patch, now, calendar);
  const after = { ...person, profile: { ...person.profile, ...patch } };
  return { ...change, due: [...(change.due ?? []), ...waitingDue(after, now, calendar)] };
}

async function rosterSoon(deps: Deps, turn: ChatTurn, team: TeamId): Promise<void> {
  await scheduleDue(deps.tables, turn.ctx, [{ at: turn.now, kind: 'roster', who: team }]);
}
