import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** A folder may import values only from the folders named here (README, "Folders"); `types` only with `import type`. */
const layers = [
  { files: ['sql/**'], forbidden: ['activities', 'workflows', 'worker', 'client', 'local', 'test', 'config'] },
  { files: ['activities/**'], forbidden: ['worker', 'client', 'local', 'test', 'config'] },
  { files: ['workflows/**'], forbidden: ['sql', 'worker', 'client', 'local', 'test', 'config'], types: ['activities'] },
  { files: ['worker/**'], forbidden: ['client', 'local', 'test'] },
  { files: ['client/**'], forbidden: ['activities', 'worker', 'test'] },
  { files: ['local/**'], forbidden: ['activities', 'workflows', 'worker', 'client', 'test'] },
];

const octokit = {
  group: ['@octokit/*'],
  message: 'Only activities/github knows Octokit.',
};
const notInWorkflows = {
  group: ['node:*', 'pg', 'knex', 'zod', 'pino', '@temporalio/client', '@temporalio/worker', '@temporalio/activity'],
  message: 'Workflow code is deterministic: no Node, no database, no schema library in the bundle.',
};

function layerRule({ files, forbidden, types = [] }) {
  const folder = files[0].split('/')[0];
  const patterns = forbidden.map((name) => ({
    regex: name === 'config' ? '^(\\.\\./)+config\\.ts$' : `^(\\.\\./)+${name}/`,
    message: `${folder}/ must not import ${name} (README, "Folders").`,
  }));
  const typePatterns = types.map((name) => ({
    regex: `^(\\.\\./)+${name}/`,
    allowTypeImports: true,
    message: `${folder}/ may import only types from ${name}/.`,
  }));
  const extra = folder === 'workflows' ? [octokit, notInWorkflows] : [octokit];
  return {
    files,
    ignores: ['activities/github/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [...patterns, ...typePatterns, ...extra] }],
    },
  };
}

export default tseslint.config(
  { ignores: ['node_modules', '.repometer'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'object-shorthand': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'config.ts is the only reader of process.env.' },
      ],
      'no-console': 'error',
    },
  },
  { files: ['config.ts', 'test/**'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['test/**'], rules: { 'no-console': 'off' } },
  ...layers.map(layerRule),
);
