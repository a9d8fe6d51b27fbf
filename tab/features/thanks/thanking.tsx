import { lazy } from 'react';
import type { ColleagueView } from '#bot/features/people/wire';
import { dialogAnywhere } from '../../ui/dialog-anywhere';

/** What the form starts with. */
export interface Thanks {
  readonly to?: readonly ColleagueView[];
  readonly skill?: string;
  readonly onGiven?: () => void;
}

const ThankDialog = lazy(async () => ({ default: (await import('./thank-dialog')).ThankDialog }));

/** "Thank a colleague" can be opened from every page; the form is loaded when it first is. */
export const [ThankingProvider, useThanking] = dialogAnywhere<Thanks>((thanks, close) => (
  <ThankDialog thanks={thanks} onClose={close} />
));
