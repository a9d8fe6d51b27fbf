/** All figures in KB gzip; `ratio` = first / floor. */
export function measure(): Promise<{
  first: number;
  floor: number;
  ratio: number;
  pages: Record<string, number>;
}>;

export const limits: { readonly first: number; readonly ratio: number; readonly page: number };
