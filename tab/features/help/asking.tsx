import { lazy } from 'react';
import { dialogAnywhere } from '../../ui/dialog-anywhere';

/** What the form starts with. */
export interface Wanted {
  /** As typed, or a name of the catalogue. */
  readonly skill: string;
  readonly what?: string;
  /** One colleague alone is asked: somebody found by name, or whoever kept a line. */
  readonly one?: Aim;
}

export type Aim =
  | { readonly as: 'named'; readonly to: string; readonly name: string }
  | { readonly as: 'author'; readonly line: string; readonly text: string };

const AskDialog = lazy(async () => ({ default: (await import('./ask-dialog')).AskDialog }));

/** "Ask for help" can be opened from every page; the form is loaded when it first is. */
export const [AskingProvider, useAsking] = dialogAnywhere<Wanted>((wanted, close) => (
  <AskDialog wanted={wanted} onClose={close} />
));
