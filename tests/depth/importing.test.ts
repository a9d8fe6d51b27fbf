import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { tenantContext } from '#bot/core/ids';
import { gathering, languageIn, readRow } from '#bot/features/skills/importing/esco';
import { saveImport } from '#bot/features/skills/importing/save';
import { knownSkills } from '#bot/features/skills/known';
import { type Concept, loadPack, pack, savePack } from '#bot/features/skills/packed';
import { loadWatched } from '#bot/features/skills/tenant';
import { bigCatalogue } from '#tests/bench/skill-labels';
import { memoryTables } from '#tests/fakes/memory-tables';
import { environment } from '../../infra/build/environment.mjs';

const ctx = tenantContext('t');
const row = (more: object = {}) => ({
  conceptType: 'KnowledgeSkillCompetence',
  conceptUri: 'http://example.org/1',
  preferredLabel: 'tend beehives',
  status: 'released',
  altLabels: '',
  ...more,
});
const concept = (uri: string, en: string[], nl: string[] = []): Concept => ({
  uri,
  kind: 'skill',
  names: { en, nl },
});

describe('a row of an official file', () => {
  test('alternative names stand in lines or between bars; none repeats the first', () => {
    for (const altLabels of ['keep bees | Tend  Beehives', 'keep bees\r\ntend beehives']) {
      expect(readRow(row({ altLabels }))).toMatchObject({
        ok: true,
        names: ['tend beehives', 'keep bees'],
      });
    }
  });

  test.each([
    [{ conceptUri: '' }, 'no conceptUri'],
    [{ conceptType: 'Occupation' }, 'not a skill but Occupation'],
    [{ status: 'obsolete' }, 'its status is obsolete'],
    [{ preferredLabel: ' ' }, 'no preferredLabel'],
    [{ preferredLabel: 'cafÃ©s' }, 'its name has broken letters'],
    [{ preferredLabel: 'x'.repeat(81) }, 'its name is longer than 80 characters'],
  ])('%j is skipped: %s', (more, why) => {
    expect(readRow(row(more))).toEqual({ ok: false, why });
  });

  test('its language stands in the name of the file', () => {
    const lang = (file: string) => languageIn(file, ['en', 'nl']);
    expect(['skills_en.csv', 'skills_nl_v2.csv', 'english.csv'].map(lang)).toEqual([
      'en',
      'nl',
      undefined,
    ]);
  });
});

describe('an import', () => {
  const gathered = () => {
    const all = gathering();
    const add = (lang: 'en' | 'nl', more: object) => {
      const read = readRow(row(more));
      if (read.ok) all.add(lang, read);
    };
    return { add, against: all.against };
  };

  test('joins languages and files, and the same again changes nothing', () => {
    const run = () => {
      const { add, against } = gathered();
      add('en', { altLabels: 'keep bees' });
      add('en', { altLabels: 'run hives', reuseLevel: 'transversal' });
      add('nl', { preferredLabel: 'bijen houden' });
      return against;
    };
    const first = run()([]);
    expect(first).toMatchObject({ added: 1, changed: 0, unchanged: 0 });
    expect(first.concepts).toEqual([
      {
        uri: 'http://example.org/1',
        kind: 'soft-skill',
        names: { en: ['tend beehives', 'keep bees', 'run hives'], nl: ['bijen houden'] },
      },
    ]);
    expect(run()(first.concepts)).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  });

  test('leaves another language and other skills as they were', () => {
    const before = [
      concept('http://example.org/1', ['old name'], ['bijen houden']),
      concept('http://example.org/2', ['else']),
    ];
    const { add, against } = gathered();
    add('en', {});
    const result = against(before);
    expect(result).toMatchObject({ added: 0, changed: 1, untouched: 1 });
    expect(result.concepts[0]?.names).toEqual({ en: ['tend beehives'], nl: ['bijen houden'] });
  });

  test('is found in both languages; what the vocabulary lists too is one skill', async () => {
    const tables = memoryTables();
    const known = knownSkills(tables, ctx);
    await known.refresh();
    const seed = known.resolve('pivot tables');
    await saveImport(
      tables,
      ctx,
      [
        concept('http://example.org/1', ['tend beehives', 'keep bees'], ['bijen houden']),
        concept('http://example.org/2', ['pivot tables', 'pivoting of tables'], []),
      ],
      () => undefined,
    );
    await known.refresh();
    expect(known.resolve('bijen houden')).toBe(known.resolve('KEEP BEES'));
    expect(known.search('beehivs', 'nl', 3)[0]).toMatchObject({
      label: 'bijen houden',
      source: 'imported',
    });
    expect(known.resolve('Pivoting of tables')).toBe(seed);
    expect(known.search('pivot tables', 'en', 15).filter(({ id }) => id === seed)).toHaveLength(1);
  });

  test('a run that was cut off leaves what was in force; the next ends it and tidies up', async () => {
    const tables = memoryTables();
    const old = [concept('http://example.org/1', ['tend beehives'])];
    await saveImport(tables, ctx, old, () => undefined);
    const next = [...old, concept('http://example.org/2', ['mend nets'])];
    const { version, parts } = pack(next);
    await savePack(tables, ctx, version, parts.slice(0, -1), () => undefined);
    const known = knownSkills(tables, ctx);
    await known.refresh();
    expect([known.resolve('tend beehives'), known.resolve('mend nets')]).toEqual([
      expect.any(String),
      undefined,
    ]);
    await saveImport(tables, ctx, next, () => undefined);
    await known.refresh();
    expect(known.resolve('mend nets')).toBeDefined();
    const { imported } = await loadWatched(tables, ctx);
    expect(tables.dump().filter(({ row: { rowKey } }) => rowKey.startsWith('pack~'))).toHaveLength(
      imported?.parts ?? -1,
    );
  });

  test('a classification of a hundred thousand names is a few rows, read back as it was', async () => {
    const { texts, skills } = bigCatalogue([], 104_000, 3);
    const byId = new Map<number, string[]>();
    for (const [at, text] of texts.entries()) {
      byId.set(skills[at] ?? 0, [...(byId.get(skills[at] ?? 0) ?? []), text]);
    }
    const concepts = [...byId].map(([id, names]) => concept(`http://example.org/${id}`, names));
    const tables = memoryTables();
    const { version, parts } = pack(concepts);
    await savePack(tables, ctx, version, parts, () => undefined);
    expect(parts.length).toBeLessThan(8);
    const back = await loadPack(tables, ctx, { version, parts: parts.length });
    expect(new Map(back?.map((one) => [one.uri, one]))).toEqual(
      new Map(concepts.map((one) => [one.uri, one])),
    );
    // An erase looks for names as whole words: in a packed column there is one word.
    expect(parts.flat().every((column) => /^[\p{L}\p{N}_]+$/u.test(column))).toBe(true);
  });
});

describe('npm run skills:import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...parameters: string[]) =>
    spawnSync(
      process.execPath,
      ['infra/build/command.mjs', 'bot/features/skills/importing/cli.ts', ...parameters],
      {
        encoding: 'utf8',
        env: environment({ DATA_DIR: join(folder, 'data'), TABLES_PORT: '0' }),
      },
    );
  const file = (name: string) => `tests/fixtures/esco/${name}.csv`;

  test('a dry run tells what would change, line by line, and writes nothing', () => {
    const { status, stdout } = run('--dry-run', file('skills_en'), file('collection_nl'));
    expect(status).toBe(0);
    expect(stdout).toContain('skills_en.csv (en): 6 rows read, 4 skipped');
    for (const why of ['obsolete', 'Occupation', 'longer than 80', 'no conceptUri']) {
      expect(stdout).toMatch(new RegExp(`line \\d+: .*${why}`));
    }
    expect(stdout).toContain('Skills: 2 added, 0 changed, 0 unchanged');
    expect(stdout).toContain('nothing was written');
    expect(stdout).toContain('ESCO classification of the European Commission');
    expect(stdout).toContain('ESCO-classificatie van de Europese Commissie');
  });

  test('the second time nothing changes', () => {
    expect(run(file('skills_en'), file('collection_nl')).stdout).toContain('2 added');
    expect(run(file('skills_en'), file('collection_nl')).stdout).toContain(
      'Skills: 0 added, 0 changed, 2 unchanged',
    );
  });

  const saved = (name: string, text: string, encoding: string) => {
    const path = join(folder, name);
    writeFileSync(path, iconv.encode(text, encoding, { addBOM: true }));
    return path;
  };
  const uri = 'http://example.org/esco/skill/99';

  test('reads what a spreadsheet made of a file: its encoding, its separator, its sep= line', () => {
    const en = saved('x_en.csv', `conceptUri\tpreferredLabel\n${uri}\tcafés\n`, 'utf-16le');
    const semicolons = `sep=;\r\nconceptUri;preferredLabel\r\n${uri};ideeën\r\nx;y\r\n`;
    const { status, stdout } = run('--dry-run', en, saved('x_nl.csv', semicolons, 'windows-1252'));
    expect(status).toBe(0);
    expect(stdout).toContain('x_en.csv (en): 1 rows read, 0 skipped');
    expect(stdout).toContain('line 4: no conceptUri');
    expect(stdout).toContain('Skills: 1 added, 0 changed');
  });

  test('refuses another encoding or separator by name, with nothing written', () => {
    const mac = saved('mac_nl.csv', `conceptUri;preferredLabel\n${uri};cafés\n`, 'macroman');
    expect(run(mac)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/mac_nl.csv is in neither UTF-8, UTF-16 nor Windows-1252/),
    });
    const other = saved('x_nl.csv', `conceptUri^preferredLabel\n${uri}^cafés\n`, 'utf-8');
    expect(run(other).stderr).toMatch(/x_nl.csv, read with commas between its columns, has no/);
  });

  test.each([
    [[], /Which files\?/],
    [['nowhere_en.csv'], /no file nowhere_en\.csv/],
    [['package.json'], /does not tell its language/],
    [
      [file('occupations_en')],
      /read with commas between its columns, has no column conceptUri, preferredLabel/,
    ],
  ])('%j is refused with a sentence', (parameters, sentence) => {
    const { status, stderr, stdout } = run(...parameters);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });
});
