/**
 * How deliveries to webhooks go on: which answers count, when a delivery is tried again and when it is given up. Pure; the
 * requests themselves are in jobs/.
 */

/** What one attempt came to. */
export type DeliveryAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  /** no answer came, in words */
  | { readonly kind: 'unanswered'; readonly problem: string };

export type DeliveryVerdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'later'; readonly nextAttemptAt: Date; readonly problem: string }
  /** `gone`: the receiver wants no more of them (410) */
  | { readonly kind: 'failed'; readonly gone: boolean; readonly problem: string };

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;
/** Milliseconds: the first pause, and the longest; each is four times as long as the one before. */
const PAUSE = { first: 10 * SECOND, factor: 4, longest: 6 * HOUR } as const;
/** Ten attempts take 22 hours, give or take the jitter. */
export const DELIVERY_ATTEMPTS = 10;
/** Pauses differ by up to a fifth, so that what failed together is not tried together. */
const JITTER = 0.2;

/** Characters of names and addresses, and how many webhooks there may be. */
export const WEBHOOK_LIMITS = { name: 100, url: 2000, webhooks: 50 } as const;

/** A test that somebody sends; it is no event. */
export const PING = 'mailroom.ping';

/**
 * @param attempts made so far, this one included
 * @param chance between 0 and 1
 */
export function verdictOf(
  answer: DeliveryAnswer,
  { attempts, now, chance }: { readonly attempts: number; readonly now: Date; readonly chance: number },
): DeliveryVerdict {
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return { kind: 'delivered' };
  const problem = answer.kind === 'unanswered' ? answer.problem : wordsOf(answer.status);
  if (answer.kind === 'answered' && answer.status === 410) return { kind: 'failed', gone: true, problem };
  if (attempts >= DELIVERY_ATTEMPTS) return { kind: 'failed', gone: false, problem };
  const asked = answer.kind === 'answered' ? (answer.retryAfterMs ?? 0) : 0;
  const pause = Math.max(pauseAfter(attempts, chance), Math.min(asked, PAUSE.longest));
  return { kind: 'later', nextAttemptAt: new Date(now.getTime() + pause), problem };
}

function pauseAfter(attempts: number, chance: number): number {
  const pause = Math.min(PAUSE.first * PAUSE.factor ** (attempts - 1), PAUSE.longest);
  return Math.round(pause * (1 - JITTER + 2 * JITTER * chance));
}

function wordsOf(status: number): string {
  if (status >= 300 && status < 400)
    return `The receiver answered ${status}: redirects are not followed. Enter the address that it leads to.`;
  if (status === 410) return 'The receiver answered 410 Gone, so this webhook was switched off.';
  return `The receiver answered ${status}; only 200 to 299 count as received.`;
}
