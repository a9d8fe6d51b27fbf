import { type ComponentType, useEffect, useState } from 'react';
import type { PageName } from './teams/places';

/** Each page is a chunk of its own, loaded when it is first gone to. */
const modules: Readonly<Record<PageName, () => Promise<ComponentType>>> = {
  profile: async () => (await import('./features/people/profile-page')).ProfilePage,
  'for-you': async () => (await import('./features/people/for-you-page')).ForYouPage,
  find: async () => (await import('./features/skills/find-page')).FindPage,
  badges: async () => (await import('./features/thanks/badges-page')).BadgesPage,
  learning: async () => (await import('./features/checkin/learning-page')).LearningPage,
  team: async () => (await import('./features/digest/team-page')).TeamPage,
  settings: async () => (await import('./features/people/settings-page')).SettingsPage,
  admin: async () => (await import('./features/admin/admin-page')).AdminPage,
};

const loaded = new Map<PageName, ComponentType>();

export async function loadPage(name: PageName): Promise<void> {
  if (!loaded.has(name)) loaded.set(name, await modules[name]());
}

/**
 * A page, once its chunk is there. Not React's `lazy`: that would show the skeleton for at least
 * 300 ms, also for a page that arrived in the meantime.
 */
export function usePage(name: PageName): { Page: ComponentType | undefined; failed: boolean } {
  const [settled, setSettled] = useState<{ name: PageName; failed: boolean }>();
  useEffect(() => {
    if (loaded.has(name)) return;
    loadPage(name).then(
      () => setSettled({ name, failed: false }),
      () => setSettled({ name, failed: true }),
    );
  }, [name]);
  return {
    Page: loaded.get(name),
    failed: settled?.name === name && settled.failed,
  };
}
