/** An id of what somebody made that is not keyed: 24 hex digits, from before ids were. */
export const isOldId = (id: string): boolean => /^[0-9a-f]{24}$/.test(id);

/**
 * An id of what a turn makes: 32 hex digits, keyed, so that nobody can try on it who made it.
 * Ids come from cards and addresses: what cannot be one is not looked for.
 */
export const isRecordId = (id: string): boolean => /^[0-9a-f]{32}$/.test(id) || isOldId(id);

const objectId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id that may be somebody's in Entra. */
export const isObjectId = (id: string): boolean => objectId.test(id);
