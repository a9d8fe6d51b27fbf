import { type PersonId, personId } from '#bot/core/ids';
import { Temporal } from '#bot/core/time';
import { type Appointment as Local, localOrganisation } from '#bot/local/sample-calendars';
import { graph } from '#bot/platform/graph';
import type { Organisation } from '#bot/platform/organisation';
import { type GraphStandIn, graphStandIn } from '#tests/fakes/graph';

const at = (text: string) => Temporal.Instant.from(text);
const ms = (text: string) => at(text).epochMilliseconds;
const from = at('2026-11-23T08:00:00Z');
const to = at('2026-12-07T08:00:00Z');

const person = (number: number): PersonId =>
  personId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const [full, empty, nobody] = [person(1), person(2), person(99)];

/** The one calendar that every implementation holds, in UTC. */
const calendar = [
  ['2026-11-23T09:00:00', '2026-11-23T10:00:00', 'busy'],
  ['2026-11-23T11:00:00', '2026-11-23T11:30:00', 'tentative'],
  ['2026-11-24T00:00:00', '2026-11-25T00:00:00', 'oof'],
  ['2026-11-26T09:00:00', '2026-11-26T17:00:00', 'workingElsewhere'],
] as const;

interface Opened {
  readonly organisation: Organisation;
  /** Takes the right to calendars away, or gives it back. */
  allow(allowed: boolean): void;
  close(): Promise<void>;
}

const implementations: readonly [string, () => Promise<Opened>][] = [
  [
    'Microsoft’s client against the stand-in for Graph',
    async () => {
      const standIn = await graphStandIn();
      standIn.mailboxes.set(full, {
        address: 'full@contoso.com',
        appointments: calendar.map(([start, end, status]) => ({ start, end, status })),
      });
      standIn.mailboxes.set(empty, { address: 'empty@contoso.com', appointments: [] });
      const organisation = graph({ credential: standIn.credential, base: standIn.url });
      const allow = (allowed: boolean) => {
        standIn.scope = allowed ? undefined : new Set();
      };
      return { organisation, allow, close: standIn.close };
    },
  ],
  [
    'local mode’s organisation',
    async () => {
      const statuses = {
        busy: 'busy',
        tentative: 'tentative',
        oof: 'outOfOffice',
        workingElsewhere: 'elsewhere',
      } as const;
      const held = calendar.map(
        ([start, end, status]): Local => ({
          span: [ms(`${start}Z`), ms(`${end}Z`)],
          status: statuses[status],
        }),
      );
      const organisation = localOrganisation((id) =>
        id === full ? held : id === empty ? [] : undefined,
      );
      return {
        organisation,
        allow: (allowed) => organisation.allow(allowed),
        close: async () => undefined,
      };
    },
  ],
];

describe.each(implementations)('%s', (_, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('tells when somebody cannot be met, apart for what is not certain and for being away', async () => {
    const answer = await opened.organisation.freeTimes([full, empty], from, to);
    expect(answer.get(full)).toEqual({
      told: true,
      value: {
        busy: [[ms('2026-11-23T09:00:00Z'), ms('2026-11-23T10:00:00Z')]],
        tentative: [[ms('2026-11-23T11:00:00Z'), ms('2026-11-23T11:30:00Z')]],
        outOfOffice: [[ms('2026-11-24T00:00:00Z'), ms('2026-11-25T00:00:00Z')]],
      },
    });
    expect(answer.get(empty)).toEqual({
      told: true,
      value: { busy: [], tentative: [], outOfOffice: [] },
    });
  });

  test('one without a mailbox takes nothing from the others', async () => {
    const answer = await opened.organisation.freeTimes([nobody, full], from, to);
    expect(answer.get(nobody)).toEqual({ told: false, why: 'none' });
    expect(answer.get(full)?.told).toBe(true);
  });

  test('nobody is asked about nobody', async () => {
    expect((await opened.organisation.freeTimes([], from, to)).size).toBe(0);
  });

  test('a right that is taken away is a word, at once, and given back it is none', async () => {
    opened.allow(false);
    const refused = await opened.organisation.freeTimes([empty], from, to);
    expect(refused.get(empty)).toEqual({ told: false, why: 'refused' });
    expect(await opened.organisation.mailbox(empty)).toEqual({ told: false, why: 'refused' });
    opened.allow(true);
    const again = await opened.organisation.freeTimes([empty], from, to);
    expect(again.get(empty)?.told).toBe(true);
  });

  test('the directory is read to its end, and from there on', async () => {
    const first = await opened.organisation.changes(undefined);
    expect(first).toMatchObject({ told: true, value: { more: false } });
    const { next } = (first as { value: { next: string } }).value;
    expect(await opened.organisation.changes(next)).toMatchObject({
      told: true,
      value: { changes: [], more: false },
    });
  });
});

describe('Graph alone', () => {
  let standIn: GraphStandIn;
  let now = 0;
  let organisation: Organisation;
  const opened = (withinMs = 2_000) =>
    graph({ credential: standIn.credential, base: standIn.url, withinMs, elapsed: () => now });
  beforeEach(async () => {
    now = 0;
    standIn = await graphStandIn();
    for (const id of [full, empty, person(3)]) {
      standIn.mailboxes.set(id, {
        address: `Person.${id}@Contoso.com`,
        appointments: calendar.map(([start, end, status]) => ({ start, end, status })),
      });
    }
    organisation = opened();
  });
  afterEach(() => standIn.close());
  const whyOf = async (id: PersonId) => {
    const answer = (await organisation.freeTimes([id], from, to)).get(id);
    return answer === undefined ? 'nothing' : answer.told ? 'told' : answer.why;
  };

  test('times of two people cost two calls, and one while their addresses are known', async () => {
    await organisation.freeTimes([full, empty], from, to);
    expect(standIn.calls.map(({ path }) => path)).toEqual([
      '/$batch',
      `/users/${full}/calendar/getSchedule`,
    ]);
    await organisation.freeTimes([full, empty], from, to);
    expect(standIn.calls).toHaveLength(3);
    now = 11 * 60_000;
    await organisation.freeTimes([full, empty], from, to);
    expect(standIn.calls).toHaveLength(5);
  });

  test('an interval is always asked for: without one Graph answers 500', async () => {
    await organisation.freeTimes([full], from, to);
    expect(standIn.calls.at(-1)?.body).toMatchObject({
      availabilityViewInterval: 30,
      startTime: { dateTime: '2026-11-23T08:00:00', timeZone: 'UTC' },
      endTime: { dateTime: '2026-12-07T08:00:00', timeZone: 'UTC' },
    });
  });

  test('more than twenty people are several calls, twenty mailboxes at most in each', async () => {
    const many = Array.from({ length: 45 }, (_, index) => person(1_000 + index));
    for (const id of many) {
      standIn.mailboxes.set(id, { address: `${id}@contoso.com`, appointments: [] });
    }
    const answer = await organisation.freeTimes(many, from, to);
    expect([...answer.values()].filter((one) => one.told)).toHaveLength(45);
    const sizes = standIn.calls.map(({ body }) => {
      const { schedules, requests } = body as { schedules?: unknown[]; requests?: unknown[] };
      return (schedules ?? requests ?? []).length;
    });
    expect(sizes.sort()).toEqual([20, 20, 20, 20, 5, 5]);
  });

  test('whose mailbox the right does not cover is not looked up through another’s', async () => {
    standIn.scope = new Set([full]);
    const answer = await organisation.freeTimes([empty, full], from, to);
    expect(answer.get(empty)).toEqual({ told: false, why: 'refused' });
    expect(answer.get(full)?.told).toBe(true);
    expect(standIn.calls.at(-1)?.body).toMatchObject({ schedules: [`Person.${full}@Contoso.com`] });
  });

  test('one mailbox is used four times at once at most; whoever comes then goes on without', async () => {
    await organisation.freeTimes([full], from, to);
    for (let call = 0; call < 4; call += 1) standIn.faults.push({ fault: { slowMs: 200 } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => whyOf(full)));
    expect(answers.sort()).toEqual(['limited', 'limited', 'told', 'told', 'told', 'told']);
    expect(standIn.busiest()).toBe(4);
    expect(await whyOf(full)).toBe('told');
  });

  test.each([
    [{ status: 401, code: 'InvalidAuthenticationToken' }, 'refused'],
    [{ status: 403, code: 'ErrorAccessDenied' }, 'refused'],
    [{ status: 404, code: 'ErrorInvalidUser' }, 'none'],
    [{ status: 404, code: 'UnknownError' }, 'away'],
    [{ status: 429, code: 'TooManyRequests' }, 'limited'],
    [{ status: 503, code: 'ServiceUnavailable' }, 'limited'],
    [{ status: 500, code: 'ErrorInternalServerError' }, 'away'],
    [{ raw: '<html>gateway</html>' }, 'away'],
    [{ raw: '{"value": "no list"}' }, 'away'],
    ['cut' as const, 'away'],
  ])('%j at either call is a word, and nothing of its text', async (fault, why) => {
    standIn.faults.push({ path: '$batch', fault });
    expect(await whyOf(full)).toBe(why);
    organisation = opened();
    standIn.faults.push({ path: 'getSchedule', fault });
    expect(await whyOf(full)).toBe(why);
  });

  test('too slow is away', async () => {
    organisation = opened(100);
    standIn.faults.push({ fault: { slowMs: 400 } });
    expect(await whyOf(full)).toBe('away');
  });

  test('after a 429 nobody is asked about until Graph said so, the directory alone is', async () => {
    standIn.faults.push({ fault: { status: 429, headers: { 'Retry-After': '7' } } });
    expect(await whyOf(full)).toBe('limited');
    now = 6_900;
    expect(await whyOf(full)).toBe('limited');
    expect(standIn.calls).toHaveLength(1);
    expect((await organisation.changes(undefined)) !== 'expired').toBe(true);
    now = 7_000;
    expect(await whyOf(full)).toBe('told');
  });

  test('a 429 for one inside a batch is theirs, and is waited for', async () => {
    const fault = { status: 429, headers: { 'Retry-After': '3' } };
    standIn.faults.push({ path: `/users/${empty}/calendar?`, fault });
    const answer = await organisation.freeTimes([full, empty], from, to);
    expect(answer.get(empty)).toEqual({ told: false, why: 'limited' });
    now = 3_000;
    expect(await whyOf(empty)).toBe('told');
  });

  test('an identity that is expired, gone or not answering', async () => {
    standIn.token = 'expired';
    expect(await whyOf(full)).toBe('refused');
    standIn.token = 'none';
    expect(await whyOf(full)).toBe('refused');
    expect(standIn.calls).toHaveLength(1);
    standIn.token = 'away';
    expect(await whyOf(full)).toBe('away');
    standIn.token = 'good';
    expect(await whyOf(full)).toBe('told');
  });

  test('a mailbox that a schedule cannot tell of stands beside good ones', async () => {
    await organisation.freeTimes([full, empty], from, to);
    // Moved meanwhile: the address that is known does not resolve any more.
    standIn.mailboxes.set(empty, { address: 'moved@contoso.com', appointments: [] });
    const answer = await organisation.freeTimes([full, empty], from, to);
    expect(answer.get(empty)).toEqual({ told: false, why: 'none' });
    expect(answer.get(full)?.told).toBe(true);
  });

  test('times are read in the zone they name, over a change of the clock, and of Windows’ names too', async () => {
    const item = (start: string, end: string, timeZone: string) => ({
      status: 'busy',
      subject: 'MARKED',
      start: { dateTime: start, timeZone },
      end: { dateTime: end, timeZone },
    });
    const answerWith = (...scheduleItems: object[]) => {
      const value = [{ scheduleId: `person.${full}@contoso.com`, scheduleItems }];
      standIn.faults.push({ path: 'getSchedule', fault: { raw: JSON.stringify({ value }) } });
    };
    answerWith(
      item('2026-10-25T01:30:00.0000000', '2026-10-25T03:30:00.0000000', 'Europe/Brussels'),
      item('2026-11-23T09:00:00.0000000', '2026-11-23T10:00:00.0000000', 'Romance Standard Time'),
    );
    expect((await organisation.freeTimes([full], from, to)).get(full)).toMatchObject({
      value: {
        busy: [
          [ms('2026-10-24T23:30:00Z'), ms('2026-10-25T02:30:00Z')],
          [ms('2026-11-23T08:00:00Z'), ms('2026-11-23T09:00:00Z')],
        ],
      },
    });
    answerWith(
      item('2026-11-23T09:00:00.0000000', '2026-11-23T10:00:00.0000000', 'Customized Time Zone'),
    );
    expect(await whyOf(full)).toBe('away');
  });

  test('what an appointment is about goes no further than the parser', async () => {
    const answer = await organisation.freeTimes([full, nobody], from, to);
    expect(JSON.stringify(await (async () => [...answer])())).not.toContain('MARKED');
    expect(JSON.stringify(standIn.calls)).not.toContain('MARKED');
  });

  test('a mailbox says when somebody works, as Microsoft’s examples have it', async () => {
    standIn.mailboxes.set(full, {
      address: 'full@contoso.com',
      appointments: [],
      settings: {
        timeZone: 'W. Europe Standard Time',
        language: { locale: 'nl-NL', displayName: 'Dutch' },
        workingHours: {
          daysOfWeek: ['monday', 'tuesday', 'thursday'],
          startTime: '08:30:00.0000000',
          endTime: '17:00:00.0000000',
          timeZone: { name: 'W. Europe Standard Time' },
        },
      },
    });
    expect(await organisation.mailbox(full)).toEqual({
      told: true,
      value: {
        zone: 'Europe/Berlin',
        hours: { from: '08:30', to: '17:00' },
        days: [1, 2, 4],
        locale: 'nl-NL',
      },
    });
    standIn.mailboxes.set(full, {
      address: 'full@contoso.com',
      appointments: [],
      settings: { timeZone: 'Customized Time Zone', workingHours: null },
    });
    expect(await organisation.mailbox(full)).toEqual({ told: true, value: {} });
  });

  test('the directory tells who is gone and whom somebody reports to, page by page', async () => {
    const manager = (id: string) => ({ '@odata.type': '#microsoft.graph.user', id }) as const;
    standIn.directory.pages = [
      [
        { id: full, accountEnabled: true, 'manager@delta': [manager(empty.toUpperCase())] },
        { id: empty, accountEnabled: false },
      ],
      [
        { id: person(3), '@removed': { reason: 'changed' } },
        {
          id: person(4),
          accountEnabled: true,
          'manager@delta': [{ ...manager(full), '@removed': { reason: 'deleted' } }],
        },
        { id: person(5) },
      ],
    ];
    const first = await organisation.changes(undefined);
    expect(first).toEqual({
      told: true,
      value: {
        changes: [
          { id: full, gone: false, manager: empty },
          { id: empty, gone: true },
        ],
        next: '$skiptoken=1',
        more: true,
      },
    });
    expect(standIn.calls[0]?.path).toBe('/users/delta?$select=accountEnabled,manager');
    const second = await organisation.changes('$skiptoken=1');
    expect(second).toEqual({
      told: true,
      value: {
        changes: [
          { id: person(3), gone: true },
          { id: person(4), gone: false, manager: null },
          { id: person(5) },
        ],
        next: '$deltatoken=2',
        more: false,
      },
    });
    standIn.directory.expired = true;
    expect(await organisation.changes('$deltatoken=2')).toBe('expired');
    standIn.directory.allowed = false;
    expect(await organisation.changes(undefined)).toEqual({ told: false, why: 'refused' });
  });
});
