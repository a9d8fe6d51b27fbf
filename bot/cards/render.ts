import { Template } from 'adaptivecards-templating';
import type { Card } from '#bot/ports';

type Node = Readonly<Record<string, unknown>>;

/**
 * A card from a template and a view. The template is built once (15 ms) and expanded often
 * (1.5 ms). A view holds every field the template names; user text only ever enters through it.
 * Every Action.Execute gets an Action.Submit fallback with the same verb and data.
 */
export function cardTemplate<View extends object>(json: object): (view: View) => Card {
  const template = new Template(json);
  return (view) => finish(template.expand({ $root: view }) as Card);
}

/** Views of one template kept in memory: every wording of it, in each language. */
const viewsKept = 50;

/**
 * A template whose cards read alike for many people: each view is expanded once, and `carrying` makes
 * it somebody's own.
 * @param options `adapted`: what is done to each card; `personal`: views that name somebody, or hold
 *   what somebody wrote, which never stay in memory
 */
export function sharedTemplate<View extends object>(
  json: object,
  options: {
    adapted(card: Card, view: View): Card;
    personal(view: View): boolean;
  },
): (view: View) => Card {
  const template = cardTemplate<View>(json);
  const expand = (view: View): Card => options.adapted(template(view), view);
  const known = new Map<string, Card>();
  return (view) => {
    if (options.personal(view)) return expand(view);
    const name = JSON.stringify(view);
    const before = known.get(name);
    if (before !== undefined) return before;
    const card = expand(view);
    if (known.size >= viewsKept) known.clear();
    known.set(name, card);
    return card;
  };
}

/** The card with this data behind each of its buttons. */
export function carrying(card: Card, data: Node): Card {
  const actions = card['actions'] as readonly Node[];
  const filled = actions.map((action) => {
    const { type, verb, fallback } = action;
    return type === 'Action.Execute'
      ? { ...action, data, fallback: { ...(fallback as Node), data: { ...data, verb } } }
      : action;
  });
  return { ...card, actions: filled };
}

/** Version, schema and fallbacks, which every card has. */
export const finish = (card: Card): Card => ({
  ...(withFallbacks(card) as Card),
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
});

function withFallbacks(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withFallbacks);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).map(([name, value]) => [name, withFallbacks(value)]);
  const done = Object.fromEntries(entries) as Node;
  if (done['type'] !== 'Action.Execute' || done['fallback'] !== undefined) return done;
  const { verb, data, title, associatedInputs } = done;
  return {
    ...done,
    fallback: {
      type: 'Action.Submit',
      title,
      ...(associatedInputs === undefined ? {} : { associatedInputs }),
      data: { ...(data as Node | undefined), verb },
    },
  };
}
