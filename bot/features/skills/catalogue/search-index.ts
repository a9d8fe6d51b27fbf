import { aligner, type Distance } from '#bot/core/distance';
import { fold } from '#bot/features/skills/catalogue/fold';

/** A label that answers a search. */
export interface Hit {
  /** Place of the label among those the index was built of. */
  readonly label: number;
  /** 0 to 1; 1 is the same text. */
  readonly score: number;
}

export interface SearchIndex {
  /**
   * The labels nearest to what was typed, best first: one for each skill, none below `minScore`.
   * @param usage how often a skill is used here: breaks ties
   */
  search(typed: string, limit: number, usage?: (skill: number) => number): Hit[];
}

/** Below this the answer is "add it as new": less than two letters in three are right. */
const minScore = 0.64;

/** What a reading of the label counts: the whole of it, its beginning, words inside, words mixed. */
const whole = 1;
const opening = 0.95;
const inside = 0.88;
const mixed = 0.8;

/** Longest text that is compared. */
const longest = 120;
/** Labels that are compared letter by letter; a short text says little, so more are. */
const comparedShort = 2_000;
const compared = 300;
const short = 10;
/** Groups that are always looked up; beyond these, as many lists as hold so many times all labels. */
const fewestGroups = 8;
const listsRead = 1;

const space = 32;
const gramBits = 18;

/** Letters, digits and the space have a code of their own; all others share what is left. */
const codeOf = (letter: number): number =>
  letter >= 97 && letter <= 122
    ? letter - 96
    : letter >= 48 && letter <= 57
      ? letter - 21
      : letter === space
        ? 0
        : 37 + (letter % 27);

/** Edits forgiven in a text of so many letters. */
const forgiven = (letters: number): number =>
  letters < 3 ? 0 : letters < 8 ? 1 : letters < 13 ? 2 : letters < 24 ? 3 : 4;

/**
 * An index over labels by their groups of three letters. What is typed is first met with the labels
 * that share most of its groups, then compared with these by edit distance, as a whole, as the
 * beginning, as words inside, and as words in any order.
 * @param texts labels as shown; in any language, side by side
 * @param skills the skill each label names
 */
export function searchIndex(texts: readonly string[], skills: ArrayLike<number>): SearchIndex {
  const { letters, starts, order } = shelve(texts);
  const { postings, offsets } = groupsOf(letters, starts);
  const size = texts.length;
  const shared = new Uint8Array(size);
  const candidates = new Uint32Array(comparedShort);
  const typedLetters = new Uint16Array(longest);
  const align = aligner();
  const found: Distance = { prefix: 0, full: 0 };

  const listed = (group: number): number =>
    (offsets[group + 1] as number) - (offsets[group] as number);

  /** The rarest groups: common ones tell little, and each costs its whole list. */
  function telling(groups: readonly number[]): number[] {
    const byRarity = [...groups].sort((a, b) => listed(a) - listed(b));
    let cost = 0;
    return byRarity.filter((group, at) => {
      cost += listed(group);
      return at < fewestGroups || cost <= size * listsRead;
    });
  }

  /** Labels that share most groups with what was typed; among equals the shorter ones. */
  function candidatesFor(typed: string, most: number): number {
    const groups = telling(distinctGroups(typed));
    shared.fill(0);
    for (const group of groups) {
      const end = offsets[group + 1] as number;
      for (let at = offsets[group] as number; at < end; at += 1) {
        const place = postings[at] as number;
        shared[place] = (shared[place] as number) + 1;
      }
    }
    const sharing = new Uint32Array(groups.length + 1);
    for (let place = 0; place < size; place += 1) {
      const count = shared[place] as number;
      sharing[count] = (sharing[count] as number) + 1;
    }
    let least = groups.length;
    let room = most;
    while (least > 1 && (sharing[least] as number) < room) {
      room -= sharing[least] as number;
      least -= 1;
    }
    // Of those that share just enough only so many find room, the shortest.
    let chosen = 0;
    for (let place = 0; place < size && chosen < most; place += 1) {
      const count = shared[place] as number;
      if (count < least || count === 0) continue;
      if (count === least) {
        if (room === 0) continue;
        room -= 1;
      }
      candidates[chosen] = place;
      chosen += 1;
    }
    return chosen;
  }

  function scoreOf(place: number, length: number, words: readonly Word[], most: number): number {
    const from = starts[place] as number;
    const to = starts[place + 1] as number;
    let score = 0;
    for (let at = from; at < to; at += 1) {
      if (at > from && (letters[at - 1] !== space || !mayBegin(0, at))) continue;
      align(typedLetters, 0, length, letters, at, to, most, found);
      if (at === from && found.full <= most) {
        score = Math.max(score, whole * (1 - found.full / Math.max(length, to - from)));
      }
      if (found.prefix <= most) {
        const reading = at === from ? opening : inside;
        score = Math.max(score, reading * (1 - found.prefix / length));
      }
    }
    return words.length > 1 && score < mixed ? Math.max(score, mixedScore(from, to, words)) : score;
  }

  /** Whether a word may be meant, with a slip in its first two letters at most: saves comparing. */
  const mayBegin = (typed: number, at: number): boolean =>
    typedLetters[typed] === letters[at] ||
    typedLetters[typed + 1] === letters[at + 1] ||
    typedLetters[typed] === letters[at + 1] ||
    typedLetters[typed + 1] === letters[at];

  /** Every word for itself, wherever it stands in the label. */
  function mixedScore(from: number, to: number, words: readonly Word[]): number {
    let right = 0;
    let all = 0;
    for (const word of words) {
      const length = word.to - word.from;
      const most = forgiven(length - 1);
      let least = most + 1;
      for (let at = from; at < to && least > 0; at += 1) {
        if ((at > from && letters[at - 1] !== space) || !mayBegin(word.from, at)) continue;
        align(typedLetters, word.from, word.to, letters, at, wordEnd(at, to), most, found);
        least = Math.min(least, found.prefix);
      }
      all += length;
      if (least <= most) right += length - least;
    }
    return (mixed * right) / all;
  }

  const wordEnd = (from: number, to: number): number => {
    let end = from;
    while (end < to && letters[end] !== space) end += 1;
    return end;
  };

  return {
    search(typed, limit, usage = () => 0) {
      const text = fold(typed).slice(0, longest).trim();
      if (text === '' || size === 0) return [];
      for (let at = 0; at < text.length; at += 1) typedLetters[at] = text.charCodeAt(at);
      const most = forgiven(text.length);
      const words = wordsOf(text);
      const chosen = candidatesFor(text, text.length < short ? comparedShort : compared);
      const best = podium(limit);
      for (let at = 0; at < chosen; at += 1) {
        const place = candidates[at] as number;
        const score = rounded(scoreOf(place, text.length, words, most));
        if (score < Math.max(minScore, best.least())) continue;
        const skill = skills[order[place] as number] as number;
        best.enter({ place, score, skill, used: usage(skill) });
      }
      return best.all().map(({ place, score }) => ({ label: order[place] as number, score }));
    },
  };
}

interface Met {
  readonly place: number;
  readonly score: number;
  readonly skill: number;
  readonly used: number;
}

/** As good to a person's eye: then what colleagues use comes first, then what is shortest. */
const better = (a: Met, b: Met): boolean =>
  a.score !== b.score ? a.score > b.score : a.used !== b.used ? a.used > b.used : a.place < b.place;

/** The best so far, one for a skill. */
function podium(limit: number) {
  const best: Met[] = [];
  return {
    all: (): readonly Met[] => best,
    /** A score below this has no chance any more. */
    least: (): number => (best.length < limit ? 0 : (best.at(-1) as Met).score),
    enter(met: Met): void {
      const known = best.findIndex(({ skill }) => skill === met.skill);
      if (known >= 0) {
        if (!better(met, best[known] as Met)) return;
        best.splice(known, 1);
      }
      const at = best.findIndex((other) => better(met, other));
      if (at >= 0) best.splice(at, 0, met);
      else best.push(met);
      if (best.length > limit) best.pop();
    },
  };
}

const rounded = (score: number): number => Math.round(score * 1_000) / 1_000;

interface Word {
  readonly from: number;
  readonly to: number;
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let from = 0;
  for (const word of text.split(' ')) {
    words.push({ from, to: from + word.length });
    from += word.length + 1;
  }
  return words;
}

/** The labels folded, one after the other, short ones first; `order` leads back. */
function shelve(texts: readonly string[]) {
  const folded = texts.map((text) => fold(text).slice(0, longest));
  const order = byLength(folded);
  const starts = new Uint32Array(texts.length + 1);
  let total = 0;
  order.forEach((label, place) => {
    starts[place] = total;
    total += (folded[label] as string).length;
  });
  starts[texts.length] = total;
  const letters = new Uint16Array(total);
  order.forEach((label, place) => {
    const text = folded[label] as string;
    const from = starts[place] as number;
    for (let at = 0; at < text.length; at += 1) letters[from + at] = text.charCodeAt(at);
  });
  return { letters, starts, order };
}

/** Places of the texts from the shortest to the longest; equals stay in order. */
function byLength(texts: readonly string[]): Uint32Array {
  const next = new Uint32Array(longest + 2);
  for (const { length } of texts) next[length + 1] = (next[length + 1] as number) + 1;
  for (let length = 1; length < next.length; length += 1) {
    next[length] = (next[length] as number) + (next[length - 1] as number);
  }
  const order = new Uint32Array(texts.length);
  texts.forEach(({ length }, label) => {
    order[next[length] as number] = label;
    next[length] = (next[length] as number) + 1;
  });
  return order;
}

/** For each group of three letters the places of the labels it is in; a label begins after spaces. */
function groupsOf(letters: Uint16Array, starts: Uint32Array) {
  const offsets = new Uint32Array((1 << gramBits) + 1);
  const last = new Int32Array(1 << gramBits).fill(-1);
  const size = starts.length - 1;
  const mask = (1 << gramBits) - 1;
  const each = (visit: (group: number, place: number) => void): void => {
    last.fill(-1);
    for (let place = 0; place < size; place += 1) {
      let group = 0;
      for (let at = starts[place] as number; at < (starts[place + 1] as number); at += 1) {
        group = ((group << 6) | codeOf(letters[at] as number)) & mask;
        if (last[group] === place) continue;
        last[group] = place;
        visit(group, place);
      }
    }
  };
  each((group) => {
    offsets[group + 1] = (offsets[group + 1] as number) + 1;
  });
  for (let group = 0; group < 1 << gramBits; group += 1) {
    offsets[group + 1] = (offsets[group + 1] as number) + (offsets[group] as number);
  }
  const postings = new Uint32Array(offsets[1 << gramBits] as number);
  const next = offsets.slice();
  each((group, place) => {
    postings[next[group] as number] = place;
    next[group] = (next[group] as number) + 1;
  });
  return { postings, offsets };
}

function distinctGroups(text: string): number[] {
  const mask = (1 << gramBits) - 1;
  const groups = new Set<number>();
  let group = 0;
  for (let at = 0; at < text.length; at += 1) {
    group = ((group << 6) | codeOf(text.charCodeAt(at))) & mask;
    groups.add(group);
  }
  return [...groups];
}
