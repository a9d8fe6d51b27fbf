import { spawnSync } from 'node:child_process';
import { environment } from '../../infra/build/environment.mjs';

/** The command, given this on standard input or these parameters. */
const rounds = (input: unknown, ...parameters: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['infra/build/command.mjs', 'bot/features/rounds/cli.ts', ...parameters],
    {
      encoding: 'utf8',
      input: typeof input === 'string' ? input : JSON.stringify(input),
      env: environment(),
    },
  );
  return { status, stdout, stderr };
};

const p1 = {
  id: 'p1',
  shares: ['excel'],
  wishes: ['dutch'],
  languages: ['en', 'nl'],
  hoursUtc: [8, 16],
  team: 't1',
  manager: 'p9',
  slots: 1,
  teachesWithoutReturn: true,
  blocked: ['gone'],
  wait: 0,
};
const p2 = { ...p1, id: 'p2', shares: ['dutch'], wishes: ['excel'], hoursUtc: [14, 26], wait: 2 };

describe('npm run -s rounds', () => {
  test('prints the round as JSON, every person in an activity or told why not', () => {
    const people = [
      p1,
      p2,
      { ...p1, id: 'p3', wishes: ['piano'] },
      { ...p1, id: 'p4', slots: 0 },
      { ...p1, id: 'p5', paused: true },
    ];
    const settings = { minOverlapHours: 2, noRepeatRounds: 6 };
    const { status, stdout, stderr } = rounds({ seed: 1, settings, people, met: [] }, '-');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const round = JSON.parse(stdout) as { activities: { arcs: unknown[]; reasons: string[] }[] };
    expect(round).toEqual({
      activities: [{ kind: 'swap', arcs: expect.anything(), reasons: expect.anything() }],
      unmatched: [{ id: 'p3', why: 'nobody-shares' }],
      shortages: [{ skill: 'piano', missing: 1 }],
      figures: { served: 2, bound: 2 },
    });
    expect(new Set(round.activities[0]?.arcs)).toEqual(
      new Set([
        { teacher: 'p1', learner: 'p2', skill: 'excel' },
        { teacher: 'p2', learner: 'p1', skill: 'dutch' },
      ]),
    );
    expect(round.activities[0]?.reasons).toContain(
      'p2 asked for excel, for 2 rounds; p1 shares it.',
    );
  });

  test('tells the first twenty of many faults, and how many there are, through a pipe', () => {
    const people = Array.from({ length: 30_000 }, () => ({ ...p1, id: 7, languages: 'en' }));
    const { status, stdout, stderr } = rounds({ people }, '-');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('And 59980 more, 60000 in all.');
  });

  test.each([
    ['', [], /^Usage: npm run -s rounds -- population\.json/],
    ['', ['nowhere.json'], /^There is no file nowhere\.json\.\n$/],
    ['', ['bot'], /^bot cannot be read \(EISDIR\)\.\n$/],
    ['{"people": [1,}', ['-'], /^The population is not JSON: .* \(line 1, column 15\)\.\n$/],
    [{ people: [p1, { ...p1, id: 7 }], met: 3 }, ['-'], /^people\[1\]\.id must .*\nmet must .*\n$/],
  ])('%j %j is refused, a sentence for each fault, with exit 2', (input, parameters, sentence) => {
    const { status, stdout, stderr } = rounds(input, ...parameters);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
  });
});
