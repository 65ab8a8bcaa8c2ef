/**
 * How the panel feels with 100,000 cases: its first paint, scrolling, opening a case, the requests behind them, and how
 * much Mailroom adds to what the panel loads at first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { type AdminClient } from '../tests/support/admin-client';
import { launchBrowser, openAdminPanel } from '../tests/support/browser';
import { AGENT_PERMISSIONS, startMailroom } from '../tests/support/mailroom';
import { seedRows } from './panel-rows';
import { quantile, report, type Bench } from './result';

const CASES = 100_000;
const MAILS_EACH = 2.5;
const TIMES = 30;
const SCROLLED_ROWS = 2_000;
const OPENED = 20;
const SUPPORT = 'support@shop.example';
const LIST = '/admin/plugins/mailroom/cases/open';

/** Of the built panel: what its entry loads before any page of ours is opened. Bytes, compressed. */
function firstLoad(): number {
  const dist = resolve(__dirname, '../dist/admin');
  const seen = new Set<string>();
  const visit = (file: string): number => {
    if (seen.has(file)) return 0;
    seen.add(file);
    const code = readFileSync(join(dist, file), 'utf8');
    const imports = [...code.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.mjs)["']/g)].map(
      ([, name]) => name ?? '',
    );
    return gzipSync(code).length + imports.reduce((sum, name) => sum + visit(name), 0);
  };
  if (!readdirSync(dist).includes('index.mjs')) throw new Error('The panel is not built.');
  return visit('index.mjs');
}

async function timed(times: number, act: (turn: number) => Promise<unknown>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const start = performance.now();
    await act(turn);
    taken.push(performance.now() - start);
  }
  return taken;
}

/** Middle and slow milliseconds of each request of the inbox. */
async function requests(agent: AdminClient): Promise<Record<string, number>> {
  const { body } = await agent.get<{ items: { id: string }[]; nextCursor: string }>(
    '/mailroom/cases?view=open&limit=100',
  );
  const ids = body.items.map(({ id }) => id);
  const paths: Readonly<Record<string, (turn: number) => string>> = {
    'list, first page': () => '/mailroom/cases?view=open&limit=50',
    'list, next page': () => `/mailroom/cases?view=open&limit=100&cursor=${body.nextCursor}`,
    'list, longest waiting': () => '/mailroom/cases?view=open&sort=waiting&limit=50',
    'list, mine': () => '/mailroom/cases?view=mine&limit=50',
    'list, closed': () => '/mailroom/cases?view=closed&limit=50',
    counters: () => '/mailroom/counters',
    case: (turn) => `/mailroom/cases/${ids[turn]}`,
    timeline: (turn) => `/mailroom/cases/${ids[turn]}/timeline`,
  };
  const figures: Record<string, number> = {};
  for (const [name, path] of Object.entries(paths)) {
    const taken = await timed(TIMES, async (turn) => {
      const { status } = await agent.get(path(turn));
      if (status !== 200) throw new Error(`${path(turn)} answered ${status}`);
    });
    figures[`${name}, p50 ms`] = quantile(taken, 0.5);
    figures[`${name}, p95 ms`] = quantile(taken, 0.95);
  }
  return figures;
}

const firstRow = (page: Page) => page.locator('a[data-inbox-row]').first();

/** From the address to the first row, with everything in the cache. Milliseconds. */
async function firstPaint(page: Page): Promise<readonly number[]> {
  await page.goto(LIST);
  await firstRow(page).waitFor();
  return timed(5, async () => {
    await page.goto(LIST, { waitUntil: 'commit' });
    await firstRow(page).waitFor();
  });
}

interface Scrolled {
  readonly rows: number;
  readonly longest: number;
  readonly longFrames: number;
}

/** Scrolls as a hand with a wheel does, and lets the browser say which frames took long. */
async function scroll(page: Page, rows: number): Promise<Scrolled> {
  return page.evaluate(async (wanted) => {
    const list = document.querySelector<HTMLElement>('[data-list-item]')?.closest('ul')?.parentElement;
    if (!list) throw new Error('There is no list.');
    const long: number[] = [];
    const kind = PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')
      ? 'long-animation-frame'
      : 'longtask';
    const observer = new PerformanceObserver((seen) =>
      long.push(...seen.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: kind });
    const last = (): number =>
      Number([...document.querySelectorAll('[aria-posinset]')].at(-1)?.getAttribute('aria-posinset') ?? 0);
    const end = performance.now() + 120_000;
    while (last() < wanted && performance.now() < end) {
      list.scrollTop += 90;
      await new Promise(requestAnimationFrame);
    }
    observer.disconnect();
    return { rows: last(), longest: Math.max(0, ...long), longFrames: long.length };
  }, rows);
}

/** From the press on a row until the case's head is there. */
async function openCases(page: Page): Promise<readonly number[]> {
  await page.goto(LIST);
  await firstRow(page).waitFor();
  return timed(OPENED, async (turn) => {
    const row = page.locator(`[aria-posinset="${turn + 1}"] a[data-inbox-row]`);
    const subject = (await row.innerText()).match(/Order \d+/)?.[0] ?? '';
    await row.click();
    await page.getByRole('heading', { name: subject }).waitFor();
  });
}

const panel: Bench = async ({ mails: cases = CASES, database }) => {
  if (database === 'postgres') process.env.MAILROOM_TEST_DATABASE = 'postgres';
  const mailroom = await startMailroom([SUPPORT], { adminPanel: true });
  const browser = await launchBrowser();
  try {
    const agents: AdminClient[] = [];
    for (const name of ['Lena', 'Omar', 'Ida']) agents.push(await mailroom.agent(name, AGENT_PERMISSIONS));
    const [agent] = agents;
    if (agent === undefined) throw new Error('There is no agent.');
    const team = await mailroom.team('Support', agents);
    await mailroom.account(SUPPORT, { teams: [team.id] });
    report(`writing ${cases} cases …`);
    await seedRows({
      database: mailroom.strapi.database,
      cases,
      mails: Math.round(cases * MAILS_EACH),
      agents: agents.map(({ id }) => id),
    });
    report('asking …');
    const asked = await requests(agent);
    const { page } = await openAdminPanel(browser, mailroom.strapi.url, agent);
    const paint = quantile(await firstPaint(page), 0.5);
    const scrolled = await scroll(page, Math.min(SCROLLED_ROWS, cases / 5 - 100));
    const opening = quantile(await openCases(page), 0.95);
    const load = firstLoad() / 1024;
    return {
      figures: {
        ...asked,
        'first paint, ms': paint,
        'rows scrolled': scrolled.rows,
        'frames over 50 ms': scrolled.longFrames,
        'longest frame, ms': scrolled.longest,
        'opening a case, p95 ms': opening,
        'first load, KB gzipped': load,
      },
      ratios: {},
      target: {
        'first paint, ms': 'under 1000',
        'frames over 50 ms': 'none',
        'opening a case, p95 ms': 'under 300',
        'first load, KB gzipped': 'under 350',
      },
      met: paint < 1_000 && scrolled.longFrames === 0 && opening < 300 && load < 350,
    };
  } finally {
    await browser.close();
    await mailroom.stop();
  }
};

export default panel;
