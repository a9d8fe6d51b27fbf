import { readdirSync, readFileSync } from 'node:fs';

type Node = Readonly<Record<string, unknown>>;

function within(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(within);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Node, ...Object.values(node).flatMap(within)];
}

/** Where leaving is all that a button does. */
const cancels = ['thanks.cancel'];

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
        .map(({ verb, data }) => String(verb ?? (data as Node)['verb']))
        .filter((verb) => !cancels.includes(verb))
        .map((verb) => `${file}: ${verb}`);
    });
    expect(lost).toEqual([]);
  });
});
