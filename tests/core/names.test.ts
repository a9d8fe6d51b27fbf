import { folded, meant } from '#bot/core/names';
import fc from '#tests/property';

const people = [
  'Alex Wilber',
  'Megan Bowen',
  'Megan Smith',
  'Zoë de Vries',
  'Anne',
  'Anne-Marie Bos',
  'Łukasz Nowak',
].map((name) => ({ name }));
const found = (name: string) => meant(name, people).map((person) => person.name);

describe('a name that somebody typed', () => {
  it('means the person whose whole name it is before anybody else', () => {
    expect(found('anne')).toEqual(['Anne']);
    expect(found('MEGAN BOWEN')).toEqual(['Megan Bowen']);
  });

  it('may be a first name, a beginning or a later name, without accents', () => {
    expect(found('zoe')).toEqual(['Zoë de Vries']);
    expect(found('Zoé De  Vries')).toEqual(['Zoë de Vries']);
    expect(found('ale')).toEqual(['Alex Wilber']);
    expect(found('wilber')).toEqual(['Alex Wilber']);
    expect(found('lukasz')).toEqual(['Łukasz Nowak']);
    expect(found('anne marie')).toEqual(['Anne-Marie Bos']);
  });

  it('is ambiguous when several people have it, and unknown when none has', () => {
    expect(found('megan')).toEqual(['Megan Bowen', 'Megan Smith']);
    expect(found('Zebedee')).toEqual([]);
    expect(found('')).toEqual([]);
    expect(found('…')).toEqual([]);
  });

  it('finds everybody by their own whole name, in any case and without accents', () => {
    fc.assert(
      fc.property(fc.constantFrom(...people), fc.boolean(), ({ name }, upper) => {
        const typed = upper ? name.toUpperCase() : folded(name);
        expect(found(typed)).toContain(name);
      }),
    );
  });
});
