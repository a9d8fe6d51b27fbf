import { Writable } from 'node:stream';
import { createLog } from '#bot/platform/log';
import { telemetryInto } from '#bot/platform/telemetry';
import type { Facts } from '#bot/ports';
import { cast, crew, type House, openHouse } from '#tests/house';

const { alex, megan, adele, isaiah, daan } = cast;

interface Line {
  readonly msg: string;
  readonly operation?: string;
  readonly [fact: string]: unknown;
}

/** A log at its most talkative, kept instead of printed. */
function keptLog() {
  const text: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text.push(chunk.toString());
      done();
    },
  });
  return {
    log: createLog('debug', stream),
    text: () => text.join(''),
    lines: () => text.map((line) => JSON.parse(line) as Line),
  };
}

/** Everything that people of the cast wrote or are called; looked for without regard to case. */
const private_ = [
  ...Object.values(cast).flatMap(({ id, teamsId, name }) => [
    id,
    teamsId,
    // "de" is a word, and half a hexadecimal number.
    ...name.split(' ').filter((part) => part.length > 2),
  ]),
  crew.id,
  crew.name,
  'pivot',
  'dutch cooking',
  'slicers',
  'half an hour',
  'falafel',
];
const found = (text: string): string[] =>
  private_.filter((secret) =>
    new RegExp(`(?<![a-z0-9])${secret.replace(/\W/g, '\\$&')}(?![a-z0-9])`, 'i').test(text),
  );

describe('the log of a busy day, at its most talkative', () => {
  let house: House;
  let kept: ReturnType<typeof keptLog>;
  let link: string;
  let traced: { name: string; facts: Facts; failed: string | undefined }[];

  beforeEach(async () => {
    kept = keptLog();
    traced = [];
    const telemetry = telemetryInto({
      delivered() {},
      alarm() {},
      watch() {},
      span: (name, facts, _, __, failed) => void traced.push({ name, facts, failed }),
      close: async () => {},
    });
    house = await openHouse({}, { log: kept.log, telemetry });
    await house.installTeam(daan, [alex, megan, adele, isaiah, daan]);
    for (const who of [alex, megan, adele]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    await house.say(alex, 'share Pivot tables');
    await house.say(megan, 'learn Pivot tables');
    await house.say(megan, 'learn Dutch cooking');
    await house.say(megan, 'falafel is what I had for lunch');
    await house.mention(adele, 'falafel?');
    await house.api(adele, 'PATCH', '/me/settings', { daysOff: [6, 7] });
    await house.api(megan, 'POST', '/badges', {
      op: 'operation-1',
      to: [alex.id, isaiah.id],
      badge: 'explained',
      skill: 'Pivot tables',
      text: 'You sat down with me for half an hour.',
      visibility: 'team',
      team: crew.id,
    });
    // Nobody can be told twice, somebody has gone, somebody is at fault.
    house.teams.fail(403, 400, 'reset-after', 500);
    await house.pass('2026-11-24T09:00:00Z');
    const card = house.teams.posted.at(-1);
    if (card === undefined) throw new Error('nothing was posted');
    house.teams.fail(404);
    await house.act(alex, 'checkin.save', { learned: 'Slicers', helpers: megan.id });
    await house.act(alex, 'falafel', { text: 'falafel' });
    await house.api(alex, 'GET', `/people/${megan.id}`);
    await house.api(alex, 'POST', '/badges', { op: 'operation-2', to: [alex.id] });
    await house.pass('2026-12-01T09:30:00Z');
    await house.app.settled();
    link = await helped();
    // What surprises us: the fault itself goes to the log, with whatever its author put into it.
    const { read, range } = house.tables;
    const broken = async () => {
      throw new Error('the table broke');
    };
    Object.assign(house.tables, { read: broken, range: broken });
    await house.say(alex, 'share Pivot tables');
    await house.api(alex, 'GET', '/me');
    Object.assign(house.tables, { read, range });
  });
  afterEach(() => house.close());

  /** Megan is helped by Alex, and keeps a line; the link of a calendar file was opened on the way. */
  async function helped(): Promise<string> {
    await house.pass('2026-12-02T09:30:00Z');
    const words = { skill: 'Pivot tables', what: 'Falafel in a table', minutes: 15 };
    const asked = { op: 'ask-of-megan', ...words, by: '2026-12-04' };
    const { id } = (await house.api(megan, 'POST', '/asks', asked)).body;
    await house.pass('2026-12-02T09:40:00Z');
    const { open } = (await house.api(alex, 'GET', '/me')).body;
    const offer = open.find(({ kind }: { kind: string }) => kind === 'help-offer');
    await house.api(alex, 'POST', `/open/${offer.id}/yes`, {});
    const { mine } = (await house.api(megan, 'GET', '/asks')).body;
    const file: string = mine[0].pair.slots[0].calendar;
    expect((await fetch(file)).status).toBe(200);
    await house.api(megan, 'POST', `/asks/${id}/yes`, {});
    const line = { text: 'Slicers, in half an hour.', keep: 'skill' };
    expect((await house.api(megan, 'POST', `/asks/${id}/lesson`, line)).status).toBe(200);
    return file.split('/').at(-1) ?? '';
  }

  it('names nobody, quotes nobody and holds no id of a person', () => {
    expect(kept.lines().length).toBeGreaterThan(40);
    expect(found(kept.text())).toEqual([]);
    expect(found(JSON.stringify(traced))).toEqual([]);
    // A link that is its own key is in no log.
    expect(link.length).toBeGreaterThan(40);
    expect(kept.text() + JSON.stringify(traced)).not.toContain(link);
  });

  it('would be caught if it did', () => {
    expect(found('{"msg":"hello Megan"}')).toEqual(['Megan']);
    expect(found(`{"who":"${alex.id}"}`)).toEqual([alex.id]);
  });

  it('carries the correlation id of the turn or the delivery in every line', () => {
    const without = kept.lines().filter(({ operation }) => !/^[0-9a-f]{24}$/.test(operation ?? ''));
    expect(without).toEqual([]);
    const messages = new Set(kept.lines().map(({ msg }) => msg));
    // Lines of the doors and of what they call: with nothing to tell, nothing would be proven.
    for (const told of [
      'a turn was answered',
      'a call was answered',
      'what fell due was done',
      'a message was not delivered',
      'a turn failed',
      'a call failed',
    ]) {
      expect(messages).toContain(told);
    }
  });

  it('gives one id to all lines of a turn, and another to the next', () => {
    const failed = kept.lines().find(({ msg }) => msg === 'a turn failed');
    const same = kept.lines().filter(({ operation }) => operation === failed?.operation);
    expect(same.map(({ msg }) => msg)).toEqual(['a turn failed', 'a turn was answered']);
    const turns = kept.lines().filter(({ msg }) => msg === 'a turn was answered');
    expect(new Set(turns.map(({ operation }) => operation)).size).toBe(turns.length);
  });

  it('is traced once a turn, a call and a delivery, with kinds and codes only', () => {
    expect(new Set(traced.map(({ name }) => name))).toEqual(new Set(['turn', 'call', 'delivery']));
    const names = new Set(traced.flatMap(({ facts }) => Object.keys(facts)));
    expect([...names].sort()).toEqual(['kind', 'method', 'operation', 'path', 'place']);
    // What was answered with a plain sentence failed all the same.
    const failed = traced.filter((span) => span.failed !== undefined);
    expect(failed.map(({ name, failed: as }) => [name, as])).toEqual(
      expect.arrayContaining([
        ['turn', 'Error'],
        ['call', 'Error'],
      ]),
    );
  });
});
