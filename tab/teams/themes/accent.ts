import type { Theme } from '@fluentui/react-components';

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

export const accented = (accent: Accent): Partial<Theme> => ({
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
