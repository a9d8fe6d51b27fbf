import { spawnSync } from 'node:child_process';
import { environment } from '../../infra/build/environment.mjs';

const skills = (...parameters: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['infra/build/command.mjs', 'bot/features/skills/cli.ts', ...parameters],
    { encoding: 'utf8', env: environment() },
  );
  return { status, stdout, stderr };
};

describe('npm run -s skills', () => {
  test('prints what is nearest as JSON and nothing else', () => {
    const { status, stdout, stderr } = skills('search', 'draaitabelen', '--lang', 'nl', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const found = JSON.parse(stdout) as { id: string; label: string; score: number }[];
    expect(found[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      label: 'Draaitabellen',
      score: expect.any(Number),
    });
    expect(Object.keys(found[0] ?? {})).toEqual(['id', 'label', 'score']);
    expect(found.map(({ score }) => score)).toEqual(
      found.map(({ score }) => score).sort((a, b) => b - a),
    );
  });

  test('without --json a person can read it, also when nothing is near', () => {
    expect(skills('search', 'pivot', 'tabels').stdout).toMatch(
      /^pivot tables +0\.\d{3} {2}[0-9a-f]/i,
    );
    expect(skills('search', 'xyzzy').stdout).toMatch(/Nothing like “xyzzy”/);
  });

  test.each([
    [[], /What shall I do\?/],
    [['zoek', 'Excel'], /do not know the command “zoek”/],
    [['search'], /Which skill\?/],
    [['search', 'x', '--lang', 'de'], /--lang is en or nl, not “de”/],
    [['search', 'x', '--limit', '0'], /--limit is a whole number from 1 to 50, not “0”/],
    [['search', 'x', '--nonsense'], /--nonsense/],
  ])('%j is refused with a sentence and exit 2', (parameters, sentence) => {
    const { status, stdout, stderr } = skills(...parameters);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/npm run -s skills -- search/);
  });
});
