/**
 * Patterns of sentences, compiled once and matched in a time that grows with the sentence and not
 * with its square: every reading is followed at once, word by word, and none is ever tried again.
 *
 * A pattern is words, with `(this|that)`, `[perhaps]`, `(again and)*`, `<list>` for a named list of
 * the language, and `{slot}` for words of the person's own.
 */

import { compared } from '#bot/core/sentences/tokens';

/** One word as typed, and as it is compared. */
export interface Token {
  readonly word: string;
  /** The word of the grammar from which this one is a slip away. */
  readonly meant?: string | undefined;
  /** Place in the text. */
  readonly from: number;
  readonly to: number;
}

type Node =
  | { readonly is: 'word'; readonly word: string }
  | { readonly is: 'slot'; readonly name: string }
  | { readonly is: 'all'; readonly of: readonly Node[] }
  | { readonly is: 'either'; readonly of: readonly Node[] }
  | { readonly is: 'perhaps' | 'often'; readonly of: Node };

const part = /[()|[\]*]|<[a-z0-9]+>|\{[a-z]+\}|[^\s()|[\]*<>{}]+/g;

/** @param lists patterns that others name in angle brackets */
function parse(pattern: string, lists: Readonly<Record<string, string>>): Node {
  const parts = pattern.match(part) ?? [];
  let at = 0;
  const either = (): Node => {
    const of = [all()];
    while (parts[at] === '|') {
      at += 1;
      of.push(all());
    }
    return of.length === 1 ? (of[0] as Node) : { is: 'either', of };
  };
  const all = (): Node => {
    const of: Node[] = [];
    while (at < parts.length && !'|)]'.includes(parts[at] as string)) {
      const next = one();
      if (parts[at] !== '*') of.push(next);
      else {
        at += 1;
        of.push({ is: 'often', of: next });
      }
    }
    return { is: 'all', of };
  };
  const one = (): Node => {
    const text = parts[at] as string;
    at += 1;
    if (text === '(' || text === '[') {
      const within = either();
      at += 1;
      return text === '(' ? within : { is: 'perhaps', of: within };
    }
    if (text.startsWith('{')) return { is: 'slot', name: text.slice(1, -1) };
    if (!text.startsWith('<')) return { is: 'word', word: compared(text) };
    const named = lists[text.slice(1, -1)];
    if (named === undefined) throw new Error(`no list ${text} for the pattern ${pattern}`);
    return parse(named, lists);
  };
  return either();
}

/** Where a reading stands: before a word, in a slot, or at the end. */
type State =
  | { readonly is: 'word'; readonly word: string; next: number }
  | { readonly is: 'fork'; readonly to: number[] }
  | { readonly is: 'open' | 'inside' | 'close'; readonly name: string; next: number }
  | { readonly is: 'end'; readonly pattern: number };

/** A slot as read: which, and from which word to before which. */
interface Filled {
  readonly name: string;
  readonly from: number;
  to: number;
  readonly before: Filled | undefined;
}

interface Reading {
  readonly cost: number;
  readonly filled: Filled | undefined;
}

export interface Match {
  /** Place among the patterns. */
  readonly pattern: number;
  /** Grows with every word that the pattern did not name. */
  readonly cost: number;
  readonly slots: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
}

/** What a word costs that is none of the pattern's: passed over, or only nearly right. */
const cost = { passedOver: 0.1, nearly: 0.5 };

export interface Grammar {
  /** All words of its patterns. */
  readonly words: ReadonlySet<string>;
  /** The reading of all words that names most of them; of two alike the earlier pattern's. */
  match(tokens: readonly Token[]): Match | undefined;
}

export interface GrammarOptions {
  readonly lists: Readonly<Record<string, string>>;
  /** Words that say nothing where they stand outside a slot. */
  readonly passesOver: (token: Token) => boolean;
  /** What a word costs in a slot; undefined where it may not stand. */
  readonly inSlot: (slot: string, token: Token) => number | undefined;
}

export function grammar(
  patterns: readonly string[],
  { lists, passesOver, inSlot }: GrammarOptions,
): Grammar {
  const states: State[] = [];
  const words = new Set<string>();
  const add = (state: State): number => states.push(state) - 1;
  /** Builds backwards: what follows is known already. */
  const build = (node: Node, next: number): number => {
    switch (node.is) {
      case 'word':
        words.add(node.word);
        return add({ is: 'word', word: node.word, next });
      case 'slot': {
        const { name } = node;
        const inside = add({ is: 'inside', name, next: -1 });
        (states[inside] as { next: number }).next = add({ is: 'close', name, next });
        return add({ is: 'open', name, next: inside });
      }
      case 'all':
        return node.of.reduceRight((after, one) => build(one, after), next);
      case 'either':
        return add({ is: 'fork', to: node.of.map((one) => build(one, next)) });
      case 'perhaps':
        return add({ is: 'fork', to: [build(node.of, next), next] });
      case 'often': {
        const fork: State & { is: 'fork' } = { is: 'fork', to: [next] };
        const at = add(fork);
        fork.to.unshift(build(node.of, at));
        return at;
      }
    }
  };
  const start = add({
    is: 'fork',
    to: patterns.map((pattern, index) =>
      build(parse(pattern, lists), add({ is: 'end', pattern: index })),
    ),
  });

  type Front = Map<number, Reading>;
  /** Puts a reading where it stands now, unless a better one stands there. */
  const enter = (front: Front, at: number, reading: Reading, place: number): void => {
    const known = front.get(at);
    if (known !== undefined && known.cost <= reading.cost) return;
    front.set(at, reading);
    const state = states[at] as State;
    if (state.is === 'fork') for (const to of state.to) enter(front, to, reading, place);
    if (state.is === 'close') {
      const { name, from, before } = reading.filled as Filled;
      const filled = { name, from, to: place, before };
      enter(front, state.next, { cost: reading.cost, filled }, place);
    }
  };

  // All patterns begin here: by the first word, so that a message is not held against each of them.
  const opening: Front = new Map();
  enter(opening, start, { cost: 0, filled: undefined }, 0);
  const begins = new Map<string, number[]>();
  const slotsFirst: number[] = [];
  for (const at of opening.keys()) {
    const state = states[at] as State;
    if (state.is === 'open') slotsFirst.push(at);
    if (state.is === 'word') begins.set(state.word, [...(begins.get(state.word) ?? []), at]);
  }

  /** Moves one reading past one word. */
  const advance = (
    at: number,
    reading: Reading,
    token: Token,
    idle: boolean,
    place: number,
    after: Front,
  ): void => {
    const state = states[at] as State;
    const go = (to: number, more: number, filled = reading.filled): void =>
      enter(after, to, { cost: reading.cost + more, filled }, place + 1);
    if (state.is === 'word') {
      if (state.word === token.word) go(state.next, 0);
      else if (state.word === token.meant) go(state.next, cost.nearly);
    }
    if (state.is === 'open' || state.is === 'inside') {
      const costs = inSlot(state.name, token);
      if (costs !== undefined) {
        const { name } = state;
        const isFirst = state.is === 'open';
        const inside = isFirst ? state.next : at;
        const filled = isFirst
          ? { name, from: place, to: -1, before: reading.filled }
          : reading.filled;
        go(inside, costs, filled);
        go((states[inside] as { next: number }).next, costs, filled);
      }
    }
    // Inside a slot every word is the person's own.
    if (idle && (state.is === 'word' || state.is === 'open' || state.is === 'end')) {
      go(at, cost.passedOver);
    }
  };

  return {
    words,
    match(tokens) {
      let front: Front = new Map();
      /** What it cost to pass over every word so far; undefined once one had to be read. */
      let unread: number | undefined = 0;
      tokens.forEach((token, place) => {
        const after: Front = new Map();
        const idle = passesOver(token);
        for (const [at, reading] of front) advance(at, reading, token, idle, place, after);
        if (unread !== undefined) {
          const reading = { cost: unread, filled: undefined };
          const meant = token.meant === undefined ? [] : (begins.get(token.meant) ?? []);
          for (const at of [...(begins.get(token.word) ?? []), ...meant, ...slotsFirst]) {
            advance(at, reading, token, false, place, after);
          }
          unread = idle ? unread + cost.passedOver : undefined;
        }
        front = after;
      });
      let best: Match | undefined;
      for (const [at, { cost: total, filled }] of front) {
        const state = states[at] as State;
        if (state.is !== 'end') continue;
        const { pattern } = state;
        if (
          best !== undefined &&
          (total > best.cost || (total === best.cost && pattern > best.pattern))
        )
          continue;
        const slots: Record<string, { from: number; to: number }> = {};
        for (let one = filled; one !== undefined; one = one.before) {
          slots[one.name] ??= { from: one.from, to: one.to };
        }
        best = { pattern, cost: total, slots };
      }
      return best;
    },
  };
}
