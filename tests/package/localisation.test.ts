import Ajv from 'ajv';
import { filesIn, json } from './files';

type Strings = Readonly<Record<string, string>>;

interface LocalisationSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly patternProperties: Readonly<Record<string, unknown>>;
}

const schema = json(
  'node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json',
) as LocalisationSchema;
const manifest = json('appPackage/manifest.json');
const english = json('appPackage/en.json') as Strings;
const dutch = json('appPackage/nl.json') as Strings;

/** Every text in a value, by its path as localisation files write it: `bots[0].commandLists[1]…`. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textsOf(item, path === '' ? key : `${path}.${key}`),
  );
}

const translatable = (path: string): boolean =>
  path !== '$schema' &&
  (path in schema.properties ||
    Object.keys(schema.patternProperties).some((pattern) => new RegExp(pattern).test(path)));

const keysOf = (strings: Strings) => Object.keys(strings).filter((key) => key !== '$schema');

/** The schema is of draft 4; it uses nothing that draft 7 reads differently. */
function faultsOf(strings: object): string[] {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, logger: false });
  const check = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
  check(strings);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the texts of the app package', () => {
  test.each([
    ['English', english],
    ['Dutch', dutch],
  ])('in %s are valid and within the limits of the schema', (_, strings) => {
    expect(faultsOf(strings)).toEqual([]);
  });

  test('would not be valid when too long, or under a name that Teams does not read', () => {
    expect(faultsOf({ ...dutch, 'name.short': 'x'.repeat(31) })).toHaveLength(1);
    expect(faultsOf({ ...dutch, 'developer.name': 'somebody' })).toHaveLength(1);
  });

  test('are the same set in both languages', () => {
    expect(keysOf(dutch)).toEqual(keysOf(english));
  });

  test('cover every text of the manifest that can be translated, and name no other', () => {
    const needed = textsOf(manifest)
      .map(([path]) => path)
      .filter(translatable);
    expect(needed.length).toBeGreaterThan(20);
    expect(keysOf(english).sort()).toEqual(needed.sort());
  });

  test('in English say what the manifest says', () => {
    const inManifest = Object.fromEntries(textsOf(manifest).filter(([path]) => translatable(path)));
    const { $schema, ...strings } = english;
    expect(strings).toEqual(inManifest);
  });

  test('in Dutch are Dutch, the name of the app too, but for the words that are the same', () => {
    const same = keysOf(english).filter((key) => english[key] === dutch[key]);
    expect(same.map((key) => english[key])).toEqual(['check in']);
  });

  test('fit into 128 characters where the Teams client shows one line', () => {
    const descriptions = [...Object.entries(english), ...Object.entries(dutch)].filter(([key]) =>
      /commands\[\d+\]\.description$/.test(key),
    );
    expect(descriptions.filter(([, words]) => words.length > 128)).toEqual([]);
  });

  test.each([
    ['English', english, 'en'],
    ['Dutch', dutch, 'nl'],
  ])('in %s offer nothing as a command that the bot does not know', (_, strings, language) => {
    const words = filesIn(`bot/strings/${language}`)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) =>
        Object.entries(json(`bot/strings/${language}/${file}`) as Strings)
          .filter(([key]) => /(^|\.)command\./.test(key))
          .flatMap(([, list]) => list.split('|')),
      );
    const titles = Object.entries(strings).filter(([key]) => /commands\[\d+\]\.title$/.test(key));
    const chat = titles.filter(([key]) => key.startsWith('bots'));
    expect(chat.map(([, title]) => title).filter((title) => !words.includes(title))).toEqual([]);
  });
});
