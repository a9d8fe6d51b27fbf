import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files = readdirSync('tab', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => join('tab', file));

const classesIn = (css: string) =>
  new Set([...css.matchAll(/\.([a-z][\w]*)(?=[\s:,{.>])/gi)].map(([, name]) => name));

/** Style sheet → the classes of it that components use. */
const used = new Map<string, Set<string>>();
const strangers: string[] = [];
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const source = text.replace(/^import .*$/gm, '');
  for (const [, local, path] of text.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)) {
    const sheet = join(dirname(file), path ?? '');
    const names = used.get(sheet) ?? new Set<string>();
    used.set(sheet, names);
    const known = existsSync(sheet) ? classesIn(readFileSync(sheet, 'utf8')) : new Set();
    for (const [, name] of source.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, 'g'))) {
      names.add(name ?? '');
      if (!known.has(name)) strangers.push(`${file}: ${local}.${name}`);
    }
    // `styles[tone]` may be any of them.
    if (new RegExp(`\\b${local}\\[`).test(source))
      for (const name of known) names.add(name as string);
  }
}

describe('the style sheets of the tab', () => {
  it('have every class that a component asks for', () => {
    expect(used.size).toBeGreaterThan(20);
    expect(strangers).toEqual([]);
  });

  it('have no class that nobody asks for', () => {
    const idle = [...used].flatMap(([sheet, names]) =>
      [...classesIn(readFileSync(sheet, 'utf8'))]
        .filter((name) => name !== undefined && !names.has(name))
        .map((name) => `${sheet}: .${name}`),
    );
    expect(idle).toEqual([]);
  });

  it('keep to one scale of spaces', () => {
    // The last two leave room below the page for the bar and what floats above it.
    const scale = [0, 2, 4, 6, 8, 12, 16, 24, 32, 40, 96, 112];
    const sheets = readdirSync('tab', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.css'),
    );
    const strays = sheets.flatMap((file) => {
      const css = readFileSync(join('tab', file), 'utf8');
      return [...css.matchAll(/\b(?:gap|padding|margin)(?:-[a-z-]+)?: ([^;]+);/g)]
        .filter(([, value]) =>
          [...(value ?? '').matchAll(/-?(\d+)px/g)].some(([, px]) => !scale.includes(Number(px))),
        )
        .map(([rule]) => `${file}: ${rule}`);
    });
    expect(sheets.length).toBeGreaterThan(20);
    expect(strays).toEqual([]);
  });
});
