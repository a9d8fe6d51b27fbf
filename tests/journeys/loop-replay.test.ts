import { keepLesson } from '#bot/features/help/store';
import { changePerson } from '#bot/records/person';
import { wordsIn } from '#bot/strings/index';
import type { Somebody } from '#tests/cast';
import { actionsIn, cast, crew, type House, openHouse } from '#tests/house';

const { alex, megan, adele, isaiah } = cast;

interface Press {
  readonly verb: string;
  readonly data: object;
}

/** Every button of every card that was ever shown, pressed again: twice, late, by others, after all. */
describe('buttons of help and rounds, whenever they are pressed', () => {
  let house: House;
  let pressed: Map<string, Press>;
  beforeEach(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T06:00:00Z' });
    pressed = new Map();
    for (const who of [alex, megan, adele]) await house.install(who);
  });
  afterEach(() => house.close());

  const remember = (card: unknown): void => {
    for (const { verb, data } of actionsIn((card ?? {}) as object)) {
      if (verb !== undefined && /^(help|rounds|item|skills)/.test(verb)) {
        pressed.set(JSON.stringify([verb, data]), { verb, data: data ?? {} });
      }
    }
  };
  const rememberAll = (): void => {
    for (const { activity } of house.teams.posted) {
      const files = (activity['attachments'] ?? []) as { content: object }[];
      for (const { content } of files) remember(content);
    }
  };
  /** Presses the one button that says so, of all that were shown. */
  async function press(who: Somebody, verb: string, act: object, inputs: object = {}) {
    rememberAll();
    const mine = [...pressed.values()].filter(
      (one) =>
        one.verb === verb &&
        Object.entries(act).every(([name, value]) => (one.data as any)[name] === value),
    );
    const answers = [];
    for (const { data } of mine) {
      const answer = await house.act(who, verb, { ...data, ...inputs });
      const { value } = answer.body;
      if (typeof value === 'object') remember(value);
      answers.push(JSON.stringify(answer.body));
    }
    return answers.join(' ');
  }
  const kept = () =>
    house.tables
      .dump()
      .filter(({ row }) => /^(k~|q~|c~|b~share|b~wish|act~)/.test(row.rowKey))
      .map(({ row }) => `${row.partitionKey} ${row.rowKey} ${String(row['data'])}`)
      .sort();
  /** Each of the buttons again, by whom; every answer says something, and none that we failed. */
  async function all(who: Somebody): Promise<void> {
    for (const { verb, data } of pressed.values()) {
      const { status, body } = await house.act(who, verb, data);
      expect(status).toBe(200);
      const said = JSON.stringify(body.value ?? '');
      expect(said.length).toBeGreaterThan(12);
      expect(said).not.toContain(wordsIn('en')('common.refused.broken'));
    }
  }
  async function endure(owner: Somebody, other: Somebody): Promise<void> {
    rememberAll();
    expect(pressed.size).toBeGreaterThan(8);
    // Buttons of a profile's own skills may always be pressed; these are about the loop.
    for (const [name, { verb }] of pressed) if (verb.startsWith('skills')) pressed.delete(name);
    // An offer that stands waits for its press.
    for (const name of pressed.keys()) if (name.includes('howto-only')) pressed.delete(name);
    const before = kept();
    await all(owner);
    await all(isaiah);
    expect(kept()).toEqual(before);
    await house.api(owner, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2027-01-06T09:00:00Z');
    const after = kept();
    await all(owner);
    await all(other);
    await house.pass('2027-01-06T10:00:00Z');
    expect(kept()).toEqual(after);
    const named = house.tables.dump().filter(({ row }) => /^(k~|q~|c~|act~)/.test(row.rowKey));
    expect(JSON.stringify(named)).not.toContain(owner.id);
    expect(JSON.stringify(named)).not.toContain(owner.name);
  }

  test('of an ask that was helped', async () => {
    for (const who of [alex, megan]) await house.say(who, 'count me in');
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:00:00Z');
    await house.say(alex, 'ask Excel');
    const form = { what: 'A sum that is off by one.', minutes: '15', day: '2026-12-04' };
    expect(await press(alex, 'help.send', {}, form)).toContain('I’m asking for you');
    await house.pass('2026-11-23T09:05:00Z');
    expect(await press(megan, 'help.act', { act: 'yes' })).toContain('You help Alex');
    await house.pass('2026-11-23T09:10:00Z');
    expect(await press(alex, 'help.act', { act: 'plan.0' })).toContain('helps you with');
    await house.pass('2026-11-25T09:00:00Z');
    expect(await press(alex, 'help.act', { act: 'yes' })).toContain('One line for the next');
    const line = { text: 'Count from one.', keep: 'skill' };
    expect(await press(alex, 'help.lesson', {}, line)).toContain('to your skills to share');
    expect(await press(alex, 'help.act', { act: 'share' })).toContain('on your skills to share');
    await endure(alex, megan);
  });

  test('of a round that led to a meeting', async () => {
    await house.installTeam(alex, [alex, megan, adele]);
    for (const [who, share, wish] of [
      [alex, 'SQL', 'Dutch'],
      [megan, 'Dutch', 'SQL'],
    ] as const) {
      await house.say(who, 'count me in');
      await house.say(who, `share ${share}`);
      await house.say(who, `wish ${wish}`);
      await house.api(who, 'PATCH', '/me/settings', { off: ['checkin', 'digest', 'offers'] });
    }
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    await house.pass('2026-11-24T12:00:00Z');
    for (const who of [alex, megan]) {
      expect(await press(who, 'rounds.answer', { answer: 'yes' })).toContain('You take part');
    }
    await house.pass('2026-12-02T09:30:00Z');
    expect(await press(alex, 'rounds.match', { act: 'plan.0' })).toContain('You meet ');
    await house.pass('2026-12-15T12:00:00Z');
    for (const who of [alex, megan]) {
      expect(await press(who, 'rounds.met', { act: 'yes' })).toContain('One line for the next');
      expect(await press(who, 'help.no-lesson', {})).toContain('to your skills to share');
    }
    await press(alex, 'help.act', { act: 'share' });
    await press(megan, 'help.act', { act: 'not-share' });
    expect(await press(alex, 'item', { act: 'off' })).toContain('off your wishes');
    expect(await press(megan, 'item', { act: 'keep' })).toContain('stays among your wishes');
    await endure(alex, megan);
  });

  test('a skill that was merged meanwhile is asked about, kept and shared as what it is now', async () => {
    for (const who of [alex, megan, adele]) await house.say(who, 'count me in');
    await house.say(megan, 'share Zwaluwen tellen');
    await house.pass('2026-11-23T09:00:00Z');
    const asked = await house.api(alex, 'POST', '/asks', {
      op: 'merge-001',
      skill: 'Zwaluwen tellen',
      what: 'Where do I stand?',
      minutes: 15,
      by: '2026-12-04',
    });
    await house.say(adele, 'share Swallow counting');
    await house.pass('2026-11-23T09:03:00Z');
    const id = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.shares[0].id;
    const merge = { from: await id(megan), into: await id(adele) };
    await keepLesson(house.tables, house.app.ctx, merge.from, isaiah.id, {
      text: 'Look up at dusk.',
      at: '2026-11-20T09:00:00Z',
      how: 'worked',
    });
    const { token } = (await (
      await fetch(`${house.url}/local/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ as: alex.id, role: 'operator' }),
      })
    ).json()) as { token: string };
    const merged = await fetch(`${house.url}/api/admin/skills/merges`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(merge),
    });
    expect(merged.status).toBe(200);
    await house.pass('2026-11-23T09:05:00Z');
    expect(await press(megan, 'help.act', { act: 'not-now' })).toContain('Nobody knows');
    // Whoever shares it under its other name is asked next.
    await house.pass('2026-11-23T09:10:00Z');
    expect(await press(adele, 'help.act', { act: 'yes' })).toContain('You help Alex');
    const ask = `/asks/${asked.body.id}`;
    await house.api(alex, 'POST', `${ask}/yes`, {});
    await house.api(alex, 'POST', `${ask}/lesson`, {
      text: 'Stand under the eaves.',
      keep: 'skill',
    });
    await house.pass('2026-11-24T06:00:00Z');
    const { lessons } = (await house.api(megan, 'GET', '/lessons?skill=Swallow%20counting')).body;
    expect(lessons.map(({ text }: { text: string }) => text)).toEqual([
      'Stand under the eaves.',
      'Look up at dusk.',
    ]);
    await house.api(alex, 'POST', `${ask}/share`, {});
    expect((await house.api(alex, 'GET', '/me')).body.shares).toMatchObject([
      { name: 'Zwaluwen tellen' },
    ]);
  });

  test('a yes that comes after one of the two said: not with this colleague', async () => {
    for (const who of [alex, megan]) await house.say(who, 'count me in');
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:00:00Z');
    const asked = { skill: 'Excel', what: 'A sum.', minutes: 15, by: '2026-12-04' };
    await house.api(alex, 'POST', '/asks', { op: 'blocked-1', ...asked });
    await changePerson(house.tables, house.app.ctx, alex.id, () => ({
      result: undefined,
      change: { profile: { blocked: [megan.id] } },
    }));
    await house.pass('2026-11-23T09:05:00Z');
    const said = await press(megan, 'help.act', { act: 'yes' });
    expect(said).toContain('settled already');
    expect(said).not.toContain('Alex');
    const { mine } = (await house.api(alex, 'GET', '/asks')).body;
    expect(mine).toMatchObject([{ state: 'asking', pair: null }]);
  });
});
