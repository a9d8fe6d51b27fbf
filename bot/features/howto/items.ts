import { note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { instantOf, isoInstant } from '#bot/core/time';
import { itemVerb } from '#bot/delivery/items';
import { freed, right } from '#bot/features/howto/act';
import { onlyItem, onlyKind } from '#bot/features/howto/only';
import type { Kept } from '#bot/features/howto/store';
import type { Deps, ItemKind, Turn, Viewer } from '#bot/ports';
import { personKey } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

const checkKind = 'howto-check';
const offKind = 'howto-off';
/** It stands for so long, unasked. */
const stands = { hours: 24 * 28 };

const idOf = (kind: string, howTo: string): string => `${kind}~${howTo}`;

function itemOf(kind: string, howTo: Kept, from: string, steps: readonly number[]): OpenItem {
  const { id, team, skill } = howTo;
  return {
    id: idOf(kind, id),
    kind,
    created: from,
    expires: isoInstant(instantOf(from).add(stands)),
    data: { team, howTo: id, topic: skill.name, steps: steps.join(',') },
  };
}

/** Is it still right? */
export const checkItem = (howTo: Kept, at: string): OpenItem => itemOf(checkKind, howTo, at, []);
/** Steps that are off; of who found it so, and when, it says nothing. */
export const offItem = (howTo: Kept, at: string, steps: readonly number[]): OpenItem =>
  itemOf(offKind, howTo, at, steps);

/** The steps that an item tells to be off. */
export const stepsOf = ({ data }: OpenItem): number[] =>
  String(data['steps'] ?? '')
    .split(',')
    .filter((step) => step !== '')
    .map(Number);

/** Nothing of it waits for me any more. */
export const settled = (turn: Turn, howTo: string): Promise<void> =>
  turn.change(({ open }) => {
    const mine = [checkKind, offKind].map((kind) => idOf(kind, howTo));
    const gone = open.filter(({ id }) => mine.includes(id));
    return gone.length === 0
      ? { result: undefined }
      : { result: undefined, change: { remove: gone.map(({ id }) => personKey.open(id)) } };
  });

const words = ({ t }: Pick<Viewer, 't'>, item: OpenItem): { title: string; text: string } => {
  const values = { topic: String(item.data['topic'] ?? '') };
  if (item.kind === checkKind) {
    return { title: t('howto.check.title', values), text: t('howto.check.text') };
  }
  const steps = stepsOf(item);
  const which = steps.includes(0) || steps.length === 0 ? 'all' : 'some';
  return {
    title: t('howto.off.title', values),
    text: t('howto.off.text', { which, steps: steps.join(', '), count: steps.length }),
  };
};

/** What waits for a how-to's owner: rides along with the weekly card, and stands in *For you*. */
export function howToItems({ deps }: { readonly deps: Deps }): Record<string, ItemKind> {
  const actsOf = ({ t }: Pick<Viewer, 't'>): { act: string; label: string }[] => [
    { act: 'right', label: t('howto.right') },
    { act: 'free', label: t('howto.free') },
  ];
  const act = async (turn: Turn, item: OpenItem, pressed: string): Promise<Outcome<string>> => {
    const team = teamId(String(item.data['team']));
    const id = String(item.data['howTo']);
    if (pressed !== 'right' && pressed !== 'free') return no('common.refused.stale');
    const done =
      pressed === 'right' ? await right(deps, turn, team, id) : await freed(deps, turn, team, id);
    // Taken away or handed on meanwhile: it waits for nobody.
    await settled(turn, id);
    return done.ok ? ok(turn.t(`howto.said.${pressed}`)) : done;
  };
  const kind: ItemKind = {
    // A rider: behind what a practice brings, before skills to share and offers.
    order: 3.8,
    off: 'together',
    view: (viewer, item) => ({
      ...words(viewer, item),
      page: 'howto',
      item: `${item.data['team']}!${item.data['howTo']}`,
      actions: actsOf(viewer),
    }),
    async card(viewer, item) {
      const { title, text } = words(viewer, item);
      const [first, second] = actsOf(viewer).map(({ act: one, label }) => ({
        title: label,
        verb: itemVerb,
        data: { item: item.id, act: one },
      }));
      return note({
        title: plain(title),
        lines: [text],
        footer: viewer.t('common.sees.you'),
        buttons: [
          { ...(first as NonNullable<typeof first>), style: 'positive' },
          {
            title: viewer.t('howto.edit'),
            verb: 'howto.edit',
            data: {
              by: ownerOf(viewer.person.id),
              team: String(item.data['team']),
              id: String(item.data['howTo']),
            },
          },
          second as NonNullable<typeof second>,
        ],
      });
    },
    act,
  };
  return { [checkKind]: kind, [offKind]: kind, [onlyKind]: onlyItem };
}
