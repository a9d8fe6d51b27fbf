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

/** Cards of one template kept in memory: every wording of it, in each language. */
const cardsKept = 100;

/**
 * A template whose cards read alike for many people: each is expanded once, and `carrying` makes it
 * somebody's own.
 * @param adapted what is done to each card before it is kept
 * @returns a card by its name and its view. The name stands for everything the view says; without one
 *   the card names somebody, or holds what somebody wrote, and is not kept
 */
export function sharedTemplate<View extends object>(
  json: object,
  adapted: (card: Card, view: View) => Card,
): (name: string | undefined, view: () => View) => Card {
  const template = cardTemplate<View>(json);
  const kept = new Map<string, Card>();
  return (name, viewOf) => {
    const known = name === undefined ? undefined : kept.get(name);
    if (known !== undefined) return known;
    const view = viewOf();
    const card = adapted(template(view), view);
    if (name === undefined) return card;
    if (kept.size >= cardsKept) kept.clear();
    kept.set(name, card);
    return card;
  };
}

/** The card with this data behind each button below it, and in the sets of buttons within it. */
export function carrying(card: Card, data: Node): Card {
  const filled = (actions: unknown): Node[] =>
    (actions as readonly Node[]).map((action) => {
      const { type, verb, fallback } = action;
      return type === 'Action.Execute'
        ? { ...action, data, fallback: { ...(fallback as Node), data: { ...data, verb } } }
        : action;
    });
  const body = (card['body'] as readonly Node[]).map((element) =>
    element['type'] === 'ActionSet' ? { ...element, actions: filled(element['actions']) } : element,
  );
  return { ...card, body, actions: filled(card['actions']) };
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
