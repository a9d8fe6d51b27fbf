import type { Kind } from '#bot/core/learning';
import { skillNameMax } from '#bot/core/learning';
import { clean, count } from '#bot/core/text';
import { sameness } from '#bot/features/skills/catalogue/fold';
import type { Concept } from '#bot/features/skills/packed';
import { hasBrokenLetters } from '#bot/platform/csv';
import type { Lang } from '#bot/strings/index';

/** A row of an official file, by the names in its header. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** Columns without which a file is none of ESCO's skills. */
export const needed = ['conceptUri', 'preferredLabel'] as const;

export type ReadRow =
  | {
      readonly ok: true;
      readonly uri: string;
      readonly kind: Kind;
      readonly names: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/**
 * A skill from a row of the main file or of a collection, which differ in their columns and in what
 * stands between alternative names: line breaks in one, ` | ` in the other.
 */
export function readRow(row: Fields): ReadRow {
  const uri = row['conceptUri']?.trim() ?? '';
  if (!/^https?:\/\/\S+$/.test(uri)) return { ok: false, why: 'no conceptUri' };
  const type = row['conceptType']?.trim() ?? '';
  if (type !== '' && type !== 'KnowledgeSkillCompetence') {
    return { ok: false, why: `not a skill but ${type}` };
  }
  const status = row['status']?.trim() ?? '';
  if (status !== '' && status !== 'released') return { ok: false, why: `its status is ${status}` };
  const preferred = clean(row['preferredLabel'] ?? '');
  if (preferred === '') return { ok: false, why: 'no preferredLabel' };
  if (hasBrokenLetters(preferred)) return { ok: false, why: 'its name has broken letters' };
  if (!fits(preferred)) {
    return { ok: false, why: `its name is longer than ${skillNameMax} characters` };
  }
  const others = (row['altLabels'] ?? '')
    .split(/\||\r?\n/)
    .map((name) => clean(name))
    .filter((name) => name !== '' && fits(name) && !hasBrokenLetters(name));
  const kind = row['reuseLevel']?.trim() === 'transversal' ? 'soft-skill' : 'skill';
  return { ok: true, uri, kind, names: distinct([preferred, ...others]) };
}

const fits = (name: string): boolean => count(name) <= skillNameMax;

/** The first of each that differ in more than case, accents or punctuation. */
const distinct = (names: readonly string[]): string[] => {
  const byKey = new Map<string, string>();
  for (const name of names) {
    const key = sameness(name) || name;
    if (!byKey.has(key)) byKey.set(key, name);
  }
  return [...byKey.values()];
};

/** `…_nl.csv`, `skills_en_first_1000.csv`: the language stands in the official names. */
export const languageIn = (file: string, languages: readonly Lang[]): Lang | undefined =>
  languages.find((lang) => new RegExp(`_${lang}(?=[_.-])`, 'i').test(file));

/** What one file came to. */
export interface FileReport {
  readonly file: string;
  readonly lang: Lang;
  readonly read: number;
  readonly skipped: readonly { readonly line: number; readonly why: string }[];
}

/** What an import comes to, compared with what was there. */
export interface Comparison {
  readonly concepts: readonly Concept[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Were there before and stand in none of these files: they stay. */
  readonly untouched: number;
}

/** Gathers the rows of all files of one run: a skill of several files has the names of all. */
export function gathering() {
  const concepts = new Map<string, { kind: Kind; names: Partial<Record<Lang, string[]>> }>();
  return {
    add(lang: Lang, row: Extract<ReadRow, { ok: true }>): void {
      const known = concepts.get(row.uri) ?? { kind: row.kind, names: {} };
      // A skill of a collection of transversal ones is one, whatever the main file leaves open.
      if (row.kind !== 'skill') known.kind = row.kind;
      known.names[lang] = distinct([...(known.names[lang] ?? []), ...row.names]);
      concepts.set(row.uri, known);
    },
    /** A language that these files do not have stays as it was. */
    against(before: readonly Concept[]): Comparison {
      const after = new Map(before.map((concept) => [concept.uri, concept]));
      const tally = { added: 0, changed: 0, unchanged: 0 };
      for (const [uri, { kind, names }] of concepts) {
        const old = after.get(uri);
        const now: Concept = { uri, kind, names: inOrder({ ...old?.names, ...names }) };
        const same = old !== undefined && old.kind === kind && sameNames(old.names, now.names);
        tally[old === undefined ? 'added' : same ? 'unchanged' : 'changed'] += 1;
        after.set(uri, now);
      }
      const untouched = before.filter(({ uri }) => !concepts.has(uri)).length;
      return { concepts: [...after.values()], ...tally, untouched };
    },
  };
}

const inOrder = (names: Concept['names']): Concept['names'] =>
  Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
const sameNames = (a: Concept['names'], b: Concept['names']): boolean =>
  JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
