import { kinds } from '#bot/core/learning';
import { skillKey } from '#bot/core/text';
import { catalogueOf } from '#bot/features/skills/catalogue/catalogue';
import { skillNamed } from '#bot/features/skills/rules';
import en from '#bot/features/skills/vocabulary/en.json';
import kindOf from '#bot/features/skills/vocabulary/kinds.json';
import nl from '#bot/features/skills/vocabulary/nl.json';

const ids = Object.keys(kindOf);
const languages: [string, Readonly<Record<string, readonly string[]>>][] = [
  ['en', en],
  ['nl', nl],
];
const labels = languages.flatMap(([lang, names]) =>
  Object.entries(names).flatMap(([id, list]) => list.map((label) => ({ lang, id, label }))),
);
const folded = (label: string): string =>
  skillKey(label).normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');

describe('the seed vocabulary', () => {
  it('has six hundred skills or more', () => {
    expect(ids.length).toBeGreaterThanOrEqual(600);
  });

  it('names every skill in every language, and no others', () => {
    for (const [, names] of languages) expect(Object.keys(names)).toEqual(ids);
  });

  it('has well-formed ids', () => {
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('has twenty skills or more of each kind, and no other kinds', () => {
    const used = Object.values(kindOf);
    expect(new Set(used)).toEqual(new Set(kinds));
    for (const kind of kinds) {
      expect(used.filter((one) => one === kind).length).toBeGreaterThanOrEqual(20);
    }
  });

  it('has labels as a person’s own would be kept: visible, tidy, not too long', () => {
    const odd = labels.filter(({ label }) => {
      const named = skillNamed(label, catalogueOf([]));
      return !named.ok || named.value.name !== label;
    });
    expect(odd).toEqual([]);
  });

  it('shows names that begin with a capital, but for a maker’s own spelling', () => {
    const shown = languages.flatMap(([, names]) => Object.values(names).map(([name]) => name));
    expect(shown.filter((name) => /^\p{Ll}/u.test(name ?? 'none'))).toEqual([
      'think-cell',
      'think-cell',
    ]);
  });

  it('lets no words mean two skills, in whichever language they are typed', () => {
    const meaning = new Map<string, string>();
    const twice = labels.filter(({ id, label }) => {
      const first = meaning.get(folded(label)) ?? id;
      meaning.set(folded(label), first);
      return first !== id;
    });
    expect(twice).toEqual([]);
  });

  it('says nothing twice about one skill in one language', () => {
    const repeats = languages.flatMap(([, names]) =>
      Object.values(names).filter((list) => new Set(list.map(folded)).size < list.length),
    );
    expect(repeats).toEqual([]);
  });

  it('has one to five other words for at least nine in ten skills, in each language', () => {
    for (const [, names] of languages) {
      const lists = Object.values(names);
      expect(lists.filter((list) => list.length > 6)).toEqual([]);
      const known = lists.filter((list) => list.length > 1);
      expect(known.length / ids.length).toBeGreaterThanOrEqual(0.9);
    }
  });
});
