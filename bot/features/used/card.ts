import { button } from '#bot/cards/note';
import { finish } from '#bot/cards/render';
import { plain } from '#bot/core/text';
import { itemVerb } from '#bot/delivery/items';
import type { Card, ItemView, Viewer } from '#bot/ports';

/** The question where it stands alone: one of its answers, and one button. */
export const usedCard = ({ t }: Pick<Viewer, 't'>, item: string, view: ItemView): Card =>
  finish({
    body: [
      {
        type: 'TextBlock',
        text: plain(view.title),
        size: 'Large',
        weight: 'Bolder',
        style: 'heading',
        wrap: true,
      },
      {
        type: 'Input.ChoiceSet',
        id: 'act',
        label: view.text ?? '',
        errorMessage: t('used.error'),
        style: 'expanded',
        isRequired: true,
        wrap: true,
        choices: view.actions.map(({ act, label }) => ({ title: label, value: act })),
      },
    ],
    actions: [button({ title: t('used.send'), verb: itemVerb, data: { item }, style: 'positive' })],
  });
