import { readdirSync, readFileSync } from 'node:fs';

type Node = Readonly<Record<string, unknown>>;

function within(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(within);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Node, ...Object.values(node).flatMap(within)];
}

/** Where leaving is all that a button does: its verb, or its act. */
const cancels = ['thanks.cancel', 'back'];

describe('what somebody typed on a card', () => {
  const cards = readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('golden') && file.endsWith('.json'))
    .map((file) => `tests/${file}`);

  it('is looked for on every card that is drawn', () => {
    expect(cards.length).toBeGreaterThan(150);
  });

  it('goes along with every button that stands beside it, but with *Cancel*', () => {
    const lost = cards.flatMap((file) => {
      const nodes = within(JSON.parse(readFileSync(file, 'utf8')));
      if (!nodes.some(({ type }) => String(type).startsWith('Input.'))) return [];
      return nodes
        .filter(({ associatedInputs }) => associatedInputs === 'none')
        .map(({ verb, data }) =>
          [verb ?? (data as Node)['verb'], (data as Node)['act']].map(String),
        )
        .filter((names) => !names.some((name) => cancels.includes(name)))
        .map((names) => `${file}: ${names.join(' ')}`);
    });
    expect(lost).toEqual([]);
  });
});
