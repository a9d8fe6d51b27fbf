import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { leaveShell } from '../infra/build/environment.mjs';
import { testPackages } from '../infra/build/test-packages.mjs';

// Set by infra/build/test.mjs; jest started by an editor brings the developer's shell along.
leaveShell(['TESTS', 'GOLDEN', 'SEED', 'TEST_LOG']);
// With any other React has no test helpers.
process.env.NODE_ENV = 'test';

const root = fileURLToPath(new URL('..', import.meta.url));
const transform = {
  '^.+\\.(t|j)sx?$|^.+\\.mjs$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
    },
  ],
};
// Packages that ship ES modules only.
const esOnly = [
  'intl-messageformat',
  '@formatjs',
  'jose',
  'temporal-polyfill',
  'temporal-utils',
  'adaptivecards/lib',
  'date-holidays',
  '@sparticuz',
  'fast-check',
  'pure-rand',
  'strip-bom',
];
// Made by `npm test`; jest started by an editor may do without.
const bundled = Object.fromEntries(
  Object.entries(testPackages)
    .map(([name, file]) => [`^${name}$`, `${root}${file}`])
    .filter(([, file]) => existsSync(file)),
);
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: root,
  // What is built is megabytes that jest would read through at every start.
  roots: ['bot', 'tab', 'tests', 'infra'].map((folder) => `<rootDir>/${folder}`),
  testMatch: testMatch.map((pattern) => `<rootDir>/tests/${pattern}`),
  testEnvironment: 'node',
  transform,
  transformIgnorePatterns: [`node_modules/(?!(${esOnly.join('|')}))`],
  setupFilesAfterEnv: [`${root}tests/quiet.ts`],
  moduleNameMapper: bundled,
  ...more,
});

/**
 * `long` needs the machine alone; `depth`, with the browser's journeys and those of what people do
 * together, runs side by side.
 */
const kinds = {
  depth: ['{depth,browser,together}/**/*.test.ts'],
  long: ['long/**/*.test.ts'],
};
const kind = process.env.TESTS;
export default {
  projects: kind
    ? [project(kind, kinds[kind])]
    : [
        project('bot', [
          '{core,delivery,doors,features,contracts,journeys,meeting,package,platform,practice}/**/*.test.ts',
        ]),
        project('tab', ['tab/**/*.test.{ts,tsx}'], {
          moduleNameMapper: { ...bundled, '\\.css$': `${root}tests/tab/style-names.ts` },
        }),
      ],
  testTimeout: 30_000,
  maxWorkers: kind === 'long' ? 1 : 2,
};
