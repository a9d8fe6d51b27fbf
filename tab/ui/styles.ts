import type { OwnToken } from '../teams/theme';

/** One of our own tokens as a CSS value; see teams/theme.ts for what it is in each theme. */
export const own = (name: OwnToken) => `var(--${name})`;
