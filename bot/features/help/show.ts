import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { linksOf } from '#bot/features/help/calendar';
import { itemCard, openingOf, type Reach } from '#bot/features/help/card';
import { askOf, readerOf, shownOf } from '#bot/features/help/items';
import type { Card, Deps, Viewer } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

/** What a card of help is drawn with. */
interface Shows {
  readonly deps: Pick<Deps, 'tables' | 'links' | 'calendar'>;
}

/** How somebody reaches the other one, and the calendar files of their times. */
async function reachOf(
  help: Shows,
  ctx: TenantContext,
  viewer: Viewer,
  item: OpenItem,
): Promise<Reach> {
  const { deps } = help;
  const shown = shownOf(item);
  const given = item.kind === 'help-given';
  const me: PersonId = viewer.person.id;
  const opening = openingOf(readerOf(viewer, deps.calendar), item, shown);
  return {
    chat: shown.with === '' ? undefined : deps.links.talk([shown.with], opening),
    calendar: await linksOf(
      help,
      ctx,
      {
        asker: given ? personId(shown.with) : me,
        ask: askOf(item.id),
        side: given ? 'given' : 'mine',
      },
      shown.stage === 'plan' ? [shown.at] : shown.stage === 'yes' ? shown.slots : [],
    ),
  };
}

/** The card of an open item, for whoever has it. */
export const cardFor = async (
  help: Shows,
  ctx: TenantContext,
  viewer: Viewer,
  item: OpenItem,
): Promise<Card> =>
  itemCard(
    viewer,
    readerOf(viewer, help.deps.calendar),
    item,
    await reachOf(help, ctx, viewer, item),
  );
