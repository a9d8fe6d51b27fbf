import { z } from 'zod';
import { spokenInstant } from '#bot/core/dates';
import { firstName } from '#bot/core/first-name';
import { type PersonId, type TeamId, teamId } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { atOnce } from '#bot/delivery/at-once';
import { freeBusyVerb } from '#bot/delivery/calendar-question';
import { chatDue, lacksChat } from '#bot/delivery/reach';
import { zoneOf } from '#bot/delivery/rules';
import { reschedule, waitingDue } from '#bot/delivery/schedule';
import { helpCard, inCard, notNowCard } from '#bot/features/people/card';
import { markHere } from '#bot/features/people/roster';
import { languageNamed, pauseIn } from '#bot/features/people/rules';
import { peopleHears } from '#bot/features/people/said';
import { timing } from '#bot/features/people/timing';
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
import type { Action, ChatTurn, Command, Deps, Feature, Place, Reply, TeamEvent } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { type Change, type Decision, type Person, personRow } from '#bot/records/person';
import type { OpenItem, Profile } from '#bot/records/profile';
import { changeTeam, type Team } from '#bot/records/team';

const teamFacts = z.object({
  team: z.object({ id: z.string(), name: z.string().nullish() }),
  channel: z.object({ id: z.string() }).nullish(),
});

/** What other features have to do with arrival. */
export interface ArrivalHooks {
  /** What is offered to somebody after their yes, once. */
  readonly offer: (person: Person, now: Instant) => OpenItem | undefined;
  /** What falls due after somebody added the bot to a team; written twice, it is one row. */
  readonly teamDues: (team: Team, installer: PersonId | undefined, now: Instant) => readonly Due[];
  /** What falls due after somebody said yes. */
  readonly joinedDues: (person: PersonId, now: Instant) => readonly Due[];
  /** What falls due after somebody took the bot away, said no, or left a team. */
  readonly leftDues: (person: PersonId, now: Instant) => readonly Due[];
}

export function peopleVerbs(
  deps: Deps,
  hooks: ArrivalHooks,
): Required<Pick<Feature, 'commands' | 'hears' | 'actions' | 'events' | 'teamEvents'>> {
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

  const teamInstalled: TeamEvent = async ({ ctx, now, place, by }, data) => {
    const facts = teamFacts.safeParse(data);
    if (!facts.success) return { kind: 'nothing' };
    const id = teamId(facts.data.team.id);
    const { conversation } = place;
    const { zone, country } = 'person' in by ? by.person.profile : {};
    const installer = 'person' in by ? by.me : undefined;
    const begin = async (due: Due): Promise<boolean> => {
      const { first, team } = await changeTeam(tables, ctx, id, ({ team: before }) => {
        const unannounced = isUnannounced(before);
        const change = {
          left: false,
          // Where it was before may be what it was taken away for.
          channel: before.left ? conversation : (before.channel ?? conversation),
          announcedAt: before.announcedAt ?? isoInstant(now),
          language: before.announcedAt === undefined ? by.lang : before.language,
          ...(unannounced ? { announcement: toAnnounce } : {}),
          ...(facts.data.team.name ? { name: facts.data.team.name } : {}),
          ...(before.zone === undefined && zone !== undefined ? { zone } : {}),
          ...(before.country === undefined && country !== undefined ? { country } : {}),
        };
        return { result: { first: unannounced, team: { ...before, ...change } }, team: change };
      });
      await scheduleDue(tables, ctx, [
        rosterDue(id, now),
        ...hooks.teamDues(team, installer, now),
        ...(first ? [due] : []),
      ]);
      if (first && 'person' in by) {
        await by.change((person) => ({
          result: undefined,
          change: person.profile.digestOffered ? {} : { profile: { installed: id } },
        }));
      }
      return first;
    };
    await atOnce(deps, ctx, teamPostDue(id), begin, teamPost(deps, true));
    return { kind: 'nothing' };
  };

  /** Something of a known team changed: its roster follows, and what its people keep of it. */
  const teamChanged =
    (
      decide: (
        team: Team,
        told: z.output<typeof teamFacts>,
        place: Place,
      ) => Partial<Team> | undefined,
    ): TeamEvent =>
    async ({ ctx, now, place }, data) => {
      const facts = teamFacts.safeParse(data);
      if (!facts.success) return { kind: 'nothing' };
      const id = teamId(facts.data.team.id);
      const isKnown = await changeTeam(tables, ctx, id, ({ team, etag }) => {
        const patch = etag === undefined ? undefined : decide(team, facts.data, place);
        return patch === undefined ? { result: etag !== undefined } : { result: true, team: patch };
      });
      if (isKnown) await scheduleDue(tables, ctx, [rosterDue(id, now)]);
      return { kind: 'nothing' };
    };
  const teamEvents = {
    'team-installed': teamInstalled,
    'team-removed': teamChanged(() => ({ left: true })),
    'team-restored': teamChanged(() => ({ left: false })),
    'team-renamed': teamChanged((_, { team: { name } }) => (name ? { name } : undefined)),
    'members-changed': teamChanged(() => undefined),
    // A team's own id is that of its first channel, which cannot be deleted.
    'channel-gone': teamChanged(({ id, channel }, { channel: gone }) =>
      channel !== undefined && channel.id === gone?.id
        ? { channel: { ...channel, id } }
        : undefined,
    ),
  };

  const { todayOf, pause, resume, rhythm, speak } = timing(deps);
  const said = peopleHears(deps, {
    notNow: (turn) =>
      turn.change((person) => ({
        result: undefined,
        change: notNowChange(deps, hooks, turn.now)(person),
      })),
  });

  const commands: Command[] = [
    { words: 'people.command.help', argument: 'none', where: 'anywhere', run: help },
    {
      words: 'people.command.hello',
      argument: 'none',
      where: 'personal',
      run: async (turn) =>
        text(turn.t('people.hello.reply', { name: firstName(turn.person.profile.name) ?? 'none' })),
    },
    {
      words: 'people.command.thanks',
      argument: 'none',
      where: 'personal',
      run: async (turn) =>
        text(
          turn.t('people.thanks.reply', { name: firstName(turn.person.profile.name) ?? 'none' }),
        ),
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
        const period = pauseIn(argument, todayOf(turn));
        return period.ok ? pause(turn, period.value) : period;
      },
    },
    { words: 'people.command.resume', argument: 'none', where: 'personal', run: resume },
    ...(['less', 'more'] as const).map(
      (way): Command => ({
        words: `people.command.${way}`,
        argument: 'none',
        where: 'personal',
        run: (turn) => rhythm(turn, way),
      }),
    ),
    {
      words: 'people.command.language',
      argument: 'optional',
      where: 'personal',
      run: (turn, argument) => speak(turn, languageNamed(argument)),
    },
  ];

  /** The press on the first card that proposes times: the next ones fit the presser's calendar. */
  const useFreeBusy: Action = async (turn) => {
    if (deps.calendar.mayChoose?.() !== true) return no('people.settings.freeBusy');
    await turn.change(() => ({ result: undefined, change: { profile: { freeBusy: true } } }));
    return text(turn.t('people.freeBusy.on'));
  };

  return {
    commands,
    hears: said.hears,
    actions: {
      ...said.actions,
      'people.in': countIn,
      'people.not-now': notNow,
      'people.help': help,
      [freeBusyVerb]: useFreeBusy,
    },
    events: {
      installed,
      uninstalled,
      'group-installed': async (turn) => text(turn.t('people.group.hello')),
    },
    teamEvents,
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
    const put = offered === undefined ? [] : [offered];
    return {
      ...change,
      ...(offered === undefined
        ? {}
        : { profile: { ...change.profile, digestOffered: true }, put: put.map(personRow.open) }),
      due: [
        ...(change.due ?? []),
        ...waitingDue({ ...after, open: [...after.open, ...put] }, now, calendar),
        ...joinedDues(person.id, now),
        ...(lacksChat(after.profile) ? [chatDue(person.id, now.add(written))] : []),
      ],
    };
  };

/** By then the yes that the chat is opened for is written. */
const written = { seconds: 3 };

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

const rosterDue = (team: TeamId, now: Instant): Due => ({ at: now, kind: 'roster', who: team });
