import { hash, skillId } from '#bot/core/ids';
import { type Kind, kinds } from '#bot/core/learning';
import { type Entry, shelf } from '#bot/features/skills/catalogue/catalogue';
import en from '#bot/features/skills/vocabulary/en.json';
import kindsOf from '#bot/features/skills/vocabulary/kinds.json';
import nl from '#bot/features/skills/vocabulary/nl.json';

const names: Readonly<Record<'en' | 'nl', Readonly<Record<string, readonly string[]>>>> = {
  en,
  nl,
};
const known: ReadonlySet<string> = new Set(kinds);

/**
 * The everyday workplace skills that come with the product. A skill is known by its word in
 * `vocabulary/kinds.json`, whatever its names become.
 */
export const seedEntries = (): Entry[] =>
  Object.entries(kindsOf).map(([id, kind]) => ({
    id: skillId(hash(16, 'seed', id)),
    kind: known.has(kind) ? (kind as Kind) : 'skill',
    names: { en: names.en[id] ?? [], nl: names.nl[id] ?? [] },
    source: 'seed',
  }));

/** One for the whole process. */
export const seedShelf = shelf(seedEntries());
