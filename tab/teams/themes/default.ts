import { teamsLightTheme } from '@fluentui/react-components';
import type { OwnTheme } from '../theme';
import { accented } from './accent';

export const theme: OwnTheme = {
  ...teamsLightTheme,
  ...accented({
    fill: '#17746C',
    fillHover: '#12635C',
    fillPressed: '#0D4F49',
    ink: '#17746C',
    inkHover: '#12635C',
    inkPressed: '#0D4F49',
    tint: '#DDF0EC',
  }),
  pioPage: '#F8F5F0',
  pioCard: '#FFFFFF',
  pioLine: '#E6DED2',
  pioSoft: '#DDF0EC',
  pioOnSoft: '#0E4F49',
  pioWarm: '#FFF4E3',
  pioOnWarm: '#5C3D00',
  pioSkeleton: '#ECE6DC',
  pioLift: '0 1px 2px rgba(64, 44, 12, 0.06), 0 4px 16px rgba(64, 44, 12, 0.05)',
  pioPlank: '#E3C9A2',
  pioPlankEdge: '#C9A877',
  pioSkill: '#17746C',
  pioInsight: '#B26A00',
  pioSoftSkill: '#B83C68',
  pioKnowHow: '#2F6CAD',
  pioSelfReflection: '#5753B0',
  pioOnKind: '#FFFFFF',
};
