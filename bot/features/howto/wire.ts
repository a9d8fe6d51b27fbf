import { z } from 'zod';

/** Steps of a how-to, characters of each as a reader counts them, and of its link. */
export const stepsMost = 7;
export const stepMax = 140;
export const linkMax = 500;

const typed = z.string().max(10_000).catch('');

/** What somebody filled in: one step a line. Refused (422) at its field, and nothing is cut. */
export const filledInput = z.object({
  topic: typed,
  steps: typed,
  /** https only; empty for none. */
  link: typed,
  /** `all`: the whole organisation finds it, by its owner's choice. */
  reach: z.enum(['team', 'all']).catch('team'),
});
export type Filled = z.infer<typeof filledInput>;

const team = z.string().min(1).max(300);

/** POST /api/howtos → HowToView. `op` is made by the client once per form: a repeat makes nothing twice. */
export const newHowToInput = filledInput.extend({ op: z.string().min(8).max(64), team });

/** GET /api/howtos/form → FormView: the fields of a new one, or as one of ours or the product's stands. */
export const formInput = z.object({ team, id: z.string().max(64).optional() });

/**
 * POST /api/howtos/:team/:id/:act → { said }
 * - `off`: a step is off (`step` from 1, 0 for the whole); its owner hears it nameless and undated
 * - `right`: still right; `free`: hands it on; `take`: I will look after it
 * - `hide`, `show`: of those that come with the product, for the team
 */
export const howToActs = ['off', 'right', 'free', 'take', 'hide', 'show'] as const;
export const actInput = z.object({
  step: z.coerce.number().int().min(0).max(stepsMost).catch(0),
});

const howToView = z.object({
  /** Of those that come with the product: its name. */
  id: z.string(),
  team: z.string(),
  topic: z.string(),
  steps: z.array(z.string()),
  link: z.string(),
  /** Whose it is and who reads it, in a sentence. */
  seen: z.string(),
  /** That it was not checked for long; null while it was. */
  warning: z.string().nullable(),
  /** It comes with the product. */
  own: z.boolean(),
  /** What I may do, as the buttons below it say. */
  may: z.array(z.enum(['edit', 'remove', 'brief', 'copy', ...howToActs])),
});
export type HowToView = z.infer<typeof howToView>;

/** Words of the pages, in the reader's language: they come with what they are about. */
export const wordNames = [
  'title',
  'one',
  'sees',
  'none',
  'new',
  'own',
  'edit',
  'remove',
  'gone',
  'brief',
  'copy',
  'off',
  'off.which',
  'off.whole',
  'off.sees',
  'right',
  'free',
  'take',
  'hide',
  'show',
  'link',
  'before',
  'worked',
  'worked.said',
  'anyway',
] as const;
const words = z.record(z.enum(wordNames), z.string());
export type HowToWords = z.infer<typeof words>;

/** GET /api/howtos?team=… → HowTosView: a team's how-tos by topic, then those that come along. */
export const howTosInput = z.object({ team });
const howTosView = z.object({
  howTos: z.array(howToView),
  /** What comes with the product, those that the team hid last. */
  own: z.array(howToView),
  words,
});
export type HowTosView = z.infer<typeof howTosView>;

/** GET /api/howtos/for?skill=… → HowToForView: the one how-to of a topic that I may read. */
export const howToForInput = z.object({ skill: z.string().max(10_000) });
const howToForView = z.object({ found: howToView.nullable(), words });
export type HowToForView = z.infer<typeof howToForView>;
