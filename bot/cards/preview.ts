import { type Button, note } from '#bot/cards/note';
import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import type { Card } from '#bot/ports';

type Part = Readonly<Record<string, unknown>>;
const partsOf = (card: Card, name: 'body' | 'actions'): readonly Part[] =>
  (card[name] as readonly Part[] | undefined) ?? [];

/**
 * A post as it will stand in a team's channel, framed, with the press that sends it and the way back.
 * Its own buttons are only named: pressed here they would work already.
 */
export function previewCard(
  t: Translate,
  about: { readonly team: string; readonly post: Card; readonly buttons: readonly Button[] },
): Card {
  const { post, buttons } = about;
  const team = plain(about.team);
  const names = partsOf(post, 'actions').map(({ title }) => `“${plain(String(title))}”`);
  const frame = note({
    title: t('common.preview.title', { team }),
    footer: t('common.preview.footer', { team, count: names.length, names: names.join(', ') }),
    buttons,
  });
  const [title, ...rest] = partsOf(frame, 'body');
  const shown = {
    type: 'Container',
    style: 'emphasis',
    spacing: 'Medium',
    items: partsOf(post, 'body'),
  };
  return { ...frame, body: [title, shown, ...rest] };
}
