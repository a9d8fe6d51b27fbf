// One thing that Biome does not know: an expression whose time grows with the square of a text, or
// worse. Whoever writes such a text would stop the process for everybody.
import parser from '@typescript-eslint/parser';
import regexp from 'eslint-plugin-regexp';

export default [
  // The build of the tab reads our own files only.
  { ignores: ['tab/first-paint.ts'] },
  {
    files: ['bot/**/*.ts', 'tab/**/*.{ts,tsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
];
