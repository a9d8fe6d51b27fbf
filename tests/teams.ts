import { type Team, teamSchema } from '#bot/records/team';

/** A team's record; what matters to a test is given. */
export const team = (patch: Partial<Team> = {}): Omit<Team, 'id'> => ({
  ...teamSchema.parse({}),
  ...patch,
});
