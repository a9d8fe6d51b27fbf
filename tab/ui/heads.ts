import type { PageName } from '../teams/places';
import type { Word } from '../words';

export type Picture =
  | 'empty-skills'
  | 'empty-foryou'
  | 'empty-badges'
  | 'empty-learning'
  | 'page-find'
  | 'page-team'
  | 'page-admin'
  | 'page-settings';

interface Head {
  readonly picture: Picture;
  /** The sentence below its title; null where it depends on what is read first. */
  readonly lead: Word | null;
}

/** How each page begins, known before anything of it is loaded; its title is `nav.<page>`. */
export const heads: Readonly<Record<PageName, Head>> = {
  profile: { picture: 'empty-skills', lead: 'profile.lead' },
  'for-you': { picture: 'empty-foryou', lead: 'forYou.lead' },
  find: { picture: 'page-find', lead: 'find.lead' },
  badges: { picture: 'empty-badges', lead: 'badges.lead' },
  learning: { picture: 'empty-learning', lead: 'learning.lead' },
  team: { picture: 'page-team', lead: 'team.lead' },
  settings: { picture: 'page-settings', lead: 'settings.lead' },
  admin: { picture: 'page-admin', lead: null },
};
