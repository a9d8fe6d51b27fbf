import { posix } from 'node:path';

/** Sources by path, as the checks below take them. */
export type Sources = Readonly<Record<string, string>>;

interface Param {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

interface Module {
  readonly name: string;
  readonly path: string;
  /** What is passed, as written. */
  readonly passed: Readonly<Record<string, string>>;
}

export interface Bicep {
  readonly params: readonly Param[];
  readonly outputs: readonly string[];
  readonly modules: readonly Module[];
  /** Symbolic name and type with version of each resource. */
  readonly resources: ReadonlyMap<string, string>;
  /** The source without comments and the words of plain strings; what is in `${…}` stays. */
  readonly code: string;
  /** Brackets that do not pair, strings that do not end. */
  readonly faults: readonly string[];
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/**
 * Reads as much of a Bicep file as a check of its wiring needs. It knows no resource types, no
 * functions and no types beyond their names: only the real compiler does.
 */
export function readBicep(source: string): Bicep {
  const { code, faults } = scan(source);
  return {
    params: [...code.matchAll(/^param (\w+) (\w+)( =)?/gm)].map(
      ([, name = '', type = '', set]) => ({
        name,
        type,
        optional: set !== undefined,
      }),
    ),
    outputs: [...code.matchAll(/^output (\w+) \w+ = /gm)].map(([, name = '']) => name),
    // Paths are strings, which the code no longer has.
    modules: [...source.matchAll(/^module (\w+) '([^']+)' = \{/gm)].map(
      ([, name = '', path = '']) => ({ name, path, passed: entriesOf(code, `module ${name} `) }),
    ),
    resources: new Map(
      [...source.matchAll(/^resource (\w+) '([^']+)' = \{/gm)].map(([, name = '', type = '']) => [
        name,
        type,
      ]),
    ),
    code,
    faults,
  };
}

/** Drops comments and the words of strings, and pairs the brackets on the way. */
function scan(source: string): { code: string; faults: string[] } {
  const faults: string[] = [];
  const open: string[] = [];
  let code = '';
  let inString = false;
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? '';
    if (inString) {
      if (char === '\\') i += 1;
      else if (char === "'") inString = false;
      else if (char === '\n') {
        faults.push('a string that does not end');
        inString = false;
      } else if (source.startsWith('${', i)) {
        open.push('${');
        inString = false;
        i += 1;
        code += ' ';
      }
      if (!inString && char !== '$') code += char;
      continue;
    }
    if (source.startsWith('//', i)) i = source.indexOf('\n', i);
    if (i < 0) break;
    const here = source[i] ?? '';
    if (here === "'") inString = true;
    if (here in closing) open.push(here);
    if (['}', ']', ')'].includes(here)) {
      const opened = open.pop() ?? 'nothing';
      if (opened === '${' && here === '}') {
        inString = true;
        code += ' ';
        continue;
      }
      if (closing[opened] !== here) faults.push(`${here} closes ${opened}`);
    }
    code += here;
  }
  return { code, faults: [...faults, ...open.map((bracket) => `${bracket} is never closed`)] };
}

/** The `params` of the block that starts with these words. */
function entriesOf(code: string, start: string): Record<string, string> {
  const block = code.slice(code.indexOf(start));
  const body = /\n {2}params: \{\n([^}]*)\n {2}\}/.exec(block.slice(0, block.indexOf('\n}')))?.[1];
  return Object.fromEntries(
    [...(body ?? '').matchAll(/^ +(\w+): (.+)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

/** What is wrong with the wiring between these files, in words; empty when nothing is. */
export function faultsOf(sources: Sources): string[] {
  const files = new Map(Object.entries(sources).map(([path, text]) => [path, readBicep(text)]));
  const used = new Set<string>();
  const faults = [...files].flatMap(([path, file]) => {
    const targets = new Map(
      file.modules.map((module) => [module.name, posix.join(posix.dirname(path), module.path)]),
    );
    for (const target of targets.values()) used.add(target);
    return [
      ...file.faults,
      ...file.modules.flatMap((module) =>
        moduleFaults(module, file, files.get(targets.get(module.name) ?? '')),
      ),
      ...outputFaults(file, (name) => files.get(targets.get(name) ?? '')),
      ...nameFaults(file),
    ].map((fault) => `${path}: ${fault}`);
  });
  const unused = [...files.keys()].filter((path) => path.includes('/modules/') && !used.has(path));
  return [...faults, ...unused.map((path) => `${path}: nobody uses it`)];
}

function moduleFaults(module: Module, caller: Bicep, target: Bicep | undefined): string[] {
  if (target === undefined) return [`module ${module.name}: there is no ${module.path}`];
  const typeOf = (name: string) => caller.params.find((param) => param.name === name)?.type;
  return [
    ...Object.keys(module.passed)
      .filter((name) => !target.params.some((param) => param.name === name))
      .map((name) => `module ${module.name} takes no ${name}`),
    ...target.params
      .filter(({ name, optional }) => !optional && module.passed[name] === undefined)
      .map(({ name }) => `module ${module.name} is not given ${name}`),
    ...target.params
      .filter(({ name, type }) => (typeOf(module.passed[name] ?? '') ?? type) !== type)
      .map(({ name, type }) => `module ${module.name} wants ${name} as ${type}`),
  ];
}

function outputFaults(file: Bicep, moduleOf: (name: string) => Bicep | undefined): string[] {
  return [...file.code.matchAll(/\b(\w+)\.outputs\.(\w+)/g)]
    .filter(([, module = '', output = '']) => !moduleOf(module)?.outputs.includes(output))
    .map(([reference]) => `${reference} does not exist`);
}

function nameFaults(file: Bicep): string[] {
  const code = file.code.replace(/^param .*$/gm, (line) => line.replace(/^param \w+/, ''));
  const parents = [...file.code.matchAll(/^ {2}(?:parent|scope): (\w+)$/gm)];
  return [
    ...parents
      .filter(([, name = '']) => !file.resources.has(name))
      .map(([, name]) => `no resource is called ${name}`),
    ...file.params
      // As a value: alone, in `${…}`, as an argument or before a dot; not as a key before a colon.
      .filter(({ name }) => !new RegExp(`\\b${name}\\b(?!:)`).test(code))
      .map(({ name }) => `param ${name} is never used`),
  ];
}
