import { localTenant } from '#bot/config';
import { key } from '#bot/platform/tables';
import { channelOf, type Posted } from '#tests/fakes/teams';
import { cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele, daan, sanne } = cast;

/** As Teams sends a mention: by its own id, without an Entra id. */
const mention = (id: string, name: string, text?: string) => ({
  type: 'mention',
  ...(text === undefined ? {} : { text }),
  mentioned: { id, name },
});
const bot = mention('28:bot', 'Pass It On', '<at>Pass It On</at>');
/** What an input of a posted card holds. */
function filledIn(form: Posted | undefined, id: string): unknown {
  const found: Record<string, unknown>[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const element = node as Record<string, unknown>;
    if (element['id'] === id) found.push(element);
    Object.values(element).forEach(walk);
  };
  walk(form?.activity['attachments']);
  return found[0]?.['value'];
}

const inChannel = () => {
  const { conversation, channelData } = channelOf();
  return { conversation: { ...conversation, tenantId: localTenant }, channelData };
};

describe('who is mentioned', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.install(alex);
    await house.installTeam(alex, [alex, megan, adele, daan]);
  });
  afterAll(() => house.close());

  const thank = async (text: string, entities: readonly object[], more: object = {}) =>
    (await house.say(alex, text, { entities, ...more }))[0];
  type Form = Awaited<ReturnType<typeof thank>>;
  const chosen = (form: Form) => filledIn(form, 'to');

  it('is found by Teams’ own id in the roster, by a shortened name too', async () => {
    const daanTag = mention(daan.teamsId, 'Daan', '<at>Daan</at>');
    const form = await thank(
      '<at>Pass It On</at>&nbsp;thank <at>Daan</at> for Excel',
      [bot, daanTag],
      inChannel(),
    );
    expect(chosen(form)).toBe(daan.id);
    expect(filledIn(form, 'skill')).toBe('Excel');
  });

  it('is one person with one mention for every word of the name, or none with a text', async () => {
    const words = ['Megan', 'Bowen'].map((word) =>
      mention(megan.teamsId, word, `<at>${word}</at>`),
    );
    expect(chosen(await thank('thank <at>Megan</at> <at>Bowen</at>', words))).toBe(megan.id);
    const silent = [mention(megan.teamsId, 'Megan'), mention(adele.teamsId, 'Adele')];
    expect(chosen(await thank('thank <at>Megan</at> and <at>Adele</at>', silent))).toBe(
      `${megan.id},${adele.id}`,
    );
  });

  it('is asked of Teams where no roster of ours knows them', async () => {
    house.teams.members = [alex, megan, adele, daan, sanne];
    const tag = mention(sanne.teamsId, 'Sanne', '<at>Sanne</at>');
    expect(chosen(await thank('thank <at>Sanne</at>', [bot, tag], inChannel()))).toBe(sanne.id);
  });

  it('is found by the id of a profile where a roster of long ago holds none', async () => {
    await house.install(megan);
    const partition = key(localTenant, '19:crew@thread.tacv2');
    const rowKey = key('m', megan.id);
    const row = await house.tables.read('Teams', partition, rowKey);
    const { teamsId: _, ...member } = JSON.parse(String(row?.['data'])) as Record<string, unknown>;
    await house.tables.commit('Teams', partition, [
      { kind: 'put', row: { rowKey, data: JSON.stringify(member) } },
    ]);
    house.teams.members = [];
    const tag = mention(megan.teamsId, 'M', '<at>M</at>');
    expect(chosen(await thank('thank <at>M</at>', [tag]))).toBe(megan.id);
  });

  it('is never guessed by the name: who cannot be found is said so', async () => {
    const stranger = mention('29:stranger', 'Megan Bowen', '<at>Megan Bowen</at>');
    const form = await thank('thank <at>Megan Bowen</at> for Excel', [stranger]);
    expect(chosen(form)).toBe('');
    expect(textOf(form)).toContain('anybody called Megan Bowen');
    const namesake = mention('29:other', 'Alex Wilber', '<at>Alex Wilber</at>');
    expect(textOf(await thank('thank <at>Alex Wilber</at>', [namesake]))).toContain(
      'anybody called',
    );
    const me = mention(alex.teamsId, 'A', '<at>A</at>');
    expect(textOf(await thank('thank <at>A</at>', [me]))).toContain('yourself');
  });

  it('receives the digest by a mention as well, and nobody of that name instead', async () => {
    const tag = mention(adele.teamsId, 'Megan Bowen', '<at>Megan Bowen</at>');
    const said = async (entity: object) =>
      textOf(
        (await house.say(alex, 'digest for <at>Megan Bowen</at>', { entities: [entity] })).at(-1),
      );
    expect(await said(mention('29:stranger', 'Megan Bowen', '<at>Megan Bowen</at>'))).toContain(
      'anybody called Megan Bowen',
    );
    expect(await said(tag)).toContain('Adele');
  });
});
