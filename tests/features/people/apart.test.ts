import { personId, teamId } from '#bot/core/ids';
import { namedApart } from '#bot/records/colleagues';
import { team } from '#tests/teams';

const conversation = { id: '19:x', serviceUrl: 'https://smba.example' };
const [sales, care] = ['Sales', 'Care'].map((name) => ({
  id: teamId(`19:${name}`),
  ...team({ name, channel: conversation }),
})) as [ReturnType<typeof one>, ReturnType<typeof one>];
function one() {
  return { id: teamId(''), ...team({}) };
}
const choice = (id: string, name: string, ...teams: (typeof sales)[]) => ({
  id: personId(id),
  name,
  teams,
});

describe('people of one name', () => {
  let asked: string[];
  const messenger = (answers: boolean) =>
    ({
      roster: async (id: string) => {
        asked.push(id);
        if (!answers) throw new Error('away');
        const person = { teamsId: '29:x', name: 'x', guest: false };
        const people = ['a', 'b', 'c'].map((who) => ({
          ...person,
          id: personId(who),
          mail: `${who}@x.nl`,
        }));
        return { people, whole: true };
      },
    }) as never;
  const named = async (people: readonly ReturnType<typeof choice>[], answers = true) => {
    asked = [];
    return (await namedApart({ messenger: messenger(answers) }, people)).map(({ name }) => name);
  };

  it('have the teams shared with who chooses beside it, and nobody is asked for more', async () => {
    const people = [
      choice('a', 'Noor Bos', sales),
      choice('b', 'NOOR BÓS', sales, care),
      choice('c', 'Kees Bos', sales),
    ];
    expect(await named(people)).toEqual(['Noor Bos (Sales)', 'NOOR BÓS (Sales, Care)', 'Kees Bos']);
    expect(asked).toEqual([]);
  });

  it('have their mail beside it where the teams are the same, from one roster', async () => {
    const people = ['a', 'b', 'c'].map((id) =>
      choice(id, 'Noor Bos', ...(id === 'c' ? [care] : [sales])),
    );
    expect(await named(people)).toEqual([
      'Noor Bos (a@x.nl)',
      'Noor Bos (b@x.nl)',
      'Noor Bos (Care)',
    ]);
    expect(asked).toEqual([sales.id]);
  });

  it('can be chosen when Teams gives no roster', async () => {
    const people = [choice('a', 'Noor Bos', sales), choice('b', 'Noor Bos', sales)];
    expect(await named(people, false)).toEqual(['Noor Bos', 'Noor Bos']);
  });
});
