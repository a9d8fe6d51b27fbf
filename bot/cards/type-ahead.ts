import type { Card } from '#bot/ports';

type Node = Readonly<Record<string, unknown>>;

/** The dataset that Teams asks us for while somebody types a skill. */
export const skillDataset = 'skills';

/**
 * A card on which the named text inputs suggest skills while somebody types: Teams asks for them
 * (`application/search`). What is typed and not suggested can be chosen too, as something new.
 */
export function withTypeAhead(card: Card, ids: readonly string[]): Card {
  const changed = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(changed);
    if (node === null || typeof node !== 'object') return node;
    const input = node as Node;
    if (input['type'] === 'Input.Text' && ids.includes(String(input['id']))) return chooser(input);
    return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, changed(value)]));
  };
  return { ...card, body: changed(card['body']) };
}

function chooser({ maxLength: _, value, ...input }: Node): Node {
  // What is filled in already has to stand among the choices to be shown.
  const filled = typeof value === 'string' && value !== '';
  return {
    ...input,
    type: 'Input.ChoiceSet',
    style: 'filtered',
    wrap: true,
    ...(filled ? { value } : {}),
    choices: filled ? [{ title: value, value }] : [],
    'choices.data': { type: 'Data.Query', dataset: skillDataset },
  };
}
