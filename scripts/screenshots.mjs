/**
 * `npm run screenshots`: starts the demo in a folder of its own and photographs every page and state (screenshots/pages.mjs) into
 * docs/screenshots/, with docs/screenshots.md to show them.
 *
 *   npm run screenshots                     all of them
 *   npm run screenshots -- inbox palette    these, into the same folder; the index stays as it is
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAdmin } from './lib/build-admin.mjs';
import { buildPlugin } from './lib/build-plugin.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const FOLDER = path.join(ROOT, 'docs/screenshots');
const MOST_BYTES = 6 * 1024 * 1024;
/** Until the mails that the demo begins with are there, and what was answered has come back. */
const SETTLING = 25_000;

/** Ids that addresses name, as the demo has them. */
async function namesOf(admin, agent) {
  const cases = (await agent.get('/mailroom/cases?view=open&limit=100')).items;
  const bySubject = (pattern) => (cases.find(({ subject }) => pattern.test(subject)) ?? cases[0])?.id ?? '';
  const filters = (await admin.get('/mailroom/filters?of=shared')).data.flatMap(({ filters: list }) => list);
  const accounts = (await admin.get('/mailroom/group-accounts')).data;
  return {
    case: bySubject(/parcel|Rucksäcke|adresse|alamat/i),
    photo: bySubject(/Lanterne arrivée/),
    bounce: bySubject(/Spare mantle/),
    note: cases.at(3)?.id ?? '',
    filter: filters[0]?.id ?? '',
    account: accounts[0]?.id ?? '',
  };
}

const filledIn = (template, names) => template.replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);

/** @returns whether the picture was taken; a page that is not there is told, and no reason to stop */
async function take(camera, shot, look) {
  const { suffix, theme, onPhone } = look;
  const file = path.join(FOLDER, `${shot.name}-${suffix}.webp`);
  const { url, logins, names, browser, photograph } = camera;
  try {
    const login = logins[shot.as ?? 'agent'];
    const address = filledIn(shot.path, names);
    const bytes = await photograph(browser, { url, login, shot, address, theme, onPhone, file });
    console.log(`  ${shot.name}-${suffix} (${Math.round(bytes / 1024)} KB)`);
    return true;
  } catch (error) {
    console.error(`  ${shot.name}-${suffix}: ${error.message.split('\n')[0]}`);
    return false;
  }
}

const LOOKS = [
  { suffix: 'light', theme: 'light', onPhone: false },
  { suffix: 'dark', theme: 'dark', onPhone: false },
  { suffix: 'phone', theme: 'light', onPhone: true },
];

async function photographAll(camera, groups) {
  const taken = [];
  for (const { group, shots } of groups) {
    const done = [];
    for (const shot of shots) {
      const looks = LOOKS.filter(({ onPhone }) => !onPhone || shot.phone === true);
      const results = [];
      for (const look of looks) results.push(await take(camera, shot, look));
      if (results.every(Boolean)) done.push({ ...shot, phone: shot.phone === true });
    }
    taken.push({ group, shots: done });
  }
  return taken;
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
  const { launch, logIn, photograph } = await import('./screenshots/camera.mjs');
  const browser = await launch();
  endings.push(() => browser.close());
  const [agent] = AGENTS;
  return {
    url,
    browser,
    photograph,
    logins: { admin: await logIn(browser, url, ADMIN), agent: await logIn(browser, url, agent) },
    names: await namesOf(await openApi(url, ADMIN), await openApi(url, agent)),
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
    const taken = await photographAll(camera, wanted);
    if (names.length === 0) writeFileSync(path.join(ROOT, 'docs/screenshots.md'), gallery(taken));
    return taken.every(({ shots }, index) => shots.length === wanted[index].shots.length);
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
