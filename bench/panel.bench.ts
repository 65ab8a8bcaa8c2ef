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
/** Milliseconds for which an opened case is looked at. */
const A_LOOK = 1_500;
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

/** A page of Strapi's own, with hardly anything on it: what the panel itself takes before any page of a plugin can be seen. */
const OWN_PAGE = '/admin/me';

/** The same for a page of Strapi's own: the panel's first paint cannot be below it. Milliseconds. */
async function floor(page: Page): Promise<readonly number[]> {
  const heading = page.getByRole('heading', { level: 1 }).first();
  await page.goto(OWN_PAGE);
  await heading.waitFor();
  return timed(5, async () => {
    await page.goto(OWN_PAGE, { waitUntil: 'commit' });
    await heading.waitFor();
  });
}

/** Milliseconds for which the page's own thread ran while this was done: of scripts, and of everything. */
async function ranFor<Result>(page: Page, act: () => Promise<Result>) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<{ readonly script: number; readonly task: number }> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { script: seconds('ScriptDuration') * 1_000, task: seconds('TaskDuration') * 1_000 };
  };
  const before = await read();
  const result = await act();
  const after = await read();
  await session.detach();
  return { result, script: after.script - before.script, task: after.task - before.task };
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
    // The frame in which the page was painted at first may end after this begins; it is no frame of scrolling.
    const began = performance.now();
    const observer = new PerformanceObserver((seen) =>
      long.push(
        ...seen
          .getEntries()
          .filter(({ startTime }) => startTime >= began)
          .map(({ duration }) => duration),
      ),
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

interface Opening {
  /** until the case's head is there */
  readonly head: number;
  /** until a mail of it can be read */
  readonly read: number;
}

/** From the press on a row, as the page itself sees it: the driver of the browser takes its time before and after. Milliseconds. */
async function openCases(page: Page): Promise<readonly Opening[]> {
  await page.goto(LIST);
  await firstRow(page).waitFor();
  const openings: Opening[] = [];
  for (let turn = 1; turn <= OPENED; turn += 1) {
    const row = page.locator(`[aria-posinset="${turn}"] a[data-inbox-row]`);
    const subject = (await row.innerText()).match(/Order \d+/)?.[0] ?? '';
    const opening = await page.evaluateHandle(watchOpening, subject);
    await row.click();
    await page.waitForTimeout(A_LOOK);
    openings.push(await opening.evaluate(({ ended }) => ended));
  }
  return openings;
}

/** Runs in the page. Looks once a frame, beginning with the next press. */
function watchOpening(subject: string): { readonly ended: Promise<Opening> } {
  const has = (selector: string): boolean =>
    [...document.querySelectorAll(selector)].some((element) => element.textContent?.includes(subject));
  const ended = new Promise<Opening>((resolve) => {
    const begin = ({ timeStamp }: Event): void => {
      let head = 0;
      const look = (now: number): void => {
        if (head === 0 && has('h1, h2, h3')) head = now - timeStamp;
        if (head > 0 && has('[role=article]:has([data-said]), article:has([data-said])'))
          resolve({ head, read: now - timeStamp });
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    addEventListener('pointerdown', begin, { once: true, capture: true });
  });
  return { ended };
}

const panel: Bench = async ({ mails: cases = CASES }) => {
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
    const lowest = quantile(await floor(page), 0.5);
    const paint = quantile(await firstPaint(page), 0.5);
    const { result: scrolled, ...ran } = await ranFor(page, () =>
      scroll(page, Math.min(SCROLLED_ROWS, cases / 5 - 100)),
    );
    const opened = await openCases(page);
    const opening = quantile(
      opened.map(({ head }) => head),
      0.95,
    );
    const load = firstLoad() / 1024;
    return {
      figures: {
        ...asked,
        "floor: first paint of a page of Strapi's own, ms": lowest,
        'first paint, ms': paint,
        'rows scrolled': scrolled.rows,
        'script for a scrolled row, ms': ran.script / scrolled.rows,
        'all work for a scrolled row, ms': ran.task / scrolled.rows,
        'frames over 50 ms': scrolled.longFrames,
        'longest frame, ms': scrolled.longest,
        'opening a case, p95 ms': opening,
        'until a mail of it can be read, p95 ms': quantile(
          opened.map(({ read }) => read),
          0.95,
        ),
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
