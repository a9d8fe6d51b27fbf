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
