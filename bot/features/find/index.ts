import { type FindDeps, findVerbs } from '#bot/features/find/verbs';
import type { Feature } from '#bot/ports';

/** *Find help with…* in the message box: topics with how many can help, as a card for a message. */
export const find = (options: FindDeps): Feature => findVerbs(options);
