import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { isoInstant } from '#bot/core/time';
import type { Recall } from '#bot/delivery/control';
import { recalledCard } from '#bot/delivery/recalled';
import { apart } from '#bot/platform/rows';
import { key, startingWith, type Tables, unpart } from '#bot/platform/tables';
import type { Deps, Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { changePerson, loadPerson, personKey } from '#bot/records/person';

/** People looked at before other work gets its turn. */
const slicePeople = 200;
const atOnce = 8;
const nextSlice = { seconds: 1 };
/** Times that everybody is gone through while Teams does not take some updates. */
const passes = 5;
const nextPass = { minutes: 1 };

export const recallKind = 'recall';

/** Takes something back that was sent by mistake: it holds from here on, the job tidies up. */
export async function beginRecall(
  { control, clock, tables }: Deps,
  ctx: TenantContext,
  id: string,
  what: Pick<Recall, 'item' | 'kind'>,
): Promise<Recall> {
  const known = control.recalls.find((recall) => recall.id === id);
  if (known !== undefined) return known;
  const now = clock.now();
  const none = { total: null, pass: 1, left: 0, people: 0, items: 0, cards: 0, failed: 0 };
  const recall: Recall = { id, ...what, since: isoInstant(now), state: 'running', ...none };
  await scheduleDue(tables, ctx, [dueOf(id, now.add(nextSlice))]);
  await control.putRecall(recall);
  return recall;
}

const dueOf = (id: string, at: Due['at']): Due => ({ at, kind: recallKind, who: id });

/** Goes through everybody: items are taken away and cards turned into "withdrawn". */
export const recallJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { tables, control } = deps;
    await control.refresh();
    const recall = control.recalls.find(({ id }) => id === who);
    if (recall === undefined || recall.state === 'done') return 'stale';
    const everybody = startingWith(`${key(ctx.tenant)}~`);
    // Nothing that a key may hold sorts before `!`.
    const from = recall.after === undefined ? everybody.from : `${recall.after}!`;
    const total = recall.total ?? (await countPeople(tables, everybody));
    const partitions: string[] = [];
    const rows = tables.across(
      'People',
      { from, to: everybody.to },
      { rowKey: 'a~profile', limit: slicePeople },
    );
    for await (const { partitionKey } of rows) partitions.push(partitionKey);
    const done = { people: 0, items: 0, cards: 0, left: 0 };
    for (let start = 0; start < partitions.length; start += atOnce) {
      const ids = partitions.slice(start, start + atOnce).map(personIn);
      for (const one of await Promise.all(ids.map((id) => withdraw(deps, ctx, recall, id)))) {
        done.people += 1;
        done.items += one.items;
        done.cards += one.cards;
        done.left += one.left;
      }
    }
    const next = after(
      { ...recall, total },
      partitions.at(-1),
      partitions.length === slicePeople,
      done,
    );
    // Cancelled meanwhile: nothing more to do.
    if ((await control.noteRecall(next)) !== 'done') return 'stale';
    if (next.state === 'done') return 'done';
    const pause = next.pass === recall.pass ? nextSlice : nextPass;
    await scheduleDue(tables, ctx, [dueOf(who, now.add(pause))]);
    return 'later';
  };

/** Costs a hundredth of looking at each of them, which is what comes next. */
async function countPeople(
  tables: Tables,
  everybody: { readonly from: string; readonly to: string },
): Promise<number> {
  let count = 0;
  for await (const _ of tables.across('People', everybody, { rowKey: 'a~profile' })) count += 1;
  return count;
}

const personIn = (partition: string): PersonId => personId(unpart(partition.split('~')[1] ?? ''));

interface Done {
  readonly people: number;
  readonly items: number;
  readonly cards: number;
  /** Cards that Teams did not take the update of. */
  readonly left: number;
}

/** How far a recall is after a slice. */
function after(
  { after: _, ...recall }: Recall,
  last: string | undefined,
  more: boolean,
  done: Done,
): Recall {
  const left = recall.left + done.left;
  const sum = {
    ...recall,
    people: recall.pass === 1 ? recall.people + done.people : recall.people,
    items: recall.items + done.items,
    cards: recall.cards + done.cards,
    left,
  };
  if (more && last !== undefined) return { ...sum, after: last };
  if (left > 0 && recall.pass < passes) return { ...sum, pass: recall.pass + 1, left: 0 };
  return { ...sum, state: 'done', failed: left, left: 0 };
}

async function withdraw(
  { tables, control, messenger }: Deps,
  ctx: TenantContext,
  { id: recallId, pass, ...recall }: Recall,
  id: PersonId,
): Promise<Omit<Done, 'people'>> {
  const nothing = { items: 0, cards: 0, left: 0 };
  if (!control.recalls.some((other) => other.id === recallId)) return nothing;
  const person = await apart(tables, () => loadPerson(tables, ctx, id));
  // Whoever cannot be read is shown nothing, and a recall holds until it is cancelled.
  if (person === undefined) return nothing;
  const items = person.open.filter((item) => recall.item === item.id || recall.kind === item.kind);
  if (items.length === 0) return nothing;
  const ids = new Set(items.map((item) => item.id));
  const { conversation } = person.profile;
  let cards = 0;
  let left = 0;
  for (const { items: carried, rider, activityId } of person.sent) {
    if (activityId === undefined || conversation === undefined) continue;
    // Only the first item of a message is on its card, and what rides with it.
    if (!ids.has(carried[0] ?? '') && !ids.has(rider ?? '')) continue;
    await messenger.permit();
    const card = recalledCard(person.profile);
    const result = await messenger.update(conversation, activityId, card, true);
    if (result.kind === 'sent') cards += 1;
    else left += 1;
  }
  if (left > 0 && pass < passes) return { items: 0, cards: 0, left };
  const removed = await changePerson(tables, ctx, id, ({ open }) => {
    const remove = open.filter((item) => ids.has(item.id)).map((item) => personKey.open(item.id));
    return remove.length === 0 ? { result: 0 } : { result: remove.length, change: { remove } };
  });
  return { items: removed, cards, left };
}
