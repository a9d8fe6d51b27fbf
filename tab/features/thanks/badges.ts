import type { GivenView } from '#bot/features/thanks/wire';

/** GET: what I received and what I gave. */
export const badgesPath = '/api/badges';

/** The server's answer to a thank-you: the badge, and what became of it. */
export type Given = GivenView & { readonly said?: string };
