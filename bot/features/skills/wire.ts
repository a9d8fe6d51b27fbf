import { z } from 'zod';
import { kinds, levels, supplies } from '#bot/core/learning';

export const lists = ['share', 'wish'] as const;
export type List = (typeof lists)[number];

/** POST /api/skills → ShareView or SkillView. Adding what is there already gives it back. */
export const addSkillInput = z.object({
  list: z.enum(lists),
  /** As typed; cleaned and refused (422) when empty or over 80 characters. */
  name: z.string().max(10_000),
  level: z.enum(levels).optional(),
  kind: z.enum(kinds).optional(),
  /** For undo: when it was first added, so that it takes its old place again. */
  added: z.iso.datetime({ offset: true }).optional(),
});
export type AddSkillInput = z.infer<typeof addSkillInput>;

/** PATCH /api/skills/:list/:id (level only for shares). DELETE /api/skills/:list/:id → {}. */
export const changeSkillInput = z.object({
  level: z.enum(levels).optional(),
  kind: z.enum(kinds).optional(),
});
export type ChangeSkillInput = z.infer<typeof changeSkillInput>;

/** PUT /api/skills/:list/order → {}: ids of that list, the first on top; ids no longer on it are left out. */
export const orderInput = z.object({ ids: z.array(z.string().max(100)).max(200) });
export type OrderInput = z.infer<typeof orderInput>;

/** GET /api/skills/supply?name=… → SupplyView: how many can help, never who. */
export const supplyInput = z.object({ name: z.string().max(10_000) });
export const supplyView = z.object({ name: z.string(), supply: z.enum(supplies) });
export type SupplyView = z.infer<typeof supplyView>;
