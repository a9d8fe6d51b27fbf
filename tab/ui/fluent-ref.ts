import type { Ref, RefObject } from 'react';

/**
 * A ref for a Fluent control. With `exactOptionalPropertyTypes` Fluent's typings infer no element
 * for any ref, though at run time each control hands out its native one.
 */
export const fluentRef = (ref: RefObject<HTMLElement | null>) => ref as unknown as Ref<never>;
