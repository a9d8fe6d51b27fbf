/** All figures in KB gzip; `ratio` = first / floor. */
export function measure(): Promise<{
  first: number;
  floor: number;
  ratio: number;
  pages: Record<string, number>;
}>;
