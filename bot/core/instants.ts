import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/** An instant from outside, which is kept in UTC: there it has to be one as well (no year before 0). */
export const instantInput = instant.refine(
  (text) =>
    !Number.isNaN(Date.parse(text)) && instant.safeParse(new Date(text).toISOString()).success,
);
