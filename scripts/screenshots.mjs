/**
 * `npm run screenshots`: starts the demo in a folder of its own and photographs every page and state (screenshots/pages.mjs) into
 * docs/screenshots/, with docs/screenshots.md to show them.
 *
 *   npm run screenshots                     all of them
 *   npm run screenshots -- inbox palette    these, into the same folder
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAdmin } from './lib/build-admin.mjs';
import { buildPlugin } from './lib/build-plugin.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { namesOf } from './screenshots/names.mjs';

const FOLDER = path.join(ROOT, 'docs/screenshots');
const MOST_BYTES = 6 * 1024 * 1024;
/** Until the mails that the demo begins with are there, and what was answered has come back. */
const SETTLING = 25_000;

/** Both themes of one opened page, or one picture at the width of a phone. */
const SIZES = [
  {
    onPhone: false,
    looks: [
      { suffix: 'light', theme: 'light' },
      { suffix: 'dark', theme: 'dark' },
    ],
  },
  { onPhone: true, looks: [{ suffix: 'phone', theme: 'light' }] },
];

const fileOf = (name, suffix) => path.join(FOLDER, `${name}-${suffix}.webp`);

/** @returns whether all looks were taken; a page that is not there is told, and no reason to stop */
async function take(camera, shot, { onPhone, looks }) {
  try {
    const context = await camera.contextOf(shot.as ?? 'agent', onPhone);
    const taken = await camera.photograph(context, {
      shot,
      names: camera.names,
      looks,
      fileOf: ({ suffix }) => fileOf(shot.name, suffix),
    });
    const sizes = taken.map(({ look, bytes }) => `${look.suffix} ${Math.round(bytes / 1024)} KB`);
    console.log(`  ${shot.name} (${sizes.join(', ')})`);
    return true;
  } catch (error) {
    const [reason] = error.message.split('\n');
    console.error(`  ${shot.name}${onPhone ? ' on a phone' : ''} is missing: ${reason}`);
    return false;
  }
}

const isWanted = (shot, { onPhone }) => !onPhone || shot.phone === true;

/**
 * One size after the other: each has a browser of its own, which is closed when its pictures are taken.
 * @returns whether all were taken
 */
async function photographAll(camera, groups) {
  const shots = groups.flatMap(({ shots: ofGroup }) => ofGroup);
  let complete = true;
  for (const size of SIZES) {
    for (const shot of shots.filter((one) => isWanted(one, size)))
      complete = (await take(camera, shot, size)) && complete;
    await camera.closeContexts();
  }
  return complete;
}

/** The pages of which there are pictures, each with its looks. */
function photographed(groups) {
  const looks = SIZES.flatMap((size) => size.looks.map(({ suffix }) => suffix));
  return groups.map(({ group, shots }) => ({
    group,
    shots: shots
      .map(({ name, title }) => ({
        name,
        title,
        looks: looks.filter((suffix) => existsSync(fileOf(name, suffix))),
      }))
      .filter((shot) => shot.looks.length > 0),
  }));
}

function wantedPages(pages, names) {
  if (names.length === 0) return pages;
  const groups = pages.map(({ group, shots }) => ({
    group,
    shots: shots.filter(({ name }) => names.includes(name)),
  }));
  const found = groups.filter(({ shots }) => shots.length > 0);
  if (found.length === 0)
    throw new Error(`There is no page ${names.join(', ')} in scripts/screenshots/pages.mjs`);
  return found;
}

/** Starts the demo on ports that are free, with everything that ends it. */
async function startDemo(directory, endings) {
  const { openDemo } = await import('../demo/start.mjs');
  const { freePort } = await import('../demo/ports.mjs');
  const ports = { app: await freePort(), imap: await freePort(), smtp: await freePort() };
  const { url } = await openDemo({ directory, ports, endings });
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  return url;
}

async function openCamera(url, endings) {
  const { ADMIN, AGENTS } = await import('../demo/world.mjs');
  const { logIn: openApi } = await import('../demo/admin-api.mjs');
  const { launch, logIn, openContext, photograph } = await import('./screenshots/camera.mjs');
  const browser = await launch();
  endings.push(() => browser.close());
  const [agent] = AGENTS;
  const logins = { admin: await logIn(browser, url, ADMIN), agent: await logIn(browser, url, agent) };
  const contexts = new Map();
  return {
    photograph,
    names: await namesOf(await openApi(url, ADMIN), await openApi(url, agent)),
    contextOf: async (who, onPhone) => {
      if (!contexts.has(who)) contexts.set(who, await openContext(browser, url, logins[who], onPhone));
      return contexts.get(who);
    },
    closeContexts: async () => {
      for (const context of contexts.values()) await context.close();
      contexts.clear();
    },
  };
}

async function main(names) {
  for (const prepare of [installDependencies, buildPlugin, buildAdmin]) await prepare();
  await ensureSystemPackages(['chromium']);
  const { PAGES } = await import('./screenshots/pages.mjs');
  const { gallery } = await import('./screenshots/gallery.mjs');
  const wanted = wantedPages(PAGES, names);
  const directory = mkdtempSync(path.join(tmpdir(), 'mailroom-screenshots-'));
  const endings = [() => rmSync(directory, { recursive: true, force: true })];
  try {
    const url = await startDemo(directory, endings);
    const camera = await openCamera(url, endings);
    if (names.length === 0) rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const complete = await photographAll(camera, wanted);
    writeFileSync(path.join(ROOT, 'docs/screenshots.md'), gallery(photographed(PAGES)));
    return complete;
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

function folderSize() {
  return readdirSync(FOLDER).reduce((sum, file) => sum + statSync(path.join(FOLDER, file)).size, 0);
}

try {
  const complete = await main(process.argv.slice(2));
  const bytes = folderSize();
  console.log(`${(bytes / 1024 / 1024).toFixed(1)} MB in docs/screenshots/`);
  if (bytes > MOST_BYTES) console.error('That is more than 6 MB: fewer pages on phones, or a lower quality.');
  process.exitCode = complete && bytes <= MOST_BYTES ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
// Clients that were cut off leave timers behind, which have nothing to wait for any more.
process.exit();
