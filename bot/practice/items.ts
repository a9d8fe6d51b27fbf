import { note } from '#bot/cards/note';
import type { TenantContext } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { table } from '#bot/core/table';
import { unmarked } from '#bot/core/text';
import type { ItemKind, Viewer } from '#bot/ports';
import { standCard } from '#bot/practice/card';
import { type Tell, tells } from '#bot/practice/contract';
import { shownTo } from '#bot/practice/stand';
import { practiceOf, type Tools } from '#bot/practice/tools';
import type { OpenItem } from '#bot/records/profile';

/** The kind of open item by how it is told; the same for every practice. */
export const kindOf = (tell: Tell): string => `practice-${tell}`;

/** Where a run stands in the tab: its scope and its id. */
export const pageItem = (scope: string, run: string): string => `${scope}~${run}`;

const how: Readonly<Record<Tell, Pick<ItemKind, 'order' | 'told' | 'why' | 'pressed' | 'quiet'>>> =
  {
    now: { order: 1, told: 'step', pressed: true },
    daily: { order: 1, told: 'daily', pressed: true, why: 'practice.why.daily' },
    ask: { order: 0, told: 'ask', why: 'practice.why.named' },
    // Between a round's invitation and the check-in.
    rider: { order: 3.5 },
    none: { order: 5, quiet: () => true },
  };

/** What waits because of a run: read and dealt with on its own card or page. */
export function practiceItems(
  tools: Tools,
  ctx: TenantContext,
): Readonly<Record<string, ItemKind>> {
  const said = ({ t }: Pick<Viewer, 't'>, { data }: OpenItem) => {
    const text = (name: string): string => String(data[name] ?? '');
    const known = practiceOf(tools, text('practice'));
    const about = { about: text('about'), returned: text('returned') };
    return known?.item(t, text('form'), about) ?? { title: t('common.app'), text: '' };
  };
  const kind = (tell: Tell): ItemKind => ({
    ...how[tell],
    off: 'together',
    view(viewer, item) {
      const { title, text } = said(viewer, item);
      const { scope, run, gone } = item.data;
      return {
        title: unmarked(title),
        text: unmarked(text),
        actions: [],
        ...(gone === true ? {} : { page: 'together', item: pageItem(String(scope), String(run)) }),
      };
    },
    async card(viewer, item) {
      const { scope, run: id, form } = item.data;
      const stored = await tools.store.load(ctx, String(scope), String(id));
      const known = stored && practiceOf(tools, stored.run.practice);
      const { title, text } = said(viewer, item);
      if (stored === undefined || known === undefined || item.data['gone'] === true) {
        return note({ title, lines: text === '' ? [] : [text] });
      }
      const { run, stand, forms } = await shownTo(tools, ctx, known, stored.run, viewer);
      const me = viewer.person.id;
      return standCard(viewer.t, run, { ...stand, title, lines: [text, ...stand.lines] }, forms, {
        show: forms.some((one) => one.form === form) ? String(form) : undefined,
        page: tools.deps.links.tab(me, 'together', pageItem(run.scope.id, run.id)),
        picker: !tools.deps.local,
      });
    },
    act: async () => no('common.refused.stale'),
  });
  return table(Object.fromEntries(tells.map((tell) => [kindOf(tell), kind(tell)])));
}
