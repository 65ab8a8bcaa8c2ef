/** Lint rules, and the direction in which data may move through the house (docs/architecture.md). */
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What each folder of server/src may import besides itself; everything else is refused. */
const MAY_IMPORT = {
  domain: [],
  'content-types': ['domain', 'plugin-id.ts'],
  data: ['domain', 'plugin-id.ts'],
  platform: ['data', 'domain', 'content-types', 'plugin-id.ts'],
  access: ['data', 'domain', 'plugin-id.ts'],
  mailboxes: ['data', 'domain', 'platform'],
  people: ['data', 'domain', 'platform', 'access'],
  extensions: ['domain'],
  records: ['data', 'domain', 'platform'],
  cases: ['data', 'domain', 'platform', 'extensions', 'people', 'records'],
  intake: ['data', 'domain', 'platform', 'cases', 'extensions', 'people', 'records'],
  outbox: ['data', 'domain', 'platform', 'access', 'cases', 'mailboxes', 'people'],
  inbox: ['data', 'domain', 'platform', 'access', 'cases', 'people', 'records'],
  jobs: [
    ...[
      'data',
      'domain',
      'platform',
      'access',
      'cases',
      'extensions',
      'inbox',
      'intake',
      'mailboxes',
      'outbox',
      'people',
    ],
    ...['plugin-id.ts', 'runtime.ts'],
  ],
};

const zones = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  target: `./server/src/${folder}`,
  from: './server/src',
  except: [folder, ...allowed].map((path) => `./${path}`),
  message: `${folder}/ may import only ${allowed.join(', ') || 'itself'}: data moves one way.`,
}));

/** Only data/ speaks to the database. */
const databaseOnlyInData = {
  selector: "MemberExpression[object.name='strapi'][property.name='db']",
  message: 'strapi.db belongs in data/.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.cache/**',
      '.demo/**',
      'coverage/**',
      'example/.strapi/**',
      'example/build/**',
      'example/types/**',
      'example/.tmp/**',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: [
      'server/src/**/*.ts',
      'admin/src/**/*.{ts,tsx}',
      'tests/**/*.ts',
      'bench/**/*.ts',
      'eval/**/*.ts',
    ],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: ['server/tsconfig.json', 'admin/tsconfig.json', 'tests/tsconfig.json'],
        }),
      ],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'import-x/no-restricted-paths': ['error', { zones }],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    languageOptions: {
      parserOptions: { project: 'server/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/data/**', 'server/src/platform/persisted-tables.ts'],
    rules: { 'no-restricted-syntax': ['error', databaseOnlyInData] },
  },
  {
    files: ['admin/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: {
      globals: globals.browser,
      parserOptions: { project: 'admin/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    // One file starts one Strapi, which costs more than scrolling.
    files: ['tests/integration/**', 'tests/e2e/**'],
    rules: { 'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }] },
  },
  {
    // What speaks to a person on a terminal prints.
    files: ['scripts/**', 'demo/**', 'bench/**', 'tests/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
    languageOptions: { globals: globals.node },
  },
);
