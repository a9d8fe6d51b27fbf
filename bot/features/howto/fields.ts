import { skillNameMax } from '#bot/core/learning';
import { stepMax, stepsMost } from '#bot/features/howto/wire';
import type { Turn } from '#bot/ports';
import type { Field } from '#bot/practice/wire';

/** What a form starts with. */
export interface Filling {
  readonly topic: string;
  readonly steps: string;
  readonly link: string;
  readonly reach: 'team' | 'all';
}

export const blank: Filling = { topic: '', steps: '', link: '', reach: 'team' };

/** What stands in the form of a how-to that is there. */
export const fillingOf = (howTo: {
  readonly topic: string;
  readonly steps: readonly string[];
  readonly link: string;
  readonly everybody: boolean;
}): Filling => ({
  topic: howTo.topic,
  steps: howTo.steps.join('\n'),
  link: howTo.link,
  reach: howTo.everybody ? 'all' : 'team',
});

/**
 * The inputs of a how-to, on a card and in the tab. The steps have no limit of their own: what is
 * too much is refused with what was typed kept.
 * @param teams to choose from; one or none: there is nothing to choose
 */
export const fieldsOf = (
  { t }: Pick<Turn, 't'>,
  filling: Filling,
  teams: readonly { readonly id: string; readonly name: string }[],
  team: string,
): Field[] => [
  {
    id: 'topic',
    kind: 'text',
    label: t('howto.form.topic'),
    hint: t('howto.form.topic.hint'),
    required: true,
    max: skillNameMax,
    value: filling.topic,
  },
  {
    id: 'steps',
    kind: 'text',
    lines: true,
    label: t('howto.form.steps', { most: stepsMost, max: stepMax }),
    hint: t('howto.form.steps.hint'),
    required: true,
    value: filling.steps,
  },
  {
    id: 'link',
    kind: 'text',
    label: t('howto.form.link'),
    hint: 'https://',
    value: filling.link,
  },
  ...(teams.length > 1
    ? [
        {
          id: 'team',
          kind: 'choice',
          label: t('howto.form.team'),
          required: true,
          value: team,
          choices: teams.map(({ id, name }) => ({ value: id, title: name })),
        } as const,
      ]
    : []),
  {
    id: 'reach',
    kind: 'choice',
    label: t('howto.form.reach'),
    required: true,
    value: filling.reach,
    choices: (['team', 'all'] as const).map((value) => ({
      value,
      title: t(`howto.form.reach.${value}`),
    })),
  },
];
