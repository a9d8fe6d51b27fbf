import { teamsDarkTheme } from '@fluentui/react-components';
import type { OwnTheme } from '../theme';
import { accented } from './accent';

export const theme: OwnTheme = {
  ...teamsDarkTheme,
  ...accented({
    fill: '#1B7A71',
    fillHover: '#17695F',
    fillPressed: '#125249',
    ink: '#63C7BB',
    inkHover: '#7FD6CB',
    inkPressed: '#4FB3A7',
    tint: '#173F3B',
  }),
  pioPage: '#1E1B19',
  pioCard: '#2A2725',
  pioLine: '#45403B',
  pioSoft: '#173F3B',
  pioOnSoft: '#B5E8E0',
  pioWarm: '#3B3021',
  pioOnWarm: '#FFE0AE',
  pioSkeleton: '#36322E',
  pioLift: '0 1px 2px rgba(0, 0, 0, 0.3)',
  pioPlank: '#5B4A36',
  pioPlankEdge: '#463828',
  pioSkill: '#63C7BB',
  pioInsight: '#F0B549',
  pioSoftSkill: '#F08FB2',
  pioKnowHow: '#83B7EE',
  pioSelfReflection: '#ABA8F2',
  pioOnKind: '#1E1B19',
};
