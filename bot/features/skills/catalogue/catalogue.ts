import type { SkillId } from '#bot/core/ids';
import type { Kind } from '#bot/core/learning';
import { fold, sameness } from '#bot/features/skills/catalogue/fold';
import { nearTwin } from '#bot/features/skills/catalogue/near';
import { searchIndex } from '#bot/features/skills/catalogue/search-index';
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
  /** The one of its names that is nearest, in whichever language. */
  readonly met: string;
  /** 0 to 1; 1 is the same text as one of the skill's names. */
  readonly score: number;
  readonly kind: Kind;
  readonly source: Entry['source'];
}

/** What else is known of one tenant. */
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
  /** The name of a listed skill that differs by a slip, for a name that no list knows. */
  twin(name: string): string | undefined;
  /** Skills nearest to what was typed, best first; never two that count as one. */
  search(typed: string, lang: Lang, limit: number): Suggestion[];
}

/**
 * Entries that change together. Their names and their search index are made when they are first
 * asked for, and stay as long as the shelf.
 */
export interface Shelf {
  entry(id: string): Entry | undefined;
  named(name: string): Named | undefined;
  search(
    typed: string,
    limit: number,
    usage: (id: string) => number,
  ): (Named & { readonly score: number })[];
}

interface Named {
  readonly entry: Entry;
  /** The one of its names that was met. */
  readonly name: string;
}

export function shelf(entries: readonly Entry[]): Shelf {
  const byId = lazy(() => new Map(entries.map((entry) => [entry.id as string, entry])));
  const byName = lazy(() => namesOf(entries));
  const index = lazy(() => {
    const names: Named[] = [];
    const owners: number[] = [];
    entries.forEach((entry, place) => {
      for (const name of new Set(languages.flatMap((lang) => entry.names[lang] ?? []))) {
        names.push({ entry, name });
        owners.push(place);
      }
    });
    const texts = names.map(({ name }) => name);
    return { names, searched: searchIndex(texts, owners) };
  });
  return {
    entry: (id) => byId().get(id),
    named: (name) => byName().get(sameness(name)),
    search(typed, limit, usage) {
      const { names, searched } = index();
      return searched
        .search(typed, limit, (place) => usage((entries[place] as Entry).id))
        .map(({ label, score }) => ({ ...(names[label] as Named), score }));
    },
  };
}

const alone: Tenancy = { alias: new Map(), usage: new Map() };
/** More than this many steps from alias to alias would be a circle. */
const longestChain = 8;

/** A catalogue of shelves, earlier ones first where two skills go by the same name. */
export function catalogueOf(shelves: readonly Shelf[], tenancy: Tenancy = alone): Catalogue {
  const { alias, usage } = tenancy;
  const first = <T>(find: (one: Shelf) => T | undefined): T | undefined => {
    for (const one of shelves) {
      const found = find(one);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const entry = (id: string) => first((one) => one.entry(id));
  const standsFor = (id: SkillId): SkillId => {
    let now = id;
    for (let step = 0; step < longestChain; step += 1) {
      const next = alias.get(now);
      if (next === undefined) return now;
      now = next;
    }
    return now;
  };
  const used = (id: string): number => usage.get(id) ?? 0;

  const catalogue: Catalogue = {
    standsFor,
    entry,
    twin: (name) => nearTwin(catalogue, name, 'en')?.met,
    resolve(name) {
      const named = first((one) => one.named(name));
      return named && standsFor(named.entry.id);
    },
    search(typed, lang, limit) {
      const found = new Map<SkillId, Suggestion>();
      const begun = fold(typed);
      const add = (met: Named, score: number): void => {
        const id = standsFor(met.entry.id);
        if (found.has(id)) return;
        const shown = entry(id) ?? met.entry;
        const { kind, source } = shown;
        const name = label(shown, lang, met, begun);
        found.set(id, { id, score, kind, source, label: name, met: met.name });
      };
      // What the name itself stands for leads, whoever else goes by it too.
      const named = first((one) => one.named(typed));
      if (named !== undefined) add(named, 1);
      // Merged skills leave the list, so a few more are looked at.
      const met = shelves
        .flatMap((one) => one.search(typed, 2 * limit + Math.min(alias.size, limit), used))
        .map((one) => ({ ...one, score: inLanguage(one, lang) ? one.score : foreign(one.score) }))
        .sort((a, b) => b.score - a.score || used(b.entry.id) - used(a.entry.id));
      for (const one of met) add(one, one.score);
      return [...found.values()].slice(0, limit);
    },
  };
  return catalogue;
}

const inLanguage = ({ entry, name }: Named, lang: Lang): boolean =>
  entry.names[lang]?.includes(name) ?? false;

/** A slip or a beginning counts a little less in a language that was not asked for. */
const foreign = (score: number): number =>
  score === 1 ? 1 : Math.round(score * 0.95 * 1_000) / 1_000;

/**
 * The name that was met, when it is of the language asked for and the first one does not begin as
 * well with what was typed; else that language's first.
 */
const label = ({ names }: Entry, lang: Lang, { name }: Named, begun: string): string => {
  const [main] = names[lang] ?? [];
  if (main !== undefined && fold(main).startsWith(begun)) return main;
  return names[lang]?.includes(name) ? name : (main ?? firstOf(names) ?? name);
};

const firstOf = (names: Entry['names']): string | undefined =>
  languages.map((lang) => names[lang]?.[0]).find((name) => name !== undefined);

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

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
