import type { ComponentType } from 'react';
import type { PageName } from './teams/places';

type Load = () => Promise<{ default: ComponentType }>;

/** Each page is a chunk of its own, loaded when it is first gone to. */
export const pageModules: Readonly<Record<PageName, Load>> = {
  profile: async () => ({
    default: (await import('./features/people/profile-page')).ProfilePage,
  }),
  'for-you': async () => ({
    default: (await import('./features/people/for-you-page')).ForYouPage,
  }),
  badges: async () => ({ default: (await import('./features/thanks/badges-page')).BadgesPage }),
  learning: async () => ({
    default: (await import('./features/checkin/learning-page')).LearningPage,
  }),
  team: async () => ({ default: (await import('./features/digest/team-page')).TeamPage }),
  settings: async () => ({
    default: (await import('./features/people/settings-page')).SettingsPage,
  }),
};
