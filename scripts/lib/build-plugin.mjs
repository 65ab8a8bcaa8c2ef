/** Builds the plugin into dist/, if its sources changed since the last time. */
import { join } from 'node:path';
import { buildIfChanged, contentHash } from './content-hash.mjs';
import { ROOT } from './project.mjs';
import { runOrThrow } from './run.mjs';

const SOURCES = [
  'server',
  'admin',
  'strapi-server.ts',
  'strapi-admin.ts',
  'package.json',
  'package-lock.json',
];

/** @returns {Promise<boolean>} whether it was built */
export function buildPlugin() {
  return buildIfChanged(join(ROOT, 'dist/.content-hash'), contentHash(ROOT, SOURCES, ['node_modules']), () =>
    runOrThrow('npm', ['run', 'build']),
  );
}
