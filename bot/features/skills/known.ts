import type { SkillId, TenantContext } from '#bot/core/ids';
import {
  type Catalogue,
  catalogueOf,
  type Entry,
  type Shelf,
  shelf,
} from '#bot/features/skills/catalogue/catalogue';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import { conceptId, loadPack } from '#bot/features/skills/packed';
import {
  type Imported,
  type Known,
  loadKnown,
  loadWatched,
  type Watched,
} from '#bot/features/skills/tenant';
import type { Tables } from '#bot/platform/tables';

/** Longest that a process goes on with what it read of the tenant's own skills, in milliseconds. */
const maxAge = 60_000;

/**
 * The catalogue as it stands in this process. The vocabulary is always there; what the tenant added
 * is read in the background and at most a minute old. Nobody waits for it: what was decided without
 * it is put right when the person's rows of the index are written next.
 */
export interface KnownSkills extends Catalogue {
  /** What was merged, newest last. */
  aliases(): Watched['aliases'];
  imported(): Imported | undefined;
  /** Reads again what changed. */
  refresh(): Promise<void>;
  /** Reads again when what is known is a minute old. */
  keepFresh(): Promise<void>;
}

interface Held {
  readonly watched: Watched;
  readonly known: Known;
  readonly own: Shelf;
  readonly imported: Shelf;
}

const empty = shelf([]);

/** What was imported; a concept that the vocabulary lists too adds its names to that skill. */
async function importedShelf(
  tables: Tables,
  ctx: TenantContext,
  imported: Imported | undefined,
): Promise<Shelf> {
  if (imported === undefined) return empty;
  const concepts = (await loadPack(tables, ctx, imported)) ?? [];
  return shelf(
    concepts.map((concept): Entry => {
      const { names, kind } = concept;
      const listed = seedShelf.named(names['en']?.[0] ?? names['nl']?.[0] ?? '');
      return { id: listed?.entry.id ?? conceptId(concept), kind, names, source: 'imported' };
    }),
  );
}

export function knownSkills(tables: Tables, ctx: TenantContext): KnownSkills {
  let held: Held | undefined;
  let now: Catalogue = catalogueOf([seedShelf]);
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    readAt = performance.now();
    const watched = await loadWatched(tables, ctx);
    if (watched.mark === held?.watched.mark) return;
    const before = held;
    const sameNight = before !== undefined && before.watched.night === watched.night;
    const known = sameNight ? before.known : await loadKnown(tables, ctx);
    const sameImport = before?.watched.imported?.version === watched.imported?.version;
    const imported = sameImport
      ? (before?.imported ?? empty)
      : await importedShelf(tables, ctx, watched.imported);
    // What has a name in a list by now is found there.
    const own = [...known.own, ...watched.fresh].filter(({ names }) => {
      const name = names.en?.[0] ?? '';
      return seedShelf.named(name) === undefined && imported.named(name) === undefined;
    });
    held = { watched, known, imported, own: shelf(own) };
    const alias = new Map<string, SkillId>(
      watched.aliases.map(({ id, to }) => [id, to as SkillId]),
    );
    // What was imported comes before what colleagues typed: its synonyms then count for them.
    now = catalogueOf([seedShelf, held.imported, held.own], { alias, usage: known.usage });
  };
  const refresh = (): Promise<void> => {
    // One that is under way may have begun before the change that somebody wants to see.
    const next = (reading ?? Promise.resolve()).then(read);
    // Who asked hears of a failure; who comes next only waits for the end.
    reading = next.catch(() => undefined);
    return next;
  };

  return {
    resolve: (name) => now.resolve(name),
    standsFor: (id) => now.standsFor(id),
    entry: (id) => now.entry(id),
    twin: (name) => now.twin(name),
    search: (typed, lang, limit) => now.search(typed, lang, limit),
    aliases: () => held?.watched.aliases ?? [],
    imported: () => held?.watched.imported,
    refresh,
    keepFresh: async () => {
      if (performance.now() - readAt > maxAge) await refresh();
    },
  };
}
