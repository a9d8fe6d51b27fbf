import { rowKinds } from '#bot/app';
import { localTenant } from '#bot/config';
import { personId } from '#bot/core/ids';
import { Temporal } from '#bot/core/time';
import { kindFinder } from '#bot/platform/rows';
import type { Log } from '#bot/ports';
import { readDue } from '#bot/records/due';
import { cardFaults } from '#tests/cards';
import { cast, crew, type Somebody } from '#tests/cast';
import { actionsIn, channelOf, type Posted } from '#tests/fakes/teams';
import { type House, openHouse } from '#tests/house';
import fc from '#tests/property';

/** What a stack trace or an inner error looks like when it leaks. */
const inside =
  /\n\s+at .+:\d+:\d+|node_modules|bot\/\w+\/\w+\.ts|(Type|Range|Syntax|Zod|Reference)Error/;

const people: readonly Somebody[] = [
  ...Object.values(cast),
  { id: personId('00000000-0000-4000-8000-00000000f001'), teamsId: '29:new', name: 'New Face' },
  { id: personId('local-id ~ /\\#?'), teamsId: '29:odd', name: 'O’Hara-Łuk <b>' },
] as readonly Somebody[];

/** A verb with data as it stood on a real card, and the inputs that were filled in beside it. */
interface Seed {
  /** Whose card it was. */
  readonly who: Somebody;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly inputs: readonly string[];
}

/** The real app, with what real cards offer, and everything that was logged as an error. */
export interface Target {
  readonly house: House;
  readonly errors: string[];
  readonly seeds: Seed[];
  /** Every registered verb, also those that no card showed. */
  readonly verbs: readonly string[];
  close(): Promise<void>;
}

export async function openTarget(): Promise<Target> {
  const errors: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (facts, message) => {
      const { err } = facts as { err?: Error };
      errors.push(`${message}: ${err?.stack ?? JSON.stringify(facts)}`);
    },
  };
  const house = await openHouse({}, { log });
  const seeds: Seed[] = [];
  const learn = (who: Somebody, posted: readonly Posted[]): void => {
    for (const { activity } of posted) {
      const cards = (activity['attachments'] ?? []) as { content: unknown }[];
      for (const { content } of cards) seeds.push(...seedsOf(who, content));
    }
  };
  await house.installTeam(cast.alex, Object.values(cast));
  const some = [cast.alex, cast.megan, cast.sanne];
  for (const who of some) {
    learn(who, await house.install(who));
    learn(who, await house.say(who, 'count me in'));
    for (const text of commands) learn(who, await house.say(who, text));
    await house.api(who, 'POST', '/badges', {
      op: 'operation-1',
      to: some.filter((other) => other !== who).map(({ id }) => id),
      badge: 'time',
      skill: 'Excel',
      text: 'You made an hour for me and now I can do it',
      visibility: 'receiver',
    });
  }
  await house.pass('2026-12-01T12:00:00Z');
  for (const who of some) {
    learn(
      who,
      house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`),
    );
  }
  for (const who of some) {
    const { body } = await house.api(who, 'GET', '/me');
    for (const { id, actions } of body.open) {
      for (const { act } of actions) {
        seeds.push({ who, verb: 'item', data: { item: id, act }, inputs: [] });
      }
    }
  }
  // What the cards behind their buttons offer, with every input filled in.
  for (const { who, verb, data, inputs } of [...seeds]) {
    if (['privacy.erase', 'item'].includes(verb)) continue;
    const filled = Object.fromEntries(inputs.map((id) => [id, 'Excel, and how to make a pivot']));
    const { body } = await house.act(who, verb, { ...filled, ...data });
    seeds.push(...seedsOf(who, body.value));
  }
  const verbs = house.app.features.flatMap(({ actions = {} }) => Object.keys(actions));
  return { house, errors, seeds, verbs, close: () => house.close() };
}

const commands = [
  'help',
  'profile',
  'share Excel',
  'deel Presenteren',
  'wish Python',
  'remove Excel',
  'who Excel',
  'ask Excel',
  'thank Megan for Excel',
  'thank',
  'check in',
  'pause 2 weeks',
  'resume',
  'digest',
  'my data',
  'language en',
  'hello',
];

function seedsOf(who: Somebody, card: unknown): Seed[] {
  const inputs: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      const { type, id } = node as { type?: unknown; id?: unknown };
      if (String(type).startsWith('Input.') && typeof id === 'string') inputs.push(id);
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  return actionsIn(card).flatMap(({ verb, data }) =>
    verb === undefined ? [] : [{ who, verb, data: data ?? {}, inputs }],
  );
}

const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);

/** Values that programs do not expect. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    3.5,
    '',
    ' ',
    [],
    {},
    deep(60),
    'x'.repeat(10_000),
    'y'.repeat(70_000),
    'é\u0301'.repeat(5_000),
    '👩‍👩‍👧‍👦'.repeat(900),
    '\u202e\u0000\u0007\ud800',
    '<script>alert(1)</script>',
    '<at>Everyone</at>',
    ['$', '{$root} $', '{missing}'].join(''),
    '{{DATE()}}',
    '[x](javascript:alert(1)) **b** `c`',
    '../../etc/passwd',
    "' or 1 eq 1",
    'a~b~c',
    '=~=',
    '__proto__',
    'constructor',
    '9'.repeat(400),
    '2026-02-30',
    '2026-11-24T09:00:00Z',
    ['a', ['b', [null]]],
    Array.from({ length: 500 }, (_, n) => n),
    cast.megan.id,
    crew.id,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer(),
);

type Step = { at: number; to: unknown; how: 'replace' | 'remove' | 'add' };
const steps = fc.array(
  fc.record({
    at: fc.nat({ max: 10_000 }),
    to: odd,
    how: fc.constantFrom<Step['how']>('replace', 'replace', 'remove', 'add'),
  }),
  { maxLength: 3 },
);

/** A copy with some places replaced, taken away or added to. */
function mutated<T>(value: T, changes: readonly Step[]): T {
  let copy = structuredClone(value) as unknown;
  for (const { at, to, how } of changes) {
    const places: { holder: Record<string, unknown>; name: string }[] = [];
    const walk = (node: unknown): void => {
      if (node === null || typeof node !== 'object') return;
      for (const name of Object.keys(node)) {
        places.push({ holder: node as Record<string, unknown>, name });
        walk((node as Record<string, unknown>)[name]);
      }
    };
    walk(copy);
    const place = places[at % Math.max(places.length, 1)];
    if (place === undefined) continue;
    if (how === 'remove') delete place.holder[place.name];
    else if (how === 'replace') place.holder[place.name] = structuredClone(to);
    else
      copy = { ...(copy as object), [place.name]: structuredClone(to), extra: structuredClone(to) };
  }
  return copy as T;
}

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...commands) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'share',
          'wish',
          'remove',
          'who',
          'ask',
          'thank',
          'bedank',
          'pause',
          'pause until',
          'pauze tot',
          'language',
          'digest for',
          'check in',
          'deel',
          'wens',
          'verwijder',
        ),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom(
            'Megan',
            '<script>',
            'x'.repeat(10_000),
            '29 February',
            '99999999999 weeks',
            '-1 days',
            '31-31',
            'Megan for '.repeat(900),
          ),
        ),
      )
      .map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: odd.map((value) => fc.stringify(value)) },
);

/** An activity as Teams would send it, before anything is done to it. */
function valid(seeds: readonly Seed[], verbs: readonly string[]): fc.Arbitrary<object> {
  const seed = fc.constantFrom(...seeds);
  const inputs = fc.dictionary(
    fc.constantFrom(
      ...new Set(seeds.flatMap((one) => one.inputs)),
      'id',
      'text',
      'to',
      'item',
      'act',
    ),
    odd,
    { maxKeys: 6 },
  );
  const pressed = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(seed, inputs)
        .map(([{ who, verb, data }, more]) => ({ who, verb, data: { ...data, ...more } })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(seed, steps)
        .map(([{ who, verb, data }, more]) => ({ who, verb, data: mutated(data, more) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...verbs), odd)
        .map(([verb, data]) => ({ who: cast.alex, verb, data })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.string(), odd).map(([verb, data]) => ({ who: cast.alex, verb, data })),
    },
  );
  const invoke = (name: string) => (value: unknown) => ({ type: 'invoke', name, value });
  return fc.oneof(
    { weight: 4, arbitrary: texts.map((text) => ({ type: 'message', text })) },
    {
      weight: 6,
      arbitrary: pressed.map(({ who, ...action }) => ({
        owner: who,
        ...invoke('adaptiveCard/action')({
          action: { type: 'Action.Execute', ...action },
          trigger: 'manual',
        }),
      })),
    },
    {
      weight: 2,
      arbitrary: pressed.map(({ who, verb, data }) => ({
        owner: who,
        type: 'message',
        value: { ...(typeof data === 'object' ? data : { data }), verb },
      })),
    },
    {
      weight: 2,
      arbitrary: pressed.map(({ who, verb, data }) => ({
        owner: who,
        ...invoke('composeExtension/submitAction')({
          data: { ...(typeof data === 'object' ? data : {}), verb },
        }),
      })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          text: texts,
          body: odd,
          which: fc.constantFrom('askForThis', 'thankForThis', 'makeHowTo'),
        })
        .map(({ text, body, which }) =>
          invoke('composeExtension/fetchTask')({
            commandId: which,
            messagePayload: {
              id: '1',
              body: { contentType: 'html', content: typeof body === 'string' ? body : text },
              from: { user: { id: cast.megan.id, displayName: cast.megan.name } },
            },
          }),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.oneof(texts, odd), fc.constantFrom('topic', 'initialRun'))
        .map(([value, name]) =>
          invoke('composeExtension/query')({
            commandId: 'findHelp',
            parameters: [{ name, value }],
          }),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'application/search',
            'task/fetch',
            'task/submit',
            'signin/verifyState',
            'nobody/knows',
          ),
          odd,
        )
        .map(([name, value]) => invoke(name)(value)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<object>(
        { type: 'installationUpdate', action: 'add' },
        { type: 'installationUpdate', action: 'add-upgrade' },
        { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] },
        { type: 'conversationUpdate', membersAdded: [{ id: '29:x', aadObjectId: cast.daan.id }] },
        {
          type: 'conversationUpdate',
          channelData: { eventType: 'teamRenamed', team: { id: crew.id, name: 'New' } },
        },
        { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
        { type: 'messageUpdate', text: 'edited' },
        { type: 'messageDelete' },
        { type: 'typing' },
        { type: 'event', name: 'anything', value: {} },
        { type: 'endOfConversation' },
        { type: 'invoke' },
      ),
    },
  );
}

let made = 0;

/** A random activity: who, where, what, mutated or not, new or delivered a second time. */
export function activities({ house, seeds, verbs }: Target): fc.Arbitrary<object> {
  const base = (who: Somebody, channel: boolean, id: string): Record<string, unknown> => ({
    id,
    channelId: 'msteams',
    serviceUrl: house.teams.serviceUrl,
    timestamp: '2026-11-24T09:00:00Z',
    locale: 'en-GB',
    from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
    recipient: { id: '28:bot', name: 'Pass It On' },
    ...(channel
      ? channelOf()
      : { conversation: { id: `chat-${who.teamsId}`, conversationType: 'personal' } }),
    entities: [
      { type: 'clientInfo', locale: 'en-GB', country: 'NL', timezone: 'Europe/Amsterdam' },
    ],
  });
  return fc
    .record({
      who: fc.constantFrom(...people),
      channel: fc.nat(9).map((n) => n === 0),
      raw: valid(seeds, verbs),
      /** Mostly a card is pressed by the one it was for. */
      own: fc.nat(4).map((n) => n > 0),
      replay: fc.nat(9).map((n) => n === 0),
      reply: fc.constantFrom(undefined, undefined, 'm1', 'm3', 'm99999'),
      changes: fc.oneof(fc.constant([]), steps),
    })
    .map(({ who, channel, raw, own, replay, reply, changes }) => {
      if (!replay) made += 1;
      const { owner, ...what } = raw as { owner?: Somebody };
      const whole = base(own ? (owner ?? who) : who, channel, `f${made}`);
      const { conversation, channelData } = whole as { conversation: object; channelData?: object };
      const all = {
        ...whole,
        conversation: { ...conversation, tenantId: localTenant },
        ...what,
        channelData: {
          tenant: { id: localTenant },
          ...channelData,
          ...(what as { channelData?: object }).channelData,
        },
        ...(reply === undefined ? {} : { replyToId: reply }),
      };
      const odd_ = mutated(all, changes);
      // Where to answer is signed along with the activity: nobody else can choose it.
      return { ...odd_, serviceUrl: house.teams.serviceUrl };
    });
}

/**
 * Every field of every button on every card there is, one at a time, with each of these values, by
 * the person whose card it is and with everything else as it was.
 */
export function everyField({ house, seeds }: Target, values: readonly unknown[]): object[] {
  const done = new Set<string>();
  return seeds.flatMap(({ who, verb, data, inputs }) =>
    [...Object.keys(data), ...inputs].flatMap((field) => {
      const name = `${verb} ${field}`;
      const filled = Object.fromEntries(inputs.map((id) => [id, 'Excel, and how to make a pivot']));
      if (done.has(name)) return [];
      done.add(name);
      return values.map((value) => {
        made += 1;
        const all = { ...filled, ...data, [field]: value };
        return {
          ...pressOf(house, who, `f${made}`),
          value: { action: { type: 'Action.Execute', verb, data: all }, trigger: 'manual' },
        };
      });
    }),
  );
}

const pressOf = (house: House, who: Somebody, id: string) => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  id,
  channelId: 'msteams',
  serviceUrl: house.teams.serviceUrl,
  locale: 'en-GB',
  from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
  recipient: { id: '28:bot', name: 'Pass It On' },
  conversation: {
    id: `chat-${who.teamsId}`,
    conversationType: 'personal',
    tenantId: localTenant,
  },
  channelData: { tenant: { id: localTenant } },
});

/** Sends one activity and holds the answer to what every answer must be; a failure shows both. */
export async function shoot(target: Target, activity: object): Promise<void> {
  try {
    await answered(target, activity);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${JSON.stringify(activity).slice(0, 4_000)}`);
  }
}

async function answered({ house }: Target, activity: object): Promise<void> {
  const before = house.teams.posted.length;
  const start = process.cpuUsage();
  const response = await house.send(activity);
  const text = await response.text();
  // Teams gives up on an answer after five seconds or so. Only work counts here: what other
  // programs do meanwhile is no fault of the answer.
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(5_000);
  expect(response.status).toBeLessThan(500);
  expect(text).not.toMatch(inside);
  if ((activity as { type?: unknown }).type === 'invoke' && text !== '') {
    expectWellFormed(JSON.parse(text));
  }
  for (const posted of house.teams.posted.slice(before)) expectPresentable(posted.activity);
}

function expectWellFormed(body: any): void {
  if (typeof body.statusCode !== 'number') return;
  expect(body.statusCode).toBeLessThan(500);
  expect([
    'application/vnd.microsoft.card.adaptive',
    'application/vnd.microsoft.activity.message',
    'application/vnd.microsoft.error',
  ]).toContain(body.type);
  if (body.type.endsWith('card.adaptive')) expectGood(body.value);
  else expect(body.value).toBeDefined();
  if (body.type.endsWith('error')) expect(typeof body.value.message).toBe('string');
}

function expectPresentable(activity: Readonly<Record<string, unknown>>): void {
  expect(JSON.stringify(activity)).not.toMatch(inside);
  for (const { content } of (activity['attachments'] ?? []) as { content: any }[])
    expectGood(content);
}

function expectGood(card: any): void {
  // What people typed may look like a template: it must only not be taken for one.
  const faults = cardFaults(card).filter((fault) => !fault.includes('unfilled template'));
  if (faults.length > 0) throw new Error(`${faults} in ${JSON.stringify(card).slice(0, 3_000)}`);
}

/** After a storm: alive, nothing logged as an error, and every row is what its schema says. */
export async function expectSound({ house, errors }: Target): Promise<void> {
  await house.app.worker?.look();
  await house.app.settled();
  expect(errors).toEqual([]);
  expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
  const { tables, app } = house;
  const kindOf = kindFinder(rowKinds);
  for (const { table, row } of tables.dump()) {
    const kind = kindOf(table, row.partitionKey, row.rowKey);
    if (kind === undefined) throw new Error(`a row of no kind: ${table} ${row.rowKey}`);
    kind.read(row);
  }
  await readDue(tables, app.ctx, Temporal.Instant.from('2099-01-01T00:00:00Z'), 100_000);
}

/** Calls the API with anything, as many people, so that nobody meets the rate limit. */
export async function storm(target: Target, calls: number): Promise<void> {
  const routes = target.house.app.features.flatMap(({ routes: some = [] }) => some);
  const words = fc.constantFrom(
    'share',
    'wish',
    'x',
    '0'.repeat(16),
    encodeURIComponent(crew.id),
    '%00',
    '..%2f',
    'é',
    'a'.repeat(300),
  );
  const cases = fc.sample(
    fc.record({
      route: fc.constantFrom(...routes),
      who: fc.nat(39),
      parts: fc.array(words, { minLength: 3, maxLength: 3 }),
      body: fc.oneof(
        fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: 8 }),
        fc.array(odd, { maxLength: 3 }),
      ),
      op: fc.constantFrom('operation1', 'operation2', ''),
    }),
    calls,
  );
  for (const { route, who, parts, body, op } of cases) {
    const path = route.path.replace(/:\w+/g, () => parts.pop() ?? 'x');
    const somebody = {
      ...cast.alex,
      id: personId(`00000000-0000-4000-8000-0000000030${String(who).padStart(2, '0')}`),
    };
    const input = Array.isArray(body) || op === '' ? body : { ...body, op };
    const answer = await target.house.api(
      somebody as Somebody,
      route.method.toUpperCase(),
      route.method === 'get'
        ? `${path}?${new URLSearchParams({ name: String(parts), team: 'x' })}`
        : path,
      route.method === 'get' ? undefined : input,
    );
    const shown = JSON.stringify({ route: `${route.method} ${route.path}`, input, answer }).slice(
      0,
      2_000,
    );
    if (answer.status >= 500 || inside.test(JSON.stringify(answer.body))) throw new Error(shown);
    if (answer.status >= 400) expect(typeof answer.body.error.message).toBe('string');
  }
}

const fields = [
  'op',
  'to',
  'badge',
  'skill',
  'text',
  'visibility',
  'team',
  'list',
  'name',
  'level',
  'kind',
  'added',
  'answer',
  'until',
  'language',
  'zone',
  'country',
  'hours',
  'daysOff',
  'rhythm',
  'moment',
  'off',
  'capacity',
  'askLimit',
  'kinds',
  'homeTeam',
  'learned',
  'helpers',
  'wish',
  'hidden',
  'accept',
  'subscribed',
  'PartitionKey',
  'RowKey',
  'partitionKey',
  'rowKey',
  'etag',
  'consent',
  'tenant',
  '__proto__',
  'confirm',
];
