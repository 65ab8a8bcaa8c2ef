/**
 * What the command `strapi build` does, for the app in the current folder. The command itself takes the nearest
 * tsconfig.json above the app for the app's own, which is this repository's, and fails on it.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

const require = createRequire(import.meta.url);
const strapi = join(ROOT, 'node_modules/@strapi/strapi/dist/src');
const { build } = require(join(strapi, 'node/build.js'));
const { createLogger } = require(join(strapi, 'cli/utils/logger.js'));

await build({
  cwd: process.cwd(),
  logger: createLogger({ silent: false, debug: false, timestamp: false }),
  bundler: 'vite',
  minify: true,
  sourcemap: false,
  stats: false,
});
