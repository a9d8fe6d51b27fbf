declare module 'edmonds-blossom-fixed' {
  /** Maximum weight matching: edges as [one, other, weight]; each vertex's mate, or -1. */
  export default function blossom(edges: [number, number, number][]): number[];
}
