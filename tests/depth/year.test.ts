import Holidays from 'date-holidays';
import { teamId } from '#bot/core/ids';
import { Temporal } from '#bot/core/time';
import type { Messenger } from '#bot/ports';
import { json, loadPerson, type Person, personPartition, personRow } from '#bot/records/person';
import { type Profile, profileSchema } from '#bot/records/profile';
import { changeTeam } from '#bot/records/team';
import { type House, openHouse } from '#tests/house';
import { generator } from '#tests/long/digest-year';
import { type Living, livingPeople } from '#tests/long/living';
import { ctx, idOf } from '#tests/long/seed';

jest.setTimeout(600_000);

const people = 300;
const teamSize = 12;
const start = Temporal.Instant.from('2027-01-04T00:00:00Z');
const weeks = 52;
const homes = [
  { zone: 'Europe/Amsterdam', country: 'NL' },
  { zone: 'Europe/London', country: 'GB' },
  { zone: 'America/New_York', country: 'US' },
  { zone: 'America/Los_Angeles', country: 'US' },
  { zone: 'Europe/Lisbon', country: 'GB' },
  { zone: 'Asia/Tokyo', country: 'NL' },
] as const;

/** Asks a week that each lets through. */
const askLimitOf = (n: number): number => [1, 1, 2, 3, 0][n % 5] ?? 1;

interface Sending {
  readonly n: number;
  readonly key: string;
  readonly local: Temporal.ZonedDateTime;
  readonly wrong: readonly string[];
  readonly rhythm: Profile['rhythm'];
  /** Asks for help that it carries. */
  readonly asks: number;
  /** Of a weekly card that asks: its question, as it reads. */
  readonly question: string;
  /** Of a card with the question of a round: working days until it closes. */
  readonly daysToAnswer: number | undefined;
}

/** Weeks in which no question comes twice. */
const fresh = 8;
/** The rhythms as people choose them, weekly most often. */
const rhythmsChosen = ['weekly', 'weekly', 'weekly', 'fortnightly', 'monthly', 'off'] as const;

/** What people did that the year must have seen: with open items, by kind and button. */
const lived = [
  'asked',
  'checked in',
  'help-offer yes',
  'help-offer not-now',
  'help-mine plan',
  'help-mine yes',
  'help-after ',
  'round-invite yes',
  'round-invite no',
  'round-match ',
  'round-met ',
  'looked for a skill',
];

/** What the product promises, reckoned here without a line of the product's own rules. */
const holidays = new Map<string, Set<string>>();
function isHoliday(country: string, day: string): boolean {
  const year = day.slice(0, 4);
  const name = country + year;
  const known =
    holidays.get(name) ??
    new Set(
      new Holidays(country)
        .getHolidays(Number(year))
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10)),
    );
  holidays.set(name, known);
  return known.has(day);
}
function complaints({ profile }: Person, local: Temporal.ZonedDateTime): string[] {
  const day = local.toPlainDate().toString();
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return [
    profile.consent.state === 'in' ? '' : 'before consent',
    time >= profile.hours.from && time < profile.hours.to ? '' : 'outside hours',
    profile.daysOff.includes(local.dayOfWeek) ? 'on a day off' : '',
    isHoliday(profile.country ?? '', day) ? 'on a holiday' : '',
    profile.pausedUntil !== null && day <= profile.pausedUntil ? 'during a pause' : '',
  ].filter((text) => text !== '');
}

/** Days of work after today until a question is closed, that day among them. */
function workingDaysUntil({ profile }: Person, now: Temporal.ZonedDateTime, until: string): number {
  const last = Temporal.Instant.from(until).toZonedDateTimeISO(now.timeZoneId).toPlainDate();
  let days = 0;
  for (
    let day = now.toPlainDate().add({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const off = profile.daysOff.includes(day.dayOfWeek);
    if (!off && !isHoliday(profile.country ?? '', day.toString())) days += 1;
  }
  return days;
}

const weekOf = (local: Temporal.ZonedDateTime): string =>
  `${local.yearOfWeek}-W${String(local.weekOfYear).padStart(2, '0')}`;

/** The most that reached one person in one week, for each rhythm, by what it was. */
function fullest(sendings: readonly Sending[]): string {
  const lines = [...new Set(rhythmsChosen)].map((rhythm) => {
    const weeksOf = new Map<string, Sending[]>();
    for (const sending of sendings.filter((one) => one.rhythm === rhythm)) {
      const week = `${sending.n} ${weekOf(sending.local)}`;
      weeksOf.set(week, [...(weeksOf.get(week) ?? []), sending]);
    }
    const [most = []] = [...weeksOf.values()].sort((a, b) => b.length - a.length);
    const of = (test: RegExp) => most.filter(({ key }) => test.test(key)).length;
    return (
      `${rhythm}: ${most.length} (${of(/^\d/)} from us, ${of(/^collected/)} from colleagues and ` +
      `what was joined, ${of(/^step/)} answers and times, ${of(/^digest/)} digest)`
    );
  });
  return `the fullest week, by rhythm\n${lines.join('\n')}\n`;
}

it('in a year of 300 people nothing comes at a wrong time, or too often', async () => {
  const random = generator(2027);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const sendings: Sending[] = [];
  let house: House | undefined;
  let living: Living | undefined;
  let channel = 0;
  const messenger: Messenger = {
    async send({ id }, { replyTo, card }) {
      // An answer comes whenever somebody writes.
      if (house === undefined || !id.startsWith('chat-') || replyTo !== undefined) {
        channel += 1;
        return { kind: 'sent', activityId: `c${channel}` };
      }
      const n = Number(id.slice(5));
      const person = await loadPerson(house.tables, ctx, idOf(n));
      const local = house.app.deps.clock.now().toZonedDateTimeISO(person.profile.zone ?? 'UTC');
      // Two may be on their way at once, and the first be written down already: each claim is one.
      const known = new Set(sendings.filter((sending) => sending.n === n).map(({ key }) => key));
      const claims = person.sent.filter(
        ({ key, outcome }) => !known.has(key) && (outcome === 'sending' || outcome === 'sent'),
      );
      const claim = claims.find(({ outcome }) => outcome === 'sending') ?? claims.at(-1);
      const key = claim?.key ?? 'unclaimed';
      const inputs = (card?.['body'] ?? []) as { id?: string; label?: string }[];
      const invited = [claim?.items[0], claim?.rider]
        .map((item) => person.open.find((open) => open.id === item))
        .find((item) => item?.kind === 'round-invite');
      sendings.push({
        n,
        key,
        local,
        wrong: complaints(person, local),
        rhythm: person.profile.rhythm,
        asks: claim?.asks ?? 0,
        question: inputs.find((input) => input.id === 'learned')?.label ?? '',
        daysToAnswer: invited && workingDaysUntil(person, local, invited.expires),
      });
      living?.got(n);
      return { kind: 'sent', activityId: `m${sendings.length}` };
    },
    update: async (_, activityId) => ({ kind: 'sent', activityId }),
    typing: async () => ({ kind: 'sent', activityId: '' }),
    roster: async () => ({ people: [], whole: false }),
    member: async () => undefined,
    open: async () => ({ kind: 'unknown', why: 'NotAsked' }),
  };
  house = await openHouse(
    {
      CLOCK_NOW: start.toString(),
      TICK_MS: '2000000000',
      CLOCK_POLL_MS: '2000000000',
      SEND_RATE: '1000',
    },
    { messenger },
  );
  const { app, tables } = house;
  for (let n = 0; n < people; n += 1) await seed(n);
  const teams = Array.from({ length: people / teamSize }, (_, t) => teamId(`19:team-${t}`));
  for (const [t, id] of teams.entries()) {
    await changeTeam(tables, ctx, id, () => ({
      result: undefined,
      team: { name: `Team ${t}`, channel: { id, serviceUrl: house?.teams.serviceUrl ?? '' } },
      members: membersOf(t).map((n) => ({
        id: idOf(n),
        name: `Person ${n}`,
        guest: false,
        here: true,
        digest: n % 3 === 0,
      })),
    }));
  }

  function membersOf(t: number): number[] {
    return Array.from({ length: teamSize }, (_, n) => t * teamSize + n);
  }
  async function seed(n: number): Promise<void> {
    const { zone, country } = homes[n % homes.length] as (typeof homes)[number];
    const team = teamId(`19:team-${Math.floor(n / teamSize)}`);
    const profile: Profile = profileSchema.parse({
      name: `Person ${n}`,
      teamsId: `29:${n}`,
      conversation: { id: `chat-${n}`, serviceUrl: 'http://teams' },
      locale: n % 2 === 0 ? 'en-GB' : 'nl-NL',
      zone,
      zoneChosen: true,
      country,
      countryChosen: true,
      daysOff: n % 5 === 0 ? [3, 6, 7] : [6, 7],
      hours: n % 7 === 0 ? { from: '12:00', to: '20:00' } : { from: '09:00', to: '17:00' },
      rhythm: pick(rhythmsChosen),
      moment: { weekday: 1 + (n % 5), time: pick(['08:30', '10:00', '14:00', '16:30']) },
      homeTeam: { id: team, since: '2026-01-01' },
      askLimit: askLimitOf(n),
      capacity: 1 + (n % 3),
    });
    await tables.commit('People', personPartition(ctx, idOf(n)), [
      { kind: 'put', row: { ...json('a~profile', profile), rev: 1 } },
      { kind: 'put', row: personRow.team({ id: team, name: 'Team', since: '2026-01-01' }) },
    ]);
  }
  living = livingPeople(house, { random, people, teamSize, start });

  // Everybody says yes sooner or later; some never do.
  const yes = new Map<number, number[]>();
  for (let n = 0; n < people - 20; n += 1) {
    const hour = 6 + Math.floor(random() ** 3 * weeks * 7 * 24);
    yes.set(hour, [...(yes.get(hour) ?? []), n]);
  }
  for (let hour = 0; hour < weeks * 7 * 24; hour += 1) {
    await app.clock?.forward(start.add({ hours: hour }));
    for (const n of yes.get(hour) ?? []) await living?.join(n);
    await living?.hour(hour);
    for (let ran = await app.worker?.look(); ran !== undefined && ran.length > 0; ) {
      ran = await app.worker?.look();
    }
  }
  const done = new Map<number, Temporal.ZonedDateTime[]>();
  for (const { row } of tables.dump().filter(({ row: { rowKey } }) => rowKey.startsWith('h~'))) {
    const { at, learned } = JSON.parse(String(row['data']));
    if (typeof learned !== 'string') continue;
    const n = Array.from({ length: people }, (_, one) => one).find((one) =>
      row.partitionKey.endsWith(idOf(one)),
    );
    if (n === undefined) continue;
    const { profile } = await loadPerson(tables, ctx, idOf(n));
    const local = Temporal.Instant.from(at).toZonedDateTimeISO(profile.zone ?? 'UTC');
    done.set(n, [...(done.get(n) ?? []), local]);
  }
  await house.close();

  const weekly = sendings.filter(({ key }) => /^\d{4}-W\d{2}$/.test(key));
  const named = (prefix: string) => sendings.filter(({ key }) => key.startsWith(`${prefix}-`));
  const [collected, steps] = [named('collected'), named('step')];
  // A digest somebody subscribed to is an answer: free of the budget, but once a week, in hours.
  const digests = named('digest');
  const came = { weekly, collected, steps, digests };
  const counts = Object.entries(came).map(([name, list]) => `${list.length} ${name}`);
  const did = [...living.did].map(([what, times]) => `${times} ${what}`);
  process.stdout.write(`a year: ${counts.join(', ')}\npeople did: ${did.join(', ')}\n`);
  process.stdout.write(fullest(sendings));
  expect(weekly.length).toBeGreaterThan(people * 10);
  expect(collected.length).toBeGreaterThan(200);
  expect(collected.filter(({ asks }) => asks > 0).length).toBeGreaterThan(100);
  expect(steps.length).toBeGreaterThan(200);
  // Each stage of the help loop and of a round was really lived through.
  const names = [...living.did.keys()];
  expect(lived.filter((what) => !names.some((one) => one.startsWith(what)))).toEqual([]);
  // No other message came: an invitation, for one, rides on the weekly card.
  expect(Object.values(came).flat().length).toBe(sendings.length);
  expect(weekly.filter(({ rhythm }) => rhythm === 'off')).toEqual([]);
  const late = sendings.filter(({ daysToAnswer = 3 }) => daysToAnswer < 3);
  expect(late.map(({ n, local }) => `${n} ${local.toString()}`)).toEqual([]);
  expect(sendings.filter(({ daysToAnswer }) => daysToAnswer !== undefined).length).toBeGreaterThan(
    50,
  );
  const wrong = sendings.filter((sending) => sending.wrong.length > 0);
  expect(wrong.map(({ n, local, wrong: why }) => `${n} ${local.toString()} ${why}`)).toEqual([]);
  const crowded: string[] = [];
  for (let n = 0; n < people; n += 1) {
    const mine = weekly.filter((sending) => sending.n === n).map(({ local }) => local);
    for (const [index, local] of mine.entries()) {
      const before = mine[index - 1];
      if (before === undefined) continue;
      const days = before.toPlainDate().until(local.toPlainDate()).days;
      const same = before.weekOfYear === local.weekOfYear && before.yearOfWeek === local.yearOfWeek;
      if (same || days < 5) crowded.push(`${n} ${before.toString()} ${local.toString()}`);
    }
    const days = collected
      .filter((sending) => sending.n === n)
      .map(({ local }) => local.toPlainDate().toString());
    const keys = sendings.filter((sending) => sending.n === n).map(({ key }) => key);
    if (new Set(keys).size < keys.length) crowded.push(`${n} one thing twice`);
    if (new Set(days).size < days.length) crowded.push(`${n} told twice on one day`);
    const asked = new Map<string, number>();
    for (const { local, asks } of collected.filter((sending) => sending.n === n)) {
      asked.set(weekOf(local), (asked.get(weekOf(local)) ?? 0) + asks);
    }
    const most = Math.max(0, ...asked.values());
    if (most > askLimitOf(n)) crowded.push(`${n} asked ${most} times in a week`);
    const checkins = weekly.filter((sending) => sending.n === n && sending.question !== '');
    for (const [index, { local, question }] of checkins.entries()) {
      const own = (done.get(n) ?? []).find(
        (one) => weekOf(one) === weekOf(local) && Temporal.ZonedDateTime.compare(one, local) < 0,
      );
      if (own !== undefined) crowded.push(`${n} asked after ${own.toString()}`);
      const again = checkins.slice(0, index).find((one) => {
        const before = one.local.toPlainDate().until(local.toPlainDate()).days;
        return one.question === question && before < 7 * fresh;
      });
      if (again !== undefined) crowded.push(`${n} ${question} twice`);
    }
  }
  expect(crowded).toEqual([]);
});
