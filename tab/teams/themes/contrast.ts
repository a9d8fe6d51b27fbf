import { teamsHighContrastTheme } from '@fluentui/react-components';
import type { OwnTheme } from '../theme';

/** High contrast is the person's own choice of colours: nothing of it is replaced. */
export const theme: OwnTheme = {
  ...teamsHighContrastTheme,
  pioPage: '#000000',
  pioCard: '#000000',
  pioLine: '#FFFFFF',
  pioSoft: '#000000',
  pioOnSoft: '#1AEBFF',
  pioWarm: '#000000',
  pioOnWarm: '#FFFF00',
  pioSkeleton: '#333333',
  pioLift: 'none',
  pioPlank: '#FFFFFF',
  pioPlankEdge: '#FFFFFF',
  pioSkill: '#FFFFFF',
  pioInsight: '#FFFFFF',
  pioSoftSkill: '#FFFFFF',
  pioKnowHow: '#FFFFFF',
  pioSelfReflection: '#FFFFFF',
  pioOnKind: '#000000',
};
