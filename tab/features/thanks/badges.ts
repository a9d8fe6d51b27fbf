/** GET: what I received and what I gave. */
export const badgesPath = '/api/badges';
