import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import enBackstage from '../../bot/strings/en/backstage.json';
import enCommon from '../../bot/strings/en/common.json';
import enTab from '../../bot/strings/en/tab.json';
import nlBackstage from '../../bot/strings/nl/backstage.json';
import nlCommon from '../../bot/strings/nl/common.json';
import nlTab from '../../bot/strings/nl/tab.json';

const en = { ...enTab, ...enBackstage };
const nl = { ...nlTab, ...nlBackstage };

type Pack = Readonly<Record<string, string>>;
const packs: readonly (readonly [string, Pack, Pack])[] = [
  ['en', en, enCommon],
  ['nl', nl, nlCommon],
];

/** Names of the placeholders of a message, in order of the alphabet. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  const walk = (value: unknown) => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    else if (typeof value === 'object' && value !== null) {
      const { type, value: name } = value as { type?: number; value?: unknown };
      // 0 is plain text, 7 the number sign of a plural; all others name a value.
      if (type !== undefined && type !== 0 && type !== 7 && typeof name === 'string')
        names.add(name);
      for (const part of Object.values(value)) walk(part);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));

describe('the words of the tab', () => {
  it('are complete in both languages, in the same order', () => {
    expect(Object.keys(nlTab)).toEqual(Object.keys(enTab));
    expect(Object.keys(nlBackstage)).toEqual(Object.keys(enBackstage));
  });

  it('ask for the same values in both languages, and are never empty', () => {
    const names = Object.keys(en) as (keyof typeof en)[];
    const parted = names.filter(
      (name) =>
        nl[name].trim() === '' || placeholders(nl[name]).join() !== placeholders(en[name]).join(),
    );
    expect(parted).toEqual([]);
  });

  it.each(packs)(
    'name kinds, levels, supplies and badges as the bot does (%s)',
    (_, tab, common) => {
      const shared = Object.keys(tab).filter((name) =>
        /^(kind|level|badge|supply|sees)\.[a-z-]+$/i.test(name),
      );
      expect(shared.length).toBeGreaterThan(15);
      const named = Object.fromEntries(shared.map((name) => [name, tab[name]]));
      expect(named).toEqual(Object.fromEntries(shared.map((name) => [name, common[name]])));
    },
  );

  it('are each used somewhere', () => {
    const source = files('tab').join('\n');
    // `t(`badge.${badge}`)` uses every word that starts and ends so.
    const patterns = [...source.matchAll(/`([\w-]*(?:[.\w-]|\$\{[^}]+\})+)`/g)]
      .map(([, text]) => text ?? '')
      .filter((text) => text.includes('${') && text.includes('.'))
      .map(
        (text) => new RegExp(`^${text.replace(/\./g, '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}$`),
      );
    const unused = Object.keys(en).filter(
      (name) => !source.includes(`'${name}'`) && !patterns.some((pattern) => pattern.test(name)),
    );
    expect(unused).toEqual([]);
  });
});
