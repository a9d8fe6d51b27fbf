import {
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components';

const themeNames = ['default', 'dark', 'contrast'] as const;
export type ThemeName = (typeof themeNames)[number];

/** Our own few tokens beside those of Teams: ground, cards, the warm and the accent surface, five kinds. */
const lightOwn = {
  pioPage: '#F8F5F0',
  pioCard: '#FFFFFF',
  pioLine: '#E6DED2',
  pioSoft: '#DDF0EC',
  pioOnSoft: '#0E4F49',
  pioWarm: '#FFF4E3',
  pioOnWarm: '#5C3D00',
  pioSkeleton: '#ECE6DC',
  pioLift: '0 1px 2px rgba(64, 44, 12, 0.06), 0 4px 16px rgba(64, 44, 12, 0.05)',
  pioSkill: '#17746C',
  pioInsight: '#B26A00',
  pioSoftSkill: '#B83C68',
  pioKnowHow: '#2F6CAD',
  pioSelfReflection: '#5753B0',
  pioOnKind: '#FFFFFF',
};
export type OwnToken = keyof typeof lightOwn;
export type OwnTheme = Theme & Record<OwnToken, string>;

const darkOwn: Record<OwnToken, string> = {
  pioPage: '#1E1B19',
  pioCard: '#2A2725',
  pioLine: '#45403B',
  pioSoft: '#173F3B',
  pioOnSoft: '#B5E8E0',
  pioWarm: '#3B3021',
  pioOnWarm: '#FFE0AE',
  pioSkeleton: '#36322E',
  pioLift: '0 1px 2px rgba(0, 0, 0, 0.3)',
  pioSkill: '#63C7BB',
  pioInsight: '#F0B549',
  pioSoftSkill: '#F08FB2',
  pioKnowHow: '#83B7EE',
  pioSelfReflection: '#ABA8F2',
  pioOnKind: '#1E1B19',
};

const contrastOwn: Record<OwnToken, string> = {
  pioPage: '#000000',
  pioCard: '#000000',
  pioLine: '#FFFFFF',
  pioSoft: '#000000',
  pioOnSoft: '#1AEBFF',
  pioWarm: '#000000',
  pioOnWarm: '#FFFF00',
  pioSkeleton: '#333333',
  pioLift: 'none',
  pioSkill: '#FFFFFF',
  pioInsight: '#FFFFFF',
  pioSoftSkill: '#FFFFFF',
  pioKnowHow: '#FFFFFF',
  pioSelfReflection: '#FFFFFF',
  pioOnKind: '#000000',
};

/** A shade of the accent for each state; Teams' purple gives way to the teal of the badges. */
interface Accent {
  readonly fill: string;
  readonly fillHover: string;
  readonly fillPressed: string;
  readonly ink: string;
  readonly inkHover: string;
  readonly inkPressed: string;
  readonly tint: string;
}

const accented = (accent: Accent): Partial<Theme> => ({
  colorBrandBackground: accent.fill,
  colorBrandBackgroundHover: accent.fillHover,
  colorBrandBackgroundPressed: accent.fillPressed,
  colorBrandBackgroundSelected: accent.fillHover,
  colorBrandBackground2: accent.tint,
  colorBrandForeground1: accent.ink,
  colorBrandForeground2: accent.ink,
  colorBrandForegroundLink: accent.ink,
  colorBrandForegroundLinkHover: accent.inkHover,
  colorBrandForegroundLinkPressed: accent.inkPressed,
  colorBrandStroke1: accent.ink,
  colorBrandStroke2: accent.tint,
  colorCompoundBrandBackground: accent.ink,
  colorCompoundBrandBackgroundHover: accent.inkHover,
  colorCompoundBrandBackgroundPressed: accent.inkPressed,
  colorCompoundBrandForeground1: accent.ink,
  colorCompoundBrandForeground1Hover: accent.inkHover,
  colorCompoundBrandForeground1Pressed: accent.inkPressed,
  colorCompoundBrandStroke: accent.ink,
  colorCompoundBrandStrokeHover: accent.inkHover,
  colorCompoundBrandStrokePressed: accent.inkPressed,
  colorNeutralForeground2BrandHover: accent.ink,
  colorNeutralForeground2BrandPressed: accent.inkPressed,
  colorNeutralForeground2BrandSelected: accent.ink,
});

export const themes: Readonly<Record<ThemeName, OwnTheme>> = {
  default: {
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
    ...lightOwn,
  },
  dark: {
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
    ...darkOwn,
  },
  // High contrast is the person's own choice of colours: nothing of it is replaced.
  contrast: { ...teamsHighContrastTheme, ...contrastOwn },
};

/** Reads what Teams or the address calls a theme; anything unknown is light. */
export const themeNamed = (name: string | null | undefined): ThemeName =>
  themeNames.find((known) => known === name) ?? 'default';
