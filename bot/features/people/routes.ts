import { z } from 'zod';
import { noAt, ok } from '#bot/core/outcome';
import { unmarked } from '#bot/core/text';
import { dayIn, hourAfter, isZone } from '#bot/core/time';
import { actOnItem, type ItemKinds, standing } from '#bot/delivery/items';
import { blockedBy } from '#bot/delivery/reach';
import { zoneOf } from '#bot/delivery/rules';
import { reschedule } from '#bot/delivery/schedule';
import { resumeChange } from '#bot/features/people/timing';
import { type ArrivalHooks, consentChange, notNowChange } from '#bot/features/people/verbs';
import {
  consentInput,
  type MeView,
  pauseInput,
  type SettingsInput,
  settingsInput,
} from '#bot/features/people/wire';
import { type Deps, type Route, route, type Turn } from '#bot/ports';
import { colleaguesOf } from '#bot/records/colleagues';
import type { Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

export interface PeopleRoutes {
  readonly deps: Deps;
  readonly items: ItemKinds;
  /** Countries whose holidays are known, ISO 3166-1 alpha-2. */
  readonly knownCountry: (country: string) => boolean;
  readonly hooks: ArrivalHooks;
}

export function peopleRoutes({ deps, items, knownCountry, hooks }: PeopleRoutes): Route[] {
  const { calendar } = deps;
  const mayChoose = () => calendar.mayChoose?.() === true;
  const me = (turn: Turn, person: Person): MeView => meView(turn, person, items, deps, mayChoose());
  return [
    route({
      method: 'get',
      path: '/me',
      input: z.object({}),
      run: async (turn) => ok(me(turn, turn.person)),
    }),
    route({
      method: 'put',
      path: '/me/consent',
      input: consentInput,
      run: async (turn, { answer }) => {
        await turn.change((person) => ({
          result: undefined,
          change:
            answer === 'in'
              ? consentChange(deps, hooks, turn.now, undefined)(person)
              : notNowChange(deps, hooks, turn.now)(person),
        }));
        return ok(me(turn, await turn.refresh()));
      },
    }),
    route({
      method: 'patch',
      path: '/me/settings',
      input: settingsInput,
      run: async (turn, input) => {
        const fault = settingsFault(turn.person, input, knownCountry);
        if (fault !== undefined) return fault;
        if (input.freeBusy === true && !mayChoose()) {
          return noAt('freeBusy', 'people.settings.freeBusy');
        }
        await turn.change((person) => ({
          result: undefined,
          change: reschedule(
            person,
            {
              ...settingsPatch(person, input, dayIn(turn.now, zoneOf(person.profile, calendar))),
              ...(isOfHours(input) && calendar.taken !== undefined ? { hoursChosen: true } : {}),
            },
            turn.now,
            calendar,
          ),
        }));
        return ok(me(turn, await turn.refresh()));
      },
    }),
    route({
      method: 'put',
      path: '/me/pause',
      input: pauseInput,
      run: async (turn, { until }) => {
        const today = dayIn(turn.now, zoneOf(turn.person.profile, calendar));
        if (until !== null && until < today) return noAt('until', 'people.pause.unclear');
        await turn.change((person) => ({
          result: undefined,
          change:
            until === null
              ? resumeChange(deps, person, turn.now)
              : reschedule(person, { pausedFrom: null, pausedUntil: until }, turn.now, calendar),
        }));
        return ok(me(turn, await turn.refresh()));
      },
    }),
    route({
      method: 'post',
      path: '/open/:id/:act',
      input: z.object({}),
      run: async (turn, _, { id = '', act = '' }) => {
        const said = await actOnItem(items, turn, id, act);
        return said.ok ? ok({ said: unmarked(said.value) }) : said;
      },
    }),
    route({
      method: 'get',
      path: '/colleagues',
      input: z.object({}),
      run: async (turn) => {
        const colleagues = await colleaguesOf(deps, turn.ctx, turn.person);
        return ok({ colleagues });
      },
    }),
  ];
}

function meView(
  turn: Turn,
  person: Person,
  items: ItemKinds,
  { calendar, links }: Deps,
  calendars: boolean,
): MeView {
  const { profile } = person;
  const today = dayIn(turn.now, zoneOf(profile, calendar));
  const viewer = { t: turn.t, lang: turn.lang, person, now: turn.now };
  return {
    id: person.id,
    name: profile.name,
    rev: person.rev,
    consent: profile.consent.state,
    language: turn.lang,
    today,
    pausedFrom:
      profile.pausedFrom !== null && profile.pausedFrom > today ? profile.pausedFrom : null,
    pausedUntil:
      profile.pausedUntil !== null && profile.pausedUntil >= today ? profile.pausedUntil : null,
    settings: {
      language: profile.language ?? null,
      zone: zoneOf(profile, calendar),
      country: profile.country ?? null,
      countryGuessed: profile.country !== undefined && !profile.countryChosen,
      hours: profile.hours,
      daysOff: profile.daysOff,
      learningHour: profile.learningHour ?? null,
      freeBusy: calendars || profile.freeBusy === true ? profile.freeBusy === true : null,
      rhythm: profile.rhythm,
      slowed: profile.slowed,
      moment: profile.moment,
      off: profile.off,
      capacity: profile.capacity,
      askLimit: profile.askLimit,
      speaks: profile.speaks,
      teachesWithoutReturn: profile.teachesWithoutReturn,
      homeTeam: profile.homeTeam?.id ?? null,
    },
    shares: [...person.shares],
    wishes: [...person.wishes],
    order: profile.order,
    open: standing(person, items, turn).map((item) => {
      const view = items[item.kind]?.view(viewer, item);
      if (view === undefined) throw new Error(`no kind ${item.kind}`);
      return {
        id: item.id,
        kind: item.kind,
        created: item.created,
        expires: item.expires,
        title: view.title,
        actions: [...view.actions],
        ...(view.text === undefined ? {} : { text: view.text }),
        ...(view.image === undefined ? {} : { image: view.image }),
        ...(view.link === undefined ? {} : { link: view.link }),
        ...(view.calm === undefined ? {} : { calm: view.calm }),
        ...(view.page === undefined ? {} : { page: view.page }),
        ...(view.item === undefined ? {} : { item: view.item }),
      };
    }),
    teams: person.teams.map(({ id, name }) => ({ id, name })),
    undelivered: undelivered(profile),
    chat: links.chat ?? null,
    calendars,
    operator: turn.operator,
  };
}

/** Why messages do not arrive, for whoever said yes to them. */
function undelivered({ consent, reach }: Profile): MeView['undelivered'] {
  const why = reach.state === 'ok' ? reach.refused : reach.why;
  if (consent.state !== 'in' || why === undefined) return null;
  return blockedBy.has(why) ? 'blocked' : 'noChat';
}

function settingsFault(
  person: Person,
  input: SettingsInput,
  knownCountry: (country: string) => boolean,
) {
  if (input.zone !== undefined && !isZone(input.zone)) return noAt('zone', 'people.settings.zone');
  if (input.country && !knownCountry(input.country))
    return noAt('country', 'people.settings.country');
  if (input.hours !== undefined && input.hours.from === input.hours.to) {
    return noAt('hours', 'people.settings.hours');
  }
  if (input.daysOff !== undefined && new Set(input.daysOff).size > 6)
    return noAt('daysOff', 'people.settings.days');
  if (input.learningHour && isOutside(person.profile, input)) {
    return noAt('learningHour', 'people.settings.learningHour');
  }
  if (input.homeTeam && !person.teams.some(({ id }) => id === input.homeTeam)) {
    return noAt('homeTeam', 'people.settings.team');
  }
  return undefined;
}

const isOfHours = ({ hours, daysOff }: SettingsInput): boolean =>
  hours !== undefined || daysOff !== undefined;

/** An hour in which nobody works is proposed to nobody; night shifts go past midnight. */
function isOutside(profile: Profile, { learningHour, hours, daysOff }: SettingsInput): boolean {
  if (!learningHour) return false;
  const { from, to } = hours ?? profile.hours;
  const end = hourAfter(learningHour.from);
  const within = from < to ? learningHour.from >= from && end <= to && end > from : true;
  return !within || (daysOff ?? profile.daysOff).includes(learningHour.weekday);
}

function settingsPatch(person: Person, input: SettingsInput, today: string): Partial<Profile> {
  const { language, zone, country, homeTeam, rhythm, learningHour, ...plain } = input;
  return {
    ...(plain as Partial<Profile>),
    ...(language === undefined ? {} : { language: language ?? undefined }),
    ...(learningHour === undefined ? {} : { learningHour: learningHour ?? undefined }),
    ...(input.freeBusy === undefined ? {} : { freeBusyAsked: 'settings' }),
    ...(zone === undefined ? {} : { zone, zoneChosen: true }),
    ...(country === undefined ? {} : { country: country ?? undefined, countryChosen: true }),
    ...(rhythm === undefined ? {} : { rhythm, slowed: false, ignored: 0 }),
    ...(homeTeam === undefined || homeTeam === person.profile.homeTeam?.id
      ? {}
      : { homeTeam: homeTeam === null ? undefined : { id: homeTeam, since: today } }),
  } as Partial<Profile>;
}
