import { makeStyles, tokens } from '@fluentui/react-components';
import type { OwnToken } from '../teams/theme';

/** Our own tokens, by name; see teams/theme.ts for what they are in each theme. */
export const own = (name: OwnToken) => `var(--${name})`;

export const space = {
  xs: '4px',
  s: '8px',
  m: '12px',
  l: '16px',
  xl: '24px',
  xxl: '40px',
} as const;

/** Below this the navigation is a bar at the foot. */
export const narrow = '@media (max-width: 639.98px)';
/** From here the navigation has room for its words. */
export const wide = '@media (min-width: 1024px)';

/** The shape of this product: a round speech bubble with one squared corner. */
export const bubbleCorner = (radius: string) => `${radius} ${radius} ${radius} 4px`;

/** Focus as it looks on everything of our own; Fluent's controls bring theirs. */
export const focusRing = {
  outlineColor: tokens.colorStrokeFocus2,
  outlineStyle: 'solid',
  outlineWidth: '2px',
  outlineOffset: '2px',
} as const;

/** The one type scale. */
export const useType = makeStyles({
  title: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: '28px',
    lineHeight: '34px',
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    textWrap: 'balance',
    [narrow]: { fontSize: '24px', lineHeight: '30px' },
  },
  section: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: '18px',
    lineHeight: '24px',
    fontWeight: tokens.fontWeightSemibold,
  },
  item: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: '15px',
    lineHeight: '20px',
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  lead: { fontSize: '16px', lineHeight: '24px', color: tokens.colorNeutralForeground2, maxWidth: '62ch' },
  body: { fontSize: '14px', lineHeight: '20px', overflowWrap: 'anywhere' },
  small: { fontSize: '12px', lineHeight: '16px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export const useLayout = makeStyles({
  /** One above the other. */
  stack: { display: 'flex', flexDirection: 'column', gap: space.l },
  close: { display: 'flex', flexDirection: 'column', gap: space.xs },
  /** Beside each other, wrapping where there is no room. */
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: space.s },
  /** Columns side by side as long as each keeps a readable width. */
  columns: {
    display: 'grid',
    gap: space.xl,
    alignItems: 'start',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    [narrow]: { gap: space.l },
  },
  /** Read by screen readers only. */
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});
