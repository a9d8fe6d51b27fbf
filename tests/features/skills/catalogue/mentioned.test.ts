import { mentionedIn } from '#bot/features/skills/catalogue/mentioned';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import fc from '#tests/property';

const isListed = (name: string): boolean => seedShelf.named(name) !== undefined;
const among =
  (...names: readonly string[]) =>
  (name: string) =>
    names.includes(name);

describe('the skill a message speaks of', () => {
  it('is named in either language, as it was written', () => {
    const found = (text: string) => mentionedIn(text, isListed);
    expect(found('Does anybody know why my pivot table counts empty cells?')).toBe('pivot table');
    expect(found('Wie weet hoe draaitabellen werken?')).toBe('draaitabellen');
    expect(found('I have to write some “SQL”, help!')).toBe('SQL');
    // What one asks with is not what one asks about.
    expect(found('Could you tell me how to share this?')).toBeUndefined();
    expect(found('Kan iemand mij dit uitleggen?')).toBeUndefined();
    expect(found('Who knows how to make a pivot table?')).toBe('pivot table');
    expect(found('Kan iemand mij draaitabellen uitleggen?')).toBe('draaitabellen');
    expect(found('Shall we go and have lunch?')).toBeUndefined();
    expect(found('')).toBeUndefined();
  });

  it('is the longest name, of two as long the first, and ends with its sentence', () => {
    const text = 'Excel or pivot tables in Excel';
    expect(mentionedIn(text, among('Excel', 'pivot tables'))).toBe('pivot tables');
    expect(mentionedIn('Word, then Excel', among('Excel', 'Word'))).toBe('Word');
    expect(mentionedIn('I like data. Analysis bores me', among('data Analysis'))).toBeUndefined();
    // A short word is hardly ever meant as a name, unless it is written as one.
    expect(mentionedIn('I go to the css course', among('go', 'css'))).toBeUndefined();
    expect(mentionedIn('My CSS and C++', among('CSS', 'C++'))).toBe('CSS');
    expect(mentionedIn('Only (C++).', among('C++'))).toBe('C++');
  });

  it('is one of the names, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const names: string[] = [];
        const found = mentionedIn(text, (name) => {
          names.push(name);
          return name.length > 6;
        });
        expect(found === undefined || names.at(-1) === found).toBe(true);
      }),
    );
  });
});
