/** Holds one mailbox's push connection for as long as it lives: says that it stands, and has mail fetched when it tells. */
import type { Limit } from 'p-limit';
import { storeHealth, type Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { imapSettingsOf } from '../mailboxes/imap-session';
import { asMailboxError } from '../mailboxes/mailbox-error';
import { waitForNews, type PushHint } from '../mailboxes/push-connection';
import type { Fetching } from './fetch-schedule';

export type PushEnd =
  /** it was ended by us */
  | { readonly kind: 'over' }
  /** the server cannot do it */
  | { readonly kind: 'unsupported' }
  /** `lived` and `retryAfter` in milliseconds; the latter is what the server asked for, or 0 */
  | { readonly kind: 'failed'; readonly lived: number; readonly retryAfter: number };

/** Milliseconds in which hints become one fetch. Changed flags are often our own doing, and never urgent. */
const DEBOUNCE: Readonly<Record<PushHint, number>> = { arrived: 50, changed: 2_000 };

/**
 * @param renewal seconds
 * @param logins lets only some connections be opened at the same time
 */
export async function holdPushConnection(
  strapi: Strapi,
  mailbox: Mailbox,
  {
    fetching,
    renewal,
    logins,
    signal,
  }: {
    readonly fetching: Pick<Fetching, 'hinted'>;
    readonly renewal: number;
    readonly logins: Limit;
    readonly signal: AbortSignal;
  },
): Promise<PushEnd> {
  const opened = await enter(logins);
  const hints = collectHints(() => {
    void fetching.hinted(mailbox.id);
  });
  // One after the other, so that the last word is that of the end.
  let noted: Promise<unknown> = Promise.resolve();
  const note = (pushSince: Date | null): void => {
    noted = noted.then(() => storeHealth(strapi, mailbox.id, { pushSince })).catch(() => undefined);
  };
  let since: number | null = null;
  // A process that was killed cannot have said that its connection has ended.
  if (mailbox.health.pushSince !== null) note(null);
  try {
    const end = await waitForNews(await imapSettingsOf(strapi, mailbox), {
      folder: mailbox.folders[0] ?? 'INBOX',
      renewal: renewal * 1000,
      signal,
      onWaiting: () => {
        opened();
        since = Date.now();
        note(new Date(since));
        hints.add('arrived');
      },
      onHint: hints.add,
    });
    return { kind: end === 'unsupported' ? 'unsupported' : 'over' };
  } catch (error) {
    if (signal.aborted) return { kind: 'over' };
    const { problem, retryAfter } = asMailboxError(error, 'fetch');
    strapi.log.info(`[mailroom] push, mailbox ${mailbox.id}: ${problem.step} ${problem.code}`);
    return { kind: 'failed', lived: since === null ? 0 : Date.now() - since, retryAfter };
  } finally {
    opened();
    hints.stop();
    if (since !== null) note(null);
    await noted;
  }
}

/** Waits for a place among those who log in. @returns what gives it back */
function enter(logins: Limit): Promise<() => void> {
  return new Promise((begin) => {
    void logins(() => new Promise<void>((leave) => begin(() => leave())));
  });
}

/** Calls once for hints that come close together. */
function collectHints(call: () => void): {
  readonly add: (hint: PushHint) => void;
  readonly stop: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  const fire = (): void => {
    due = Infinity;
    call();
  };
  return {
    add(hint) {
      const at = Date.now() + DEBOUNCE[hint];
      if (at >= due) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(fire, DEBOUNCE[hint]);
      timer.unref();
    },
    stop: () => clearTimeout(timer),
  };
}
