/**
 * A table that is looked up by words from outside: only what it lists is in it. A plain object would
 * also answer to `constructor` and `__proto__`.
 */
export const table = <R extends Readonly<Record<string, unknown>>>(record: R): R =>
  Object.assign(Object.create(null), record);
