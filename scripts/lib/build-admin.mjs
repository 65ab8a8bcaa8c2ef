/** Builds the example app's admin panel into example/build/, if the app or the built plugin's panel changed. */
import { join } from 'node:path';
import { buildIfChanged, contentHash } from './content-hash.mjs';
import { EXAMPLE, ROOT } from './project.mjs';
import { runOrThrow } from './run.mjs';

const SOURCES = [
  'dist/admin',
  'example/config',
  'example/src/admin',
  'example/package.json',
  'package-lock.json',
];

/** Strapi reads the app's configuration before it builds; nothing of these ends up in the panel. */
const PLACEHOLDERS = {
  APP_KEYS: 'build,build',
  ADMIN_JWT_SECRET: 'build',
  API_TOKEN_SALT: 'build',
  TRANSFER_TOKEN_SALT: 'build',
  JWT_SECRET: 'build',
  ENCRYPTION_KEY: 'build',
};

/** The built plugin must be there: see build-plugin.mjs. @returns {Promise<boolean>} whether it was built */
export function buildAdmin() {
  const hash = contentHash(ROOT, SOURCES, ['.content-hash']);
  return buildIfChanged(join(EXAMPLE, 'build/.content-hash'), hash, () =>
    runOrThrow(process.execPath, [join(ROOT, 'scripts/lib/strapi-build.mjs')], {
      cwd: EXAMPLE,
      env: { ...PLACEHOLDERS, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    }),
  );
}
