import { z } from 'zod';
import { instantInput } from '#bot/core/instants';
import { kinds, levels, offers } from '#bot/core/learning';

export const lists = ['share', 'wish'] as const;
export type List = (typeof lists)[number];

/** Found by name, with a line of one's own (cleaned; 422 when too long), or counted. */
const found = { named: z.boolean().optional(), line: z.string().max(10_000).optional() };

/** Of a wish: what it is for (cleaned; 422 when too long) and by when; '' = neither. Its owner's alone. */
const meant = {
  purpose: z.string().max(10_000).optional(),
  by: z.union([z.iso.date(), z.literal('')]).optional(),
};

/** POST /api/skills → ShareView or SkillView. Adding what is there already gives it back. */
export const addSkillInput = z.object({
  list: z.enum(lists),
  /** As typed; cleaned and refused (422) when empty or over 80 characters. */
  name: z.string().max(10_000),
  level: z.enum(levels).optional(),
  kind: z.enum(kinds).optional(),
  /** For undo: when it was first added, so that it takes its old place again. */
  added: instantInput.optional(),
  ...found,
  ...meant,
});
export type AddSkillInput = z.infer<typeof addSkillInput>;

/** PATCH /api/skills/:list/:id (level only for shares). DELETE /api/skills/:list/:id → {}. */
export const changeSkillInput = z.object({
  level: z.enum(levels).optional(),
  kind: z.enum(kinds).optional(),
  ...found,
  ...meant,
});
export type ChangeSkillInput = z.infer<typeof changeSkillInput>;

/** PUT /api/skills/:list/order → {}: ids of that list, the first on top; ids no longer on it are left out. */
export const orderInput = z.object({ ids: z.array(z.string().max(100)).max(200) });
export type OrderInput = z.infer<typeof orderInput>;

/**
 * GET /api/skills/supply?name=… → SupplyView: how many can help; no figure once anybody is found by
 * name.
 */
export const supplyInput = z.object({ name: z.string().max(10_000) });
const supplied = z.object({ name: z.string(), supply: z.enum(offers) });
export const supplyView = supplied.extend({
  /** What may have been meant where nobody can help: a slip, or a skill within a sentence. */
  near: supplied.nullable(),
});
export type SupplyView = z.infer<typeof supplyView>;

/**
 * GET /api/skills/named?name=…&from=… → NamedView: who is found by name, by their own choice, in an
 * order of the day; nobody for guests.
 */
export const namedInput = z.object({
  name: z.string().max(10_000),
  from: z.coerce.number().int().min(0).max(1_000).default(0),
});
const namedPerson = z.object({
  id: z.string(),
  name: z.string(),
  /** Null beside a wish. */
  level: z.enum(levels).nullable(),
  /** Their own; may be empty. */
  line: z.string(),
  /** Opens a chat in Teams; null where there is no such link. */
  chat: z.string().nullable(),
});
export type NamedPerson = z.infer<typeof namedPerson>;
const namedView = z.object({
  people: z.array(namedPerson),
  /** Who would like to learn it; with the first page. */
  wishing: z.array(namedPerson),
  /** Where to go on from; null at the end. */
  next: z.number().int().nullable(),
});
export type NamedView = z.infer<typeof namedView>;

/** GET /api/skills/team?team=… → NamedTeamView: the same by person, for a team of mine. */
export const namedTeamInput = z.object({ team: z.string().max(300) });
const namedSkill = namedPerson.pick({ name: true, level: true, line: true });
const namedTeamView = z.object({
  people: z.array(
    namedPerson.pick({ id: true, name: true, chat: true }).extend({
      shares: z.array(namedSkill),
      wishes: z.array(namedSkill),
    }),
  ),
});
export type NamedTeamView = z.infer<typeof namedTeamView>;

/** GET /api/skills/search?text=… → SuggestionsView, best first, in the caller's language. */
export const searchSkillsInput = z.object({
  text: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(15).default(8),
});
export const suggestionsView = z.object({
  suggestions: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(kinds) })),
  /** What was typed goes by this name already; else it can be added as something new. */
  known: z.boolean(),
  /** Some of it is ESCO's: then ESCO is named. */
  esco: z.boolean(),
});
export type SuggestionsView = z.infer<typeof suggestionsView>;

/** POST /api/skills/:list/:id/same: what was typed is this one after all → ShareView or SkillView. */
export const sameSkillInput = z.object({ name: z.string().max(10_000) });

/** POST /api/skills/:list/:id/different: it is called as typed, and no slip → ShareView or SkillView. */

/** GET /api/skills/several?text=… → SeveralView: the names in "Excel, SQL and Dutch". */
export const severalInput = z.object({ text: z.string().max(10_000) });
const severalView = z.object({ names: z.array(z.string()) });
export type SeveralView = z.infer<typeof severalView>;

/** GET /api/admin/skills → SkillsAdminView. */
const mergeView = z.object({
  /** The skill that counts as the other. */
  id: z.string(),
  name: z.string(),
  into: z.string(),
  /** ISO instant. */
  at: z.string(),
});
export const skillsAdminView = z.object({
  merges: z.array(mergeView),
  /** What was imported last. */
  imported: z.object({ skills: z.number(), labels: z.number(), at: z.string() }).nullable(),
});
export type SkillsAdminView = z.infer<typeof skillsAdminView>;

/** POST /api/admin/skills/merges → SkillsAdminView. DELETE …/merges/:id undoes one. */
export const mergeInput = z.object({
  from: z.string().min(1).max(64),
  into: z.string().min(1).max(64),
});
