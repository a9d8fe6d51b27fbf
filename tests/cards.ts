import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AdaptiveCard, SerializationContext } from 'adaptivecards/lib/card-elements';
import type { Card } from '#bot/ports';

type Node = Readonly<Record<string, unknown>>;

/** Teams' limits: larger cards and more buttons are refused or cut. */
const maxBytes = 28 * 1024;
const maxActions = 6;

/** Elements that only Teams knows: they must say what stands in their place elsewhere. */
const teamsOnly = /^(Badge|ProgressBar|ProgressRing|Chart\..*|Icon|CompoundButton|Carousel)$/;

/**
 * What the schema's own parser complains about, and what it is silent on: empty texts, pictures
 * without url or words, inputs without label or errorMessage, templates left unfilled, a missing
 * version, fallback, verb or size.
 * @returns every fault with the path to it; empty for a good card
 */
export function cardFaults(card: Card): string[] {
  const faults: string[] = parserFaults(card);
  const text = JSON.stringify(card);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) faults.push(`card: ${bytes} bytes, over ${maxBytes}`);
  if (text.includes('${')) faults.push(`card: an unfilled template: ${around(text, '${')}`);
  if (card['type'] !== 'AdaptiveCard') faults.push('card: type is not AdaptiveCard');
  if (card['version'] !== '1.5') faults.push('card: version is not 1.5');
  const ids = new Map<string, string>();
  walk(card, 'card', (node, path) => faults.push(...nodeFaults(node, path, ids)));
  return faults;
}

/** The card is one that Teams shows as meant, to everyone. */
export function expectGoodCard(card: Card): void {
  expect(cardFaults(card)).toEqual([]);
}

/**
 * Holds a card to its golden file (a path from the project's root), letter for letter. Rewritten
 * only by `npm test -- --golden`: a changed golden file is read, not refreshed blindly.
 */
export function golden(file: string, card: Card): void {
  const path = join(process.cwd(), file);
  const written = `${JSON.stringify(card, null, 2)}\n`;
  if (process.env['GOLDEN'] === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, written);
  }
  expect(written).toBe(readFileSync(path, 'utf8'));
}

function parserFaults(card: Card): string[] {
  const faults: string[] = [];
  // What only Teams knows is judged by its fallback, which the parser does know.
  const known = withoutTeamsOnly(card) as object;
  const context = new SerializationContext();
  const parsed = new AdaptiveCard();
  parsed.parse(known, context);
  for (let index = 0; index < context.eventCount; index += 1) {
    faults.push(`parser: ${context.getEventAt(index).message}`);
  }
  for (const { message } of parsed.validateProperties().validationEvents) {
    faults.push(`parser: ${message}`);
  }
  return faults;
}

function withoutTeamsOnly(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTeamsOnly);
  if (!isNode(node)) return node;
  if (teamsOnly.test(typeOf(node)) && isNode(node['fallback'])) {
    return withoutTeamsOnly(node['fallback']);
  }
  const entries = Object.entries(node).map(([name, value]) => [name, withoutTeamsOnly(value)]);
  const { 'choices.data': query, ...rest } = Object.fromEntries(entries) as Node;
  // The people picker's query is Teams' own addition: it may stand in for the choices.
  const empty = Array.isArray(rest['choices']) && rest['choices'].length === 0;
  return query !== undefined && empty ? { ...rest, choices: [{ title: '?', value: '?' }] } : rest;
}

function nodeFaults(node: Node, path: string, ids: Map<string, string>): string[] {
  const type = typeOf(node);
  const faults: string[] = [];
  const wants = (name: string): void => {
    if (!filled(node[name])) faults.push(`${path}: ${type} without ${name}`);
  };
  if (type === 'TextBlock' || type === 'TextRun') wants('text');
  if (type === 'Image') {
    wants('url');
    wants('altText');
  }
  if (type.startsWith('Input.')) {
    wants('id');
    wants('label');
    wants('errorMessage');
  }
  if (type.startsWith('Action.') && !path.endsWith('.selectAction')) wants('title');
  if (type === 'Action.Execute') {
    wants('verb');
    if (!isNode(node['fallback'])) faults.push(`${path}: Action.Execute without fallback`);
  }
  if (teamsOnly.test(type) && !isNode(node['fallback'])) {
    faults.push(`${path}: ${type} without fallback`);
  }
  const actions = node['actions'];
  if (Array.isArray(actions) && actions.length > maxActions) {
    faults.push(`${path}: ${actions.length} actions`);
  }
  for (const [name, value] of Object.entries(node)) {
    if (value === null || value === undefined) faults.push(`${path}.${name}: ${String(value)}`);
  }
  const { id } = node;
  if (typeof id === 'string' && type !== '' && !path.includes('.fallback')) {
    const before = ids.get(id);
    if (before !== undefined) faults.push(`${path}: the id ${id} again, first at ${before}`);
    ids.set(id, path);
  }
  return faults;
}

function walk(node: unknown, path: string, visit: (node: Node, path: string) => void): void {
  if (Array.isArray(node)) {
    node.forEach((inside, index) => {
      walk(inside, `${path}[${index}]`, visit);
    });
  } else if (isNode(node)) {
    visit(node, path);
    for (const [name, inside] of Object.entries(node)) {
      // Data is not card: whatever it holds is for our own verbs.
      if (name !== 'data') walk(inside, `${path}.${name}`, visit);
    }
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const typeOf = (node: Node): string => (typeof node['type'] === 'string' ? node['type'] : '');
const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const around = (text: string, part: string): string => {
  const at = text.indexOf(part);
  return text.slice(Math.max(0, at - 20), at + 40);
};
