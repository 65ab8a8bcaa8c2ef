/**
 * Drafts go out at their time: a timer is set for the nearest one, and the `send` task takes what it missed. Both may run
 * at once, here and elsewhere; a draft goes out once all the same.
 */
import type { Strapi } from '../data/database';
import { dueDrafts, nextDueDraft } from '../data/draft-queue';
import { releaseDraft } from '../outbox/release-draft';
import type { Runtime } from '../runtime';
import { kickSending } from './send-mail';

const BATCH = 50;
/** Milliseconds a timer runs at most: what another process plans, and a clock that is set, are seen then. */
const LONGEST_WAIT = 30_000;
/** Milliseconds it runs at least: what is due may be in the hands of another process. */
const SHORTEST_WAIT = 200;

interface Waiting {
  timer: NodeJS.Timeout | null;
  stopped: boolean;
}
const waitings = new WeakMap<Runtime, Waiting>();

function waitingOf(runtime: Runtime): Waiting {
  const waiting = waitings.get(runtime) ?? { timer: null, stopped: false };
  waitings.set(runtime, waiting);
  return waiting;
}

/** Releases what is due. @returns how many mails were queued, and how many are held */
export async function releaseDrafts(
  strapi: Strapi,
  runtime: Runtime,
): Promise<{ readonly released: number; readonly held: number }> {
  const counts = { released: 0, held: 0 };
  await runtime.jobs.run('drafts', async ({ signal }) => {
    for (;;) {
      const due = await dueDrafts(strapi, new Date(), BATCH);
      const before = counts.released + counts.held;
      for (const id of due) {
        if (signal.aborted) return;
        const { kind } = await releaseDraft(strapi, runtime.blobs, id, new Date());
        if (kind === 'queued') counts.released += 1;
        if (kind === 'held') counts.held += 1;
      }
      // Those that are left were taken back, or another process has them.
      if (due.length < BATCH || counts.released + counts.held === before) return;
    }
  });
  return counts;
}

/** Sets the timer for the nearest draft. Never throws: what is missed is the `send` task's. */
export async function awaitDrafts(strapi: Strapi, runtime: Runtime): Promise<void> {
  const waiting = waitingOf(runtime);
  if (waiting.stopped || !strapi.server.httpServer.listening) return;
  const next = await nextDueDraft(strapi).catch(() => null);
  if (waiting.timer !== null) clearTimeout(waiting.timer);
  waiting.timer = null;
  if (next === null || waitingOf(runtime).stopped) return;
  const wait = Math.min(Math.max(SHORTEST_WAIT, next.getTime() - Date.now()), LONGEST_WAIT);
  waiting.timer = setTimeout(() => void onTime(strapi, runtime), wait);
  waiting.timer.unref();
}

async function onTime(strapi: Strapi, runtime: Runtime): Promise<void> {
  try {
    const { released } = await releaseDrafts(strapi, runtime);
    if (released > 0) kickSending(strapi, runtime);
  } catch (error) {
    strapi.log.error(`[mailroom] drafts: ${error instanceof Error ? error.name : 'failed'}`);
    // It is due and cannot be had: asking again at once would only ask again.
    return;
  }
  await awaitDrafts(strapi, runtime);
}

/** No more timers. */
export function stopAwaitingDrafts(runtime: Runtime): void {
  const waiting = waitingOf(runtime);
  waiting.stopped = true;
  if (waiting.timer !== null) clearTimeout(waiting.timer);
}
