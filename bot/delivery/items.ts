import { z } from 'zod';
import { type Button, type Note, note } from '#bot/cards/note';
import { no, type Outcome } from '#bot/core/outcome';
import { isoInstant } from '#bot/core/time';
import { inOrder } from '#bot/delivery/rules';
import type { Action, Card, ItemKind, Told, Turn, Viewer } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

export type ItemKinds = Readonly<Record<string, ItemKind>>;

/** The verb of every button on an open item's card. */
export const itemVerb = 'item';

/** Open items that still stand and are not switched off, most important first. */
export const standing = (
  person: Person,
  kinds: ItemKinds,
  viewer: Pick<Viewer, 'now'>,
): OpenItem[] =>
  inOrder(allowed(person, kinds), viewer.now, undefined, (kind) => orderFor(person, kinds, kind));

/** Open items that no operator withdrew. */
const allowed = (person: Person, kinds: ItemKinds): OpenItem[] =>
  person.open.filter((item) => kinds[item.kind]?.recalled?.(item) !== true);

/** Of these, what a message may tell of. */
export const sendable = (person: Person, kinds: ItemKinds): OpenItem[] =>
  allowed(person, kinds).filter(({ aside }) => aside !== true);

/** How a message tells of an item; undefined when only the weekly card may. */
export function howTold(kinds: ItemKinds, item: OpenItem): Told | undefined {
  const told = kinds[item.kind]?.told;
  return typeof told === 'function' ? told(item) : told;
}

/** A kind's place in the order; undefined when the person switched it off. */
export function orderFor(person: Person, kinds: ItemKinds, kind: string): number | undefined {
  const known = kinds[kind];
  if (known === undefined) return undefined;
  return known.off !== undefined && person.profile.off.includes(known.off)
    ? undefined
    : known.order;
}

/** The card of an open item: the kind's own, or its view with its buttons. */
export async function itemCard(kinds: ItemKinds, viewer: Viewer, item: OpenItem): Promise<Card> {
  const kind = kinds[item.kind];
  if (kind === undefined) throw new Error(`no kind ${item.kind}`);
  return kind.card === undefined ? viewCard(kind, viewer, item) : kind.card(viewer, item);
}

function viewCard(kind: ItemKind, viewer: Viewer, item: OpenItem): Card {
  const view = kind.view(viewer, item);
  const content: Note = {
    title: view.title,
    lines: view.text === undefined ? [] : [view.text],
    ...(view.image === undefined ? {} : { image: view.image }),
    buttons: view.actions.map(
      ({ act, label }, index): Button => ({
        title: label,
        verb: itemVerb,
        data: { item: item.id, act },
        ...(index === 0 && view.calm !== true ? { style: 'positive' } : {}),
      }),
    ),
  };
  return note(content);
}

/** Presses a button of an open item; an item that is gone or expired says so. */
export async function actOnItem(
  kinds: ItemKinds,
  turn: Turn,
  itemId: string,
  act: string,
): Promise<Outcome<string>> {
  const item = allowed(turn.person, kinds).find(({ id }) => id === itemId);
  const kind = item === undefined ? undefined : kinds[item.kind];
  if (item === undefined || kind === undefined || item.expires <= isoInstant(turn.now)) {
    return no('common.refused.stale');
  }
  return kind.act(turn, item, act);
}

const press = z.object({ item: z.string(), act: z.string() });

/** The chat's way to the same buttons: the card turns into what happened. */
export const itemAction =
  (kinds: ItemKinds): Action =>
  async (turn, data) => {
    const parsed = press.safeParse(data);
    if (!parsed.success) return no('common.refused.shape');
    const outcome = await actOnItem(kinds, turn, parsed.data.item, parsed.data.act);
    if (!outcome.ok) return outcome;
    return {
      kind: 'card',
      card: note({ lines: [outcome.value] }),
      summary: outcome.value,
    };
  };
