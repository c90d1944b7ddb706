// SPDX-License-Identifier: AGPL-3.0-or-later
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const onlyApiFetches = ['fetch', 'XMLHttpRequest', 'EventSource'].map((name) => ({
  name,
  message: 'Only src/api/ speaks to the server.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/'] },
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-globals': ['error', ...onlyApiFetches],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['src/api/types.ts'], rules: { 'max-lines': 'off' } },
  { files: ['src/api/**/*.{ts,tsx}'], rules: { 'no-restricted-globals': 'off' } },
);
