import { personId } from '#bot/core/ids';
import { membersNamed } from '#bot/features/digest/names';

const member = (id: string, name: string, guest = false) => ({
  id: personId(id),
  name,
  guest,
  here: true,
  digest: false,
});
const members = [
  member('1', 'Megan Bowen'),
  member('2', 'Megan Fox'),
  member('3', 'Chloé Laurent'),
  member('4', 'Meg'),
  member('5', 'Sanne de Vries'),
  member('6', 'Gus Guest', true),
];
const found = (name: string, mentioned?: string[]) =>
  membersNamed(
    members,
    name,
    mentioned?.map((id) => ({ id: personId(id) })),
  ).map(({ id }) => id);

describe('a typed name', () => {
  it.each([
    ['megan bowen', ['1']],
    ['Megan', ['1', '2']],
    ['Meg', ['4']],
    ['chloe', ['3']],
    ['de Vries', ['5']],
    ['Gus Guest', []],
    ['', []],
    ['...', []],
    ['Nobody Here', []],
  ])('%s may mean %j', (name, ids) => {
    expect(found(name)).toEqual(ids);
  });

  it('gives way to a mention', () => {
    expect(found('Megan', ['2'])).toEqual(['2']);
    // Somebody else was meant: nobody is guessed by the name.
    expect(found('Megan', ['7'])).toEqual([]);
    expect(found('Megan', [])).toEqual([]);
  });
});
