import { createHash } from 'node:crypto';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Entra object id of a person (`aadObjectId`, `oid`). */
export type PersonId = Branded<'PersonId'>;
/** Teams team id, as in `channelData.team.id`. */
export type TeamId = Branded<'TeamId'>;
/** 16 hex digits: of the catalogue's entry, or of the name of what no catalogue lists. */
export type SkillId = Branded<'SkillId'>;

/**
 * Proof that a tenant was taken from a verified token, a verified activity or this process's own
 * settings. Every store function asks for one, so that isolation is in the key.
 */
export interface TenantContext {
  readonly tenant: Branded<'TenantId'>;
}

/** Only the doors (after verification) and the worker (from settings) call this. */
export const tenantContext = (tenant: string): TenantContext =>
  ({ tenant }) as unknown as TenantContext;

export const personId = (id: string): PersonId => id as PersonId;
export const teamId = (id: string): TeamId => id as TeamId;
export const skillId = (id: string): SkillId => id as SkillId;

/** First `length` hex digits of SHA-256 over the parts; the parts are kept apart. */
export function hash(length: number, ...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);
}
