import type { SkillId } from '#bot/core/ids';
import type { Kind } from '#bot/core/learning';
import { sameness } from '#bot/features/skills/catalogue/fold';
import { type SearchIndex, searchIndex } from '#bot/features/skills/catalogue/search-index';
import { type Lang, languages } from '#bot/strings/index';

/** A skill of the catalogue: how it is called, the name that is shown first. */
export interface Entry {
  readonly id: SkillId;
  readonly kind: Kind;
  readonly names: { readonly [L in Lang]?: readonly string[] };
  /** Came with the product, was typed by a colleague, or was imported (ESCO). */
  readonly source: 'seed' | 'own' | 'imported';
}

/** What a search shows. */
export interface Suggestion {
  readonly id: SkillId;
  /** In the language asked for, where the catalogue has one. */
  readonly label: string;
  /** 0 to 1; 1 is the same text as one of the skill's names. */
  readonly score: number;
  readonly kind: Kind;
  readonly source: Entry['source'];
}

/** What is known besides the entries, of one tenant. */
export interface Tenancy {
  /** A skill that counts as another one. */
  readonly alias: ReadonlyMap<string, SkillId>;
  /** How many people share a skill. */
  readonly usage: ReadonlyMap<string, number>;
}

export interface Catalogue {
  /** The skill that goes by this name in any language; aliases followed. */
  resolve(name: string): SkillId | undefined;
  /** What a skill counts as: itself, or what it was merged into. */
  standsFor(id: SkillId): SkillId;
  entry(id: string): Entry | undefined;
  /** Skills nearest to what was typed, best first; never two that count as one. */
  search(typed: string, lang: Lang, limit: number): Suggestion[];
}

const alone: Tenancy = { alias: new Map(), usage: new Map() };
/** More than this many steps from alias to alias would be a circle. */
const longestChain = 8;

/**
 * A catalogue of entries, earlier ones first where two go by the same name. Names and search index
 * are made when they are first asked for.
 */
export function catalogueOf(
  entries: readonly Entry[],
  { alias, usage }: Tenancy = alone,
): Catalogue {
  const byId = lazy(() => new Map(entries.map((entry) => [entry.id as string, entry])));
  const byName = lazy(() => namesOf(entries));
  const index = lazy(() => indexOf(entries));

  const standsFor = (id: SkillId): SkillId => {
    let now = id;
    for (let step = 0; step < longestChain; step += 1) {
      const next = alias.get(now);
      if (next === undefined) return now;
      now = next;
    }
    return now;
  };
  const used = (place: number): number => usage.get((entries[place] as Entry).id) ?? 0;

  return {
    standsFor,
    entry: (id) => byId().get(id),
    resolve(name) {
      const named = byName().get(sameness(name));
      return named === undefined ? undefined : standsFor(named.entry.id);
    },
    search(typed, lang, limit) {
      const { search, entryOf, labels } = index();
      const found = new Map<SkillId, Suggestion>();
      const add = (met: Entry, name: string, score: number): void => {
        const id = standsFor(met.id);
        const entry = byId().get(id) ?? met;
        const { kind, source } = entry;
        if (!found.has(id))
          found.set(id, { id, score, kind, source, label: shown(entry, lang, name) });
      };
      // What the name itself stands for leads, whoever else goes by it too.
      const named = byName().get(sameness(typed));
      if (named !== undefined) add(named.entry, named.name, 1);
      // Merged skills leave the list, so a few more are looked at.
      for (const { label, score } of search.search(typed, limit + alias.size, used)) {
        add(entries[entryOf[label] as number] as Entry, labels[label] as string, score);
      }
      return [...found.values()].slice(0, limit);
    },
  };
}

/** The name that was met, when it is of the language asked for; else that language's first. */
const shown = ({ names }: Entry, lang: Lang, met: string): string =>
  names[lang]?.includes(met) ? met : (names[lang]?.[0] ?? met);

interface Named {
  readonly entry: Entry;
  readonly name: string;
}

function namesOf(entries: readonly Entry[]): Map<string, Named> {
  const byName = new Map<string, Named>();
  const add = (name: string | undefined, entry: Entry): void => {
    const key = name === undefined ? '' : sameness(name);
    if (name !== undefined && key !== '' && !byName.has(key)) byName.set(key, { entry, name });
  };
  // What a skill is called comes before what another one is also called.
  for (const entry of entries) for (const lang of languages) add(entry.names[lang]?.[0], entry);
  for (const entry of entries) {
    for (const lang of languages) for (const name of entry.names[lang] ?? []) add(name, entry);
  }
  return byName;
}

function indexOf(entries: readonly Entry[]): {
  search: SearchIndex;
  labels: readonly string[];
  entryOf: readonly number[];
} {
  const labels: string[] = [];
  const entryOf: number[] = [];
  entries.forEach(({ names }, place) => {
    for (const name of new Set(languages.flatMap((lang) => names[lang] ?? []))) {
      labels.push(name);
      entryOf.push(place);
    }
  });
  return { search: searchIndex(labels, entryOf), labels, entryOf };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
