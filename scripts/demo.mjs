/**
 * `npm run demo`: makes what is missing (packages, the plugin, the admin panel) and starts the demo. Plain Node,
 * for it runs before there are any packages.
 *
 *   npm run demo                   http://127.0.0.1:1337/admin, data in .demo/
 *   npm run demo -- --port 1400    the panel there, IMAP and SMTP on the two ports after it
 *   npm run demo -- --reset        forget the data first
 *   npm run demo -- --check        go the whole way without a person, on data and ports of its own
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lockFolder } from '../demo/lock.mjs';
import { ensurePortsAreFree } from '../demo/ports.mjs';
import { buildAdmin } from './lib/build-admin.mjs';
import { buildPlugin } from './lib/build-plugin.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ROOT } from './lib/project.mjs';

const DEFAULT_PORT = 1337;
const USAGE = 'Usage: npm run demo -- [--port NUMBER] [--reset] | --check';
const NODE = { oldest: 20, newest: 24 };

function readArguments() {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
      port: { type: 'string', default: String(DEFAULT_PORT) },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65533)
    throw new Error('The port is a number from 1 to 65533.');
  return { check: values.check, reset: values.reset, port };
}

function ensureNodeVersion() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE.oldest || major > NODE.newest) {
    throw new Error(`This is Node ${process.versions.node}. Use Node ${NODE.oldest} to ${NODE.newest}.`);
  }
}

async function prepare() {
  const steps = [
    { doing: 'Packages', action: installDependencies },
    { doing: 'Plugin', action: buildPlugin },
    { doing: "Strapi's admin panel (the first time takes a minute or two)", action: buildAdmin },
  ];
  for (const { doing, action } of steps) {
    console.log(`- ${doing}`);
    console.log((await action()) ? '  done' : '  up to date');
  }
}

function explain(error) {
  if (error.code?.startsWith('ERR_PARSE_ARGS')) return `${error.message}\n${USAGE}`;
  if (error.name === 'PortTakenError') {
    return `Port ${error.port} is taken by another program. End that one, or choose another place: npm run demo -- --port ${error.port + 100}`;
  }
  return error.message;
}

async function check() {
  await prepare();
  const { runCheck } = await import('../demo/check/run.mjs');
  return (await runCheck()) ? 0 : 1;
}

async function demo({ port, reset }) {
  const directory = path.join(ROOT, '.demo');
  const ports = { app: port, imap: port + 1, smtp: port + 2 };
  // Before minutes of building, not after them.
  lockFolder(directory);
  await ensurePortsAreFree(Object.values(ports));
  await prepare();
  const { runDemo } = await import('../demo/start.mjs');
  await runDemo({ directory, ports, reset });
  return 0;
}

try {
  const options = readArguments();
  ensureNodeVersion();
  process.exitCode = await (options.check ? check() : demo(options));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
// Clients that were cut off leave timers behind, which have nothing to wait for any more.
process.exit();
