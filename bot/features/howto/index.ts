import type { HowToDeps } from '#bot/features/howto/deps';
import { messageVerbs } from '#bot/features/howto/from-message';
import { howToItems } from '#bot/features/howto/items';
import { howToJobs } from '#bot/features/howto/job';
import { howToRoutes } from '#bot/features/howto/routes';
import { howToVerbs } from '#bot/features/howto/verbs';
import type { Feature } from '#bot/ports';

export { write } from '#bot/features/howto/act';
export type { HowToDeps } from '#bot/features/howto/deps';
export { howTosAbout, leavingHowTos } from '#bot/features/howto/leaving';
export { offerToOnly } from '#bot/features/howto/only';
export { beforeAsk, beside, helpsAlready } from '#bot/features/howto/show';
export { howToKinds } from '#bot/features/howto/store';

/** How something is done, in seven steps at most: a team's, or everybody's; checked twice a year. */
export const howTo = (options: HowToDeps): Feature => {
  const { commands, actions } = howToVerbs(options);
  const fromMessage = messageVerbs(options);
  return {
    commands,
    actions: { ...actions, ...fromMessage.actions },
    events: fromMessage.events,
    routes: howToRoutes(options),
    jobs: howToJobs(options),
    items: howToItems(options),
  };
};
