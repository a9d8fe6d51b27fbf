import { personId, teamId } from '#bot/core/ids';

/** The people every test knows. */
const somebody = (number: number, name: string) => ({
  id: personId(`00000000-0000-4000-8000-0000000001${String(number).padStart(2, '0')}`),
  teamsId: `29:${name.split(' ')[0]?.toLowerCase()}`,
  name,
});

export const cast = {
  alex: somebody(1, 'Alex Wilber'),
  megan: somebody(2, 'Megan Bowen'),
  adele: somebody(3, 'Adele Vance'),
  isaiah: somebody(4, 'Isaiah Langer'),
  patti: somebody(5, 'Patti Fernandez'),
  lynne: somebody(6, 'Lynne Robbins'),
  sanne: somebody(7, 'Sanne de Vries'),
  daan: somebody(8, 'Daan Jansen'),
};
export type Somebody = (typeof cast)[keyof typeof cast];

export const crew = { id: teamId('19:crew@thread.tacv2'), name: 'Crew' };
