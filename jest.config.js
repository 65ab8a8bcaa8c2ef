/**
 * Three Jest projects: `unit` runs in parallel; files of `integration` and `e2e` start servers of their own, so
 * scripts/test.mjs runs few of them at a time. Strapi never runs inside Jest: see tests/support/strapi-process.ts.
 */
const project = (name, settings = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/example/build/',
    '<rootDir>/.cache/',
    '<rootDir>/.demo/',
  ],
  transform: {
    '^.+\\.[cm]?tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  ...settings,
});

/** What many files have in common is made once. */
const SERVERS = {
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
};

module.exports = {
  projects: [project('unit'), project('integration', SERVERS), project('e2e', SERVERS)],
  testSequencer: './scripts/lib/longest-first.cjs',
  // Only read here, not from a project: long enough for some starts of Strapi on a busy machine.
  testTimeout: 240_000,
};
