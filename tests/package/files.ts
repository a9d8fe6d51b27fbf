import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.cwd();

/** A file of the project, by its path from the top. */
export const bytes = (path: string): Buffer => readFileSync(join(root, path));
export const text = (path: string): string => bytes(path).toString('utf8');
export const json = (path: string): unknown => JSON.parse(text(path));
export const filesIn = (folder: string): string[] => readdirSync(join(root, folder));
export const isThere = (path: string): boolean => existsSync(join(root, path));

/** Names in the `${{…}}` placeholders of a text, each once. */
export const placeholders = (content: string): string[] => [
  ...new Set([...content.matchAll(/\$\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name)),
];
