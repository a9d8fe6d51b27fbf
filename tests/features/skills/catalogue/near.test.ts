import { skillId } from '#bot/core/ids';
import { catalogueOf, shelf } from '#bot/features/skills/catalogue/catalogue';
import { nearTwin } from '#bot/features/skills/catalogue/near';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';

const own = (name: string) => ({
  id: skillId(name),
  kind: 'skill' as const,
  names: { en: [name], nl: [name] },
  source: 'own' as const,
});
const catalogue = catalogueOf([seedShelf, shelf([own('Photoshpo'), own('Exel')])]);
const near = (name: string) => nearTwin(catalogue, name, 'en')?.met;

describe('the skill that somebody may have meant', () => {
  it.each([
    ['exzel', 'Excel'],
    ['Pivto tables', 'Pivot tables'],
    ['tables pivot', 'Pivot tables'],
    ['difficult conversation', 'Difficult conversations'],
    ['moeilijk gesprek', 'Moeilijke gesprekken'],
    ['powerpiont', 'PowerPoint'],
    ['negotating', 'Negotiating'],
    ['Photoshpo', 'Photoshop'],
  ])('for “%s” is “%s”', (typed, meant) => {
    expect(near(typed)).toBe(meant);
  });

  it.each([
    // Names of their own: a list knows them, or they are too short to be slips.
    'SAS',
    'SAP',
    'SQK',
    'SAT training',
    'Excel',
    // What a colleague typed is a skill of its own when it is short.
    'Exel',
    'Pivot tables for bees',
    'Gitaar',
    'Accordion',
  ])('is none for “%s”', (typed) => {
    expect(near(typed)).toBeUndefined();
  });
});
