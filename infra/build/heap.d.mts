export const heap: string;
