import { type PersonId, personId, teamId } from '#bot/core/ids';

export interface Colleague {
  readonly id: PersonId;
  readonly teamsId: string;
  readonly name: string;
}

const names = [
  'Robin Bakker',
  'Megan Bowen',
  'Sanne de Vries',
  'Omar Haddad',
  'Priya Nair',
  'Daan Jansen',
  'Chloé Laurent',
  'Tomasz Nowak',
  'Aisha Mensah',
  'Lars Eriksen',
  'Yuki Tanaka',
  'Fatma Yılmaz',
  'Joris Smit',
  'Elena Petrova',
  'Marcus Reed',
  'Noor el Amrani',
] as const;

/**
 * The sample team of sixteen. The first is you; the first six also live in the Playground
 * (.m365agentsplayground.yml), which takes no more.
 */
export const colleagues: readonly Colleague[] = names.map((name, index) => ({
  id: personId(`00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`),
  teamsId: `29:${plainFirstName(name)}`,
  name,
}));

export const sampleTeam = { id: teamId('19:sample-team@thread.tacv2'), name: 'Customer Care' };

function plainFirstName(name: string): string {
  const [first = ''] = name.split(' ');
  return first.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
