/** Whole numbers that look random and follow from a seed alone. */
export interface Chance {
  /** A whole number from 0 up to, but not including, `below` (at most 2^32). */
  below(below: number): number;
}

/** 32 bits in which every bit of `bits` counts: MurmurHash3's finalizer (Appleby, public domain). */
function mixed(bits: number): number {
  let h = bits;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** An unsigned 32-bit hash of a text: FNV-1a over its UTF-16 units, mixed. */
export function hash32(seed: number, text: string): number {
  let h = mixed(seed ^ 0x811c9dc5);
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mixed(h);
}

/** The generator sfc32 (Doty-Humphrey, PractRand): small, fast, 2^32 rounds or more of period. */
export function chance(seed: number): Chance {
  // In an array, where whole numbers of 32 bits are kept as they are.
  const state = new Int32Array(4);
  state[0] = mixed(seed);
  state[1] = mixed(seed ^ 0x9e3779b9);
  state[2] = mixed(Math.trunc(seed / 2 ** 32));
  state[3] = 1;
  const at = (index: number): number => state[index] as number;
  const next = (): number => {
    const out = (at(0) + at(1) + at(3)) | 0;
    state[3] = at(3) + 1;
    state[0] = at(1) ^ (at(1) >>> 9);
    state[1] = at(2) + (at(2) << 3);
    state[2] = ((at(2) << 21) | (at(2) >>> 11)) + out;
    return out >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  return { below: (below) => Math.floor((next() / 2 ** 32) * below) };
}
