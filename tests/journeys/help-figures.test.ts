import { personId } from '#bot/core/ids';
import type { Somebody } from '#tests/cast';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

/** A crew of twelve: of five of them each asks one of five others. */
const more = ['Gabriel Moreau', 'Hana Sato', 'Ines Costa', 'Jonas Weber'].map(
  (name, index): Somebody => ({
    id: personId(`00000000-0000-4000-8000-0000000002${String(index).padStart(2, '0')}`),
    teamsId: `29:${name.split(' ')[0]?.toLowerCase()}`,
    name,
  }),
);
const twelve = [...Object.values(cast), ...more];
const askers = twelve.slice(0, 5);
const helpers = twelve.slice(5, 10);
const topics = ['Excel', 'SQL', 'Dutch', 'Photography', 'Negotiating'];
const [alex] = twelve as [Somebody];

describe('what the help loop comes to in the digest', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T06:00:00Z' });
    for (const who of twelve) await house.install(who);
    await house.installTeam(alex, twelve);
    for (const who of twelve) await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
    for (const [index, who] of helpers.entries()) {
      await house.api(who, 'POST', '/skills', { list: 'share', name: topics[index] });
    }
    // The helpers' own sharing is a week of its own, and no part of the figures.
    await house.pass('2026-11-30T09:00:00Z');
  });
  afterEach(() => house.close());

  /** Asks of so many people, each helped within the week, through the product's own doors. */
  async function helped(count: number): Promise<void> {
    for (const [index, who] of askers.slice(0, count).entries()) {
      const asked = await house.api(who, 'POST', '/asks', {
        op: `figures-${index}`,
        skill: topics[index],
        what: 'Could you look over my shoulder for a moment?',
        minutes: 15,
        by: '2026-12-04',
      });
      await house.pass(`2026-11-30T09:0${index + 1}:00Z`);
      const helper = helpers[index] as Somebody;
      const { open } = (await house.api(helper, 'GET', '/me')).body;
      const [offer] = open.filter(({ kind }: { kind: string }) => kind === 'help-offer');
      expect((await house.api(helper, 'POST', `/open/${offer.id}/yes`, {})).status).toBe(200);
      const { id } = asked.body;
      expect((await house.api(who, 'POST', `/asks/${id}/yes`, {})).status).toBe(200);
      const line = { text: 'Begin with a small example.', keep: 'skill' };
      expect((await house.api(who, 'POST', `/asks/${id}/lesson`, line)).status).toBe(200);
    }
    await house.pass('2026-12-07T08:30:00Z');
  }
  const lines = async (): Promise<string[]> =>
    (await house.api(alex, 'GET', '/team')).body.digest.lines;

  it('tells that five were helped, and soon, and who sat down together, in fives', async () => {
    await helped(5);
    const said = (await lines()).join(' ');
    expect(said).toContain('5 lessons were kept for others.');
    expect(said).toContain('5 or more people were helped by a colleague.');
    expect(said).toContain('5 or more of them within five working days of asking.');
    expect(said).toContain('5 or more of them sat down with a colleague');
    // Nobody is in it by name, and no topic that was asked for.
    const record = house.tables
      .dump()
      .filter(({ row }) => row.rowKey === 'digest~2026-W49')
      .map(({ row }) => String(row['data']));
    expect(record).toHaveLength(1);
    for (const { id, name } of twelve) expect(record[0]).not.toMatch(new RegExp(`${id}|${name}`));
  });

  it('says nothing of four, and the same as of none', async () => {
    await helped(4);
    const said = (await lines()).join(' ');
    expect(said).not.toContain('were helped');
    expect(said).not.toContain('working days');
    expect(said).toContain('Numbers of people begin at five');
  });

  it('tells what nobody could be asked about, once five keep it as a wish', async () => {
    for (const [index, who] of twelve.slice(0, 5).entries()) {
      const posted = await house.say(who, 'ask juggling');
      const card = posted.at(-1);
      expect(textOf(card)).toContain('Nobody shares “juggling” yet');
      expect(buttonsOf(card).map(({ title }) => title)).toEqual(['Add to my wishes']);
      if (card !== undefined) await house.press(who, card, 'Add to my wishes');
      if (index === 3) await house.pass('2026-11-30T10:00:00Z');
    }
    await house.pass('2026-12-07T08:30:00Z');
    // No list has it, and a wish is private: it is not told in the words of whoever wished it.
    const said = (await lines()).join(' ');
    expect(said).toContain('5 or more people took part');
    expect(said).not.toMatch(/juggling|nobody shares/);
    expect(said).toContain('Numbers of people begin at five');
  });

  it('gives a helper their own line, with the name that both were given, in their export', async () => {
    await helped(1);
    const [asker, helper, stranger] = [askers[0], helpers[0], helpers[1]] as Somebody[] as [
      Somebody,
      Somebody,
      Somebody,
    ];
    const rows = async (who: Somebody): Promise<{ rowKey: string; data: any }[]> =>
      (await house.api(who, 'GET', '/me/export')).body.rows.People;
    const [line] = (await rows(helper)).filter(({ rowKey }) => rowKey.startsWith('k~'));
    expect(line?.data).toEqual({
      kind: 'gave',
      at: expect.any(String),
      skill: { id: expect.any(String), name: 'Excel' },
      with: { id: asker.id, name: asker.name },
      soon: false,
    });
    // Neither what was asked, nor what the asker kept of it, nor anything for anybody else.
    expect(JSON.stringify(await rows(helper))).not.toMatch(/over my shoulder|small example/);
    expect(JSON.stringify(await rows(stranger))).not.toContain(asker.id);
  });
});
