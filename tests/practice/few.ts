import { changePerson } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { cast, crew, type Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { actionsIn, type House, type Invoked, openHouse, textOf } from '#tests/house';
import { cardOf, pressOn } from '#tests/practice/press';

export const everybody = Object.values(cast);
export const dutch = { locale: 'nl-NL' };
export const text = (value: unknown): string => JSON.stringify(value);

/** A house in which everybody said yes, and what a journey does in it. */
export async function openFew() {
  const house: House = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(cast.alex, everybody);
  const patch = (who: Somebody, profile: Partial<Profile>) =>
    changePerson(house.app.deps.tables, house.app.ctx, who.id, () => ({
      result: undefined,
      change: { profile },
    }));
  const consent = { state: 'in' as const, since: '2026-11-01T00:00:00Z' };
  for (const one of everybody) await patch(one, { consent });
  const told = (who: Somebody): Posted[] =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const messages = (who: Somebody): string[] => told(who).map(textOf);

  return {
    house,
    patch,
    told,
    messages,
    lastTold: (who: Somebody): Posted => told(who).at(-1) as Posted,
    /** Says the words, fills the start card in, and presses its button. */
    async starts(who: Somebody, words: string, inputs: object = {}, more: object = {}) {
      const [card] = await house.say(who, words, more);
      const start = more === dutch ? 'Beginnen' : 'Start';
      return pressOn(house, who, card?.activity, start, inputs, { ...more, replyToId: card?.id });
    },
    /** Where the tab finds the run behind an answer. */
    pathIn(answer: Invoked): string {
      const data = actionsIn(cardOf(answer)).find((one) => one.data?.['run'] !== undefined)?.data;
      return `/together/${encodeURIComponent(String(data?.['scope']))}/${String(data?.['run'])}`;
    },
    sees: async (who: Somebody, path: string) => (await house.api(who, 'GET', path)).body,
    sends: (who: Somebody, path: string, form: string, fields: object = {}) =>
      house.api(who, 'POST', `${path}/${form}`, { fields }),
    /** What waits for somebody, by title. */
    waits: async (who: Somebody): Promise<string[]> =>
      (await house.api(who, 'GET', '/me')).body.open.map(({ title }: { title: string }) => title),
    runRows: () => house.tables.dump().filter(({ row }) => row.partitionKey.includes('~practice~')),
    /** Everything that anybody but one sees, and what their team holds; practices' rows apart. */
    async ofOthers(mine: Somebody): Promise<string> {
      const seen: string[] = [];
      for (const who of everybody.filter((one) => one !== mine)) {
        for (const path of ['/me', '/together', `/together?team=${encodeURIComponent(crew.id)}`]) {
          seen.push(text((await house.api(who, 'GET', path)).body));
        }
        seen.push(...told(who).map(textOf));
      }
      const channel = house.teams.posted.filter(({ conversation }) => conversation === crew.id);
      const rows = house.tables
        .dump()
        .map(({ row }) => row)
        .filter(({ partitionKey: of }) => of.includes(crew.id) && !of.includes('~practice~'))
        .map(({ partitionKey, rowKey, data }) => text([partitionKey, rowKey, data]));
      const all = [...seen, ...channel.map(textOf), ...rows].join('\n');
      return all.replaceAll(/http:..127.0.0.1:\d+/g, 'house');
    },
    /** Everything that is kept, but for who asked to be forgotten. */
    kept: () => text(house.tables.dump().filter(({ row }) => !row.rowKey.startsWith('forgotten'))),
  };
}
export type Few = Awaited<ReturnType<typeof openFew>>;

/** Entries below a title. */
export const listed = (
  body: { sections: { title: string; entries: { text: string }[] }[] },
  title: string,
) => body.sections.find((one) => one.title === title)?.entries.map((one) => one.text);
