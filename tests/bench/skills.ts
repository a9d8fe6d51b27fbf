// npm run bench:skills: the search over a catalogue the size of ESCO in two languages, held to the
// goals of the design (recall among the first five, time of one search, time to build the index).
import { fold } from '#bot/features/skills/catalogue/fold';
import { searchIndex } from '#bot/features/skills/catalogue/search-index';
import { seedEntries } from '#bot/features/skills/catalogue/vocabulary';
import { bigCatalogue, dice } from '#tests/bench/skill-labels';

const size = 104_000;
const searches = 2_500;
const listed = 5;
const seed = 20_261_123;

const vocabulary = seedEntries().map(({ names }) => [
  ...new Set([...(names.en ?? []), ...(names.nl ?? [])]),
]);
const { texts, skills } = bigCatalogue(vocabulary, size, seed);
const folded = texts.map(fold);
const inOrder = [...folded.keys()].sort((a, b) => (label(a) < label(b) ? -1 : 1));
const roll = dice(seed + 1);

function label(at: number): string {
  return folded[at] as string;
}

/** How many skills go by a name that starts so; counted up to six. */
function skillsStarting(text: string): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (label(inOrder[middle] as number) < text) low = middle + 1;
    else high = middle;
  }
  const found = new Set<number>();
  for (let at = low; at < inOrder.length && found.size <= listed; at += 1) {
    const place = inOrder[at] as number;
    if (!label(place).startsWith(text)) break;
    found.add(skills[place] as number);
  }
  return found.size;
}

/** One letter other, missing or too many, or swapped with its neighbour; anywhere. */
function withTypo(text: string): string {
  const at = Math.floor(roll() * text.length);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[Math.floor(roll() * 26)] as string;
  const kind = Math.floor(roll() * 4);
  if (kind === 0) return text.slice(0, at) + letter + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 2) return text.slice(0, at) + letter + text.slice(at);
  const swap = Math.min(at, text.length - 2);
  return `${text.slice(0, swap)}${text[swap + 1]}${text[swap]}${text.slice(swap + 2)}`;
}

/**
 * What has been typed of a name when three fifths stand there, or as much more as it takes until no
 * more than five skills begin so: before that no list of five could hold them all.
 */
function beginning(text: string): string | undefined {
  for (let length = Math.max(5, Math.ceil(text.length * 0.6)); length < text.length; length += 1) {
    const typed = text.slice(0, length);
    if (!typed.endsWith(' ') && skillsStarting(typed) <= listed) return typed;
  }
  return undefined;
}

interface Measured {
  /** Share of the searches that had the skill among the first five. */
  readonly recall: number;
  /** Of every search, in milliseconds, ascending. */
  readonly times: readonly number[];
}

/** In milliseconds. The quicker of two is taken: what else this machine does is not ours. */
function timeOf(text: string): number {
  const from = performance.now();
  index.search(text, listed);
  return performance.now() - from;
}

function measure(typed: (text: string) => string | undefined): Measured {
  const times: number[] = [];
  let hits = 0;
  while (times.length < searches) {
    const place = Math.floor(roll() * size);
    const text = typed(label(place));
    if (text === undefined) continue;
    const found = index.search(text, listed);
    times.push(Math.min(timeOf(text), timeOf(text)));
    if (found.some((hit) => skills[hit.label] === skills[place])) hits += 1;
  }
  return { recall: hits / searches, times: times.sort((a, b) => a - b) };
}

const rows: { what: string; figure: string; goal: string; met: boolean }[] = [];
const row = (what: string, figure: string, goal: string, met: boolean) => {
  rows.push({ what, figure, goal, met });
  process.stdout.write(`${what}: ${figure} (${goal})${met ? '' : '  NOT MET'}\n`);
};
const percentile = (times: readonly number[], share: number) =>
  times[Math.floor((times.length - 1) * share)] as number;

const before = process.memoryUsage().arrayBuffers;
const from = performance.now();
const index = searchIndex(texts, skills);
const built = performance.now() - from;
const held = (process.memoryUsage().arrayBuffers - before) / 1e6;
process.stdout.write(
  `${size} labels of ${(skills.at(-1) ?? 0) + 1} skills, ${vocabulary.length} of them our vocabulary; seed ${seed}\n`,
);
row('index built', `${built.toFixed(0)} ms, ${held.toFixed(0)} MB`, '≤ 1 000 ms', built <= 1_000);
// The first searches are slow while the engine still learns which code is hot: nobody waits for them
// but one person once.
for (let at = 0; at < 300; at += 1) index.search(label(Math.floor(roll() * size)), listed);

const kinds: [string, (text: string) => string | undefined, number][] = [
  ['the whole name', (text) => text, 1],
  ['the whole name, one typo', (text) => (text.length < 4 ? undefined : withTypo(text)), 0.98],
  ['its beginning', beginning, 0.99],
  [
    'its beginning, one typo',
    (text) => {
      const typed = beginning(text);
      return typed === undefined ? undefined : withTypo(typed);
    },
    0.97,
  ],
];
const all: number[] = [];
for (const [what, typed, goal] of kinds) {
  const { recall, times } = measure(typed);
  all.push(...times);
  const took = `p50 ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`;
  row(`recall@5, ${what}`, `${recall.toFixed(4)}, ${took}`, `≥ ${goal}`, recall >= goal);
}
// What a box asks for after each of the first letters: many answers, none of them wrong.
const first = measure((text) => text.slice(0, 2 + Math.floor(roll() * 5)));
all.push(...first.times);
all.sort((a, b) => a - b);
const p99 = percentile(all, 0.99);
row(
  `one search, all ${all.length} and the first letters too`,
  `p50 ${percentile(all, 0.5).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
  'p99 ≤ 10 ms',
  p99 <= 10,
);
process.stdout.write('\n');
console.table(rows);
process.exit(rows.every(({ met }) => met) ? 0 : 1);
