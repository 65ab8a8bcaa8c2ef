/** What is remembered of automatic answers to one address: the last ones, and how often more were refused. Pure. */
import type { AutoReplyLimits } from './auto-reply-limits';

/** Moments in milliseconds. */
export interface AnswerLog {
  readonly sent: readonly { readonly account: number; readonly at: number }[];
  /** mails that got no answer because there had been enough, since the last answer */
  readonly refused: readonly number[];
  /** when it was taken for a robot by that; null: an admin said so, or nobody */
  readonly robotAt: number | null;
}

export const EMPTY_LOG: AnswerLog = { sent: [], refused: [], robotAt: null };

/** Entries that are kept: more than any limit counts. */
const KEPT = 60;

/** A log as it is stored. */
export function storedLog(stored: unknown): AnswerLog {
  if (typeof stored !== 'object' || stored === null) return EMPTY_LOG;
  const { sent, refused, robotAt } = stored as Partial<Record<keyof AnswerLog, unknown>>;
  return {
    sent: Array.isArray(sent) ? (sent as AnswerLog['sent']) : [],
    refused: Array.isArray(refused) ? (refused as AnswerLog['refused']) : [],
    robotAt: typeof robotAt === 'number' ? robotAt : null,
  };
}

/** @param account null: from any */
export const countSince = ({ sent }: AnswerLog, since: Date, account: number | null): number =>
  sent.filter((one) => one.at > since.getTime() && (account === null || one.account === account)).length;

export const withAnswer = (log: AnswerLog, account: number, at: Date): AnswerLog => ({
  sent: [...log.sent, { account, at: at.getTime() }].slice(-KEPT),
  refused: [],
  robotAt: null,
});

/** So many mails in so short a time, after the answer, are no person's (peers no. 23). */
const ROBOT_MAILS = 3;
const ROBOT_TIME = 10 * 60 * 1000;
/** A mark that Mailroom made itself counts for so long: people write in haste, too. */
const ROBOT_TIME_OUT = 7 * 24 * 60 * 60 * 1000;

/** @param at when the refused mail was received */
export function withRefusal(log: AnswerLog, at: Date): AnswerLog {
  const refused = [...log.refused, at.getTime()].slice(-ROBOT_MAILS);
  const [first = 0] = refused;
  const isRobot = refused.length === ROBOT_MAILS && at.getTime() - first <= ROBOT_TIME;
  return { ...log, refused, robotAt: isRobot ? at.getTime() : log.robotAt };
}

/** Whether an address counts as a robot's at a moment. */
export const isMarkedRobot = (
  { robot, log }: { readonly robot: boolean; readonly log: AnswerLog },
  at: Date,
): boolean => robot && (log.robotAt === null || at.getTime() - log.robotAt <= ROBOT_TIME_OUT);

/** Of an account's answers to everybody: the limit that they have reached; null: none. */
export function ladderReached(
  answeredAt: readonly Date[],
  { perTenMinutes, perHour }: Pick<AutoReplyLimits, 'perTenMinutes' | 'perHour'>,
  now: Date,
): { readonly count: number; readonly minutes: number } | null {
  const steps = [
    { limit: perTenMinutes, minutes: 10 },
    { limit: perHour, minutes: 60 },
  ];
  for (const { limit, minutes } of steps) {
    const count = answeredAt.filter((at) => now.getTime() - at.getTime() < minutes * 60_000).length;
    if (count >= limit) return { count, minutes };
  }
  return null;
}
