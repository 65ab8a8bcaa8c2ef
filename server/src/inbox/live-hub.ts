/**
 * Tells open panels what changed: one reading of the changes for all of them, while there are any. A turn of the clock sees what
 * any process has committed, so nothing is told twice and nobody has to be told by whom.
 */
import { AsyncResource } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { changesFromNow, changesSince, type ChangeCursor, type Changes } from '../data/changes';
import type { Strapi } from '../data/database';
import type { MailReach } from '../data/mail-reach';
import { presentPages } from '../data/presence';
import type { LiveHint } from '../domain/live/hints';
import { changedPresence, presenceByCase, type PresenceByCase } from '../domain/live/presence';
import type { EventStream } from '../platform/live-stream';
import { liveReach, readableChanges, sharedCaseNames, type CaseNames } from './live-rights';
import { describePresence } from './live-presence';

/** An open panel. */
export interface Listener {
  readonly userId: number;
  readonly stream: EventStream;
  /** whether its session still holds */
  readonly isSignedIn: () => Promise<boolean>;
}

export interface LiveHub {
  /** Begins to tell a panel. @returns false: the user, or this process, has too many already */
  listen(listener: Listener): Promise<boolean>;
  /** Ends all of them; nobody is taken any more. */
  stop(): void;
}

export interface LiveTimes {
  /** milliseconds between two looks at what changed */
  readonly turn: number;
  /** milliseconds between two signs of life */
  readonly beat: number;
  /** milliseconds after which rights and sessions are looked at again */
  readonly check: number;
  /** milliseconds after which a panel has to come back with a token of that time */
  readonly age: number;
}

const TIMES: LiveTimes = { turn: 300, beat: 15_000, check: 20_000, age: 25 * 60_000 };
/** Streams at once: a browser needs one. */
const MOST_PER_USER = 8;
const MOST_IN_ALL = 2_000;

interface Panel extends Listener {
  readonly since: number;
}

interface Known {
  readonly reach: MailReach;
  readonly at: number;
}

export function createLiveHub(strapi: Strapi, times: LiveTimes = TIMES): LiveHub {
  // A turn must not find itself in the request of whoever listened first.
  const outside = new AsyncResource('MailroomLive');
  const panels = new Set<Panel>();
  const rights = new Map<number, Known>();
  let cursor: ChangeCursor | null = null;
  let beginning: Promise<void> | null = null;
  let present: PresenceByCase = new Map();
  let stopped = false;

  const of = (userId: number): readonly Panel[] => [...panels].filter((panel) => panel.userId === userId);
  const users = (): readonly number[] => [...new Set([...panels].map(({ userId }) => userId))];
  const send = (userId: number, hint: LiveHint): void => {
    for (const { stream } of of(userId)) stream.send(hint);
  };
  const drop = (userId: number): void => {
    for (const { stream } of of(userId)) stream.end();
  };

  /** What a user may read; asked anew after a while, and then whoever may read something else starts again. */
  async function reachOf(userId: number): Promise<MailReach | null> {
    const known = rights.get(userId);
    if (known !== undefined && Date.now() - known.at < times.check / 2) return known.reach;
    const reach = await liveReach(strapi, userId);
    if (reach === null) {
      rights.delete(userId);
      drop(userId);
      return null;
    }
    rights.set(userId, { reach, at: Date.now() });
    if (known !== undefined && JSON.stringify(known.reach) !== JSON.stringify(reach))
      send(userId, { kind: 'everything' });
    return reach;
  }

  async function tell(userId: number, changes: Changes, moved: readonly number[], names: CaseNames) {
    const concerned = changes.cases.size + changes.emails.size + moved.length > 0;
    const reach = concerned ? await reachOf(userId) : null;
    if (changes.everything) send(userId, { kind: 'everything' });
    else if (reach !== null) {
      const readable = await readableChanges(strapi, reach, changes, names);
      if (readable.cases.length + readable.emails.length > 0) send(userId, { kind: 'changed', ...readable });
      else if (changes.lists.has(userId)) send(userId, { kind: 'lists' });
    } else if (changes.lists.has(userId)) send(userId, { kind: 'lists' });
    if (changes.notices.has(userId)) send(userId, { kind: 'notifications' });
    if (reach !== null && moved.length > 0)
      for (const hint of await describePresence(strapi, present, moved, reach, names)) send(userId, hint);
  }

  async function turn(): Promise<void> {
    if (cursor === null) return;
    const read = await changesSince(strapi, cursor, Date.now());
    cursor = read.cursor;
    const now = presenceByCase(await presentPages(strapi, new Date()));
    const moved = changedPresence(present, now);
    present = now;
    const { cases, emails, lists, notices, everything } = read.changes;
    if (!everything && cases.size + emails.size + lists.size + notices.size + moved.length === 0) return;
    const names = sharedCaseNames(strapi);
    for (const userId of users()) await tell(userId, read.changes, moved, names);
  }

  async function check(): Promise<void> {
    for (const panel of [...panels]) {
      const tooOld = Date.now() - panel.since > times.age;
      if (tooOld || !(await panel.isSignedIn())) panel.stream.end();
    }
    for (const userId of users()) await reachOf(userId);
    for (const userId of rights.keys()) if (of(userId).length === 0) rights.delete(userId);
  }

  /** What fails is tried again at the next turn. */
  async function attempt(run: () => Promise<void>): Promise<void> {
    await run().catch((error: unknown) => {
      strapi.log.debug(`[mailroom] live: ${error instanceof Error ? error.message : 'failed'}`);
    });
  }

  async function turns(): Promise<void> {
    let beaten = Date.now();
    let checked = Date.now();
    let checking: Promise<void> | null = null;
    for (;;) {
      await wait(times.turn, undefined, { ref: false });
      if (stopped || panels.size === 0) break;
      await attempt(turn);
      if (Date.now() - beaten >= times.beat) {
        beaten = Date.now();
        for (const { stream } of panels) stream.beat();
      }
      if (checking !== null || Date.now() - checked < times.check) continue;
      checked = Date.now();
      // Beside the turns: with many panels it takes its time.
      checking = attempt(check).finally(() => {
        checking = null;
      });
    }
    beginning = null;
  }

  async function begin(): Promise<void> {
    present = presenceByCase(await presentPages(strapi, new Date()));
    cursor = await changesFromNow(strapi, Date.now());
    void turns();
  }

  const begun = (): Promise<void> =>
    (beginning ??= outside.runInAsyncScope(begin).catch((error: unknown) => {
      beginning = null;
      throw error;
    }));

  async function greet({ userId, stream }: Listener): Promise<void> {
    stream.send({ kind: 'hello' });
    const reach = await reachOf(userId);
    if (reach === null) return;
    const names = sharedCaseNames(strapi);
    for (const hint of await describePresence(strapi, present, [...present.keys()], reach, names))
      stream.send(hint);
  }

  return {
    listen: async (listener) => {
      if (stopped || panels.size >= MOST_IN_ALL || of(listener.userId).length >= MOST_PER_USER) return false;
      const panel: Panel = { ...listener, since: Date.now() };
      panels.add(panel);
      panel.stream.onEnd(() => panels.delete(panel));
      try {
        await begun();
        await greet(panel);
      } catch (error) {
        panels.delete(panel);
        throw error;
      }
      return true;
    },
    stop: () => {
      stopped = true;
      for (const { stream } of panels) stream.end();
    },
  };
}
