/**
 * Files the mail of one folder, batch by batch: while one batch is stored the next is read and the one after it can be
 * fetched. Batches are stored in the order in which they came, each in one transaction that also moves the cursor, so a
 * crash at any point leaves a batch wholly there or to be fetched again. What is being read is noted first.
 */
import type { IncomingMessage } from '../domain/incoming';
import type { IntakeItem, Outcome } from '../domain/intake-plan';
import { findAttempt, storeAttempt, type Attempt } from '../data/attempts';
import { connectionOf, type Transaction } from '../data/database';
import { withAdvice } from './advice';
import { tellActions } from './after-filing';
import type { ReadMail } from './read-mail';
import { noteMovedCopies } from './moved-copies';
import { storeBatch, storeWithRetry, type Also, type FilingContext } from './store-batch';

/** How far reading the folder has come with a batch. */
export interface Progress {
  /** everything up to this uid, or down to it in the history, has an outcome with this batch, or had one before */
  readonly boundary: number;
  /**
   * Moves the cursor in the transaction that stores the outcomes. A batch that is stored mail by mail calls it with each:
   * with the mail's uid, and with the boundary for the last one, which alone makes the batch `complete`. A uid does not
   * say that: in the history the first mail to be stored has the uid of the boundary.
   * @throws LeaseLost
   */
  move(transaction: Transaction, uid: number, complete: boolean): Promise<void>;
}

/** Batches between being fetched and being stored: one is stored, one is read, one waits. */
const UNDER_WAY = 3;

/**
 * What it counts against a mail that the process ended while it was alone: much while it was read, and little while it was stored. There
 * a busy database takes its time, and power cuts and restarts that come again and again meet the same mail.
 */
const ENDED = { reading: 4, storing: 1 };
/** What is counted against a mail before it is put aside: so often may it end the process while it is read alone. */
const DEADLY = 3 * ENDED.reading;

interface UnderWay {
  readonly first: number;
  readonly last: number;
}

export class Filing {
  private readonly underWay = new Set<UnderWay>();
  /** oldest first; each settles when its batch is stored */
  private readonly waiting: Promise<void>[] = [];
  /** settles when everything that was added is stored; rejects with the first failure */
  private stored: Promise<void> = Promise.resolve();
  private failed = false;

  private constructor(
    private readonly filing: FilingContext,
    /** what an earlier process was reading when it ended */
    private readonly suspect: Attempt | null,
  ) {}

  /** Looks for what an earlier process left unfinished, and begins. Every filing is ended by `finish`. */
  static async start(filing: FilingContext): Promise<Filing> {
    return new Filing(filing, await findAttempt(filing.strapi, filing.cursor.id));
  }

  /**
   * Takes a batch in, and waits while too many are under way.
   * @param messages in the order in which the folder is read
   * @param onStored called when the batch has been stored: files may be removed, flags set
   * @throws LeaseLost, AccountGone, DataError (unavailable), of this batch or an earlier one; from then on nothing is
   *   stored and the cursor stays
   */
  async add(
    messages: readonly IncomingMessage[],
    progress: Progress,
    onStored: () => void = () => undefined,
  ): Promise<void> {
    if (this.failed) return this.stored;
    if (messages.some(({ uid }) => this.isSuspect(uid))) {
      await this.stored;
      await this.fileOneByOne(messages, progress);
      onStored();
      return;
    }
    const batch = rangeOf(messages);
    if (batch !== null) {
      this.underWay.add(batch);
      await storeAttempt(connectionOf(this.filing.strapi), this.filing.cursor.id, this.attempt());
    }
    this.store(this.read(messages), progress, batch, onStored);
    // Only the oldest is waited for: waiting for the newest would leave the reader without work.
    if (this.waiting.length >= UNDER_WAY) await this.waiting[0];
  }

  /**
   * Waits until everything is stored. Also after a failure: then what was begun is known not to have ended the process.
   * @throws as `add`
   */
  async finish(): Promise<void> {
    try {
      await this.stored;
    } finally {
      if (this.underWay.size > 0) {
        this.underWay.clear();
        await storeAttempt(connectionOf(this.filing.strapi), this.filing.cursor.id, null).catch(
          () => undefined,
        );
      }
    }
  }

  private read(messages: readonly IncomingMessage[]): Promise<readonly IntakeItem[]> {
    const reading = this.filing.reader
      .read(messages.map(({ content }) => content))
      .then((mails) => messages.map((message, position) => itemOf(message, mails[position])));
    // It is waited for by the batch before; until then a failure must not count as unhandled.
    reading.catch(() => undefined);
    return reading;
  }

  private store(
    reading: Promise<readonly IntakeItem[]>,
    progress: Progress,
    batch: UnderWay | null,
    onStored: () => void,
  ): void {
    const stored = this.stored.then(async () => {
      const items = await reading;
      await noteMovedCopies(this.filing, items);
      const done = (after: Also): Also => this.ending(batch, after);
      await storeBatch(this.filing, items, {
        together: done((transaction) => progress.move(transaction, progress.boundary, true)),
        alone: (position) =>
          position === items.length - 1
            ? done((transaction) => progress.move(transaction, progress.boundary, true))
            : (transaction) => progress.move(transaction, items[position]?.uid ?? 0, false),
      });
      if (batch !== null) this.underWay.delete(batch);
      void this.waiting.shift();
      onStored();
    });
    this.stored = stored;
    this.stored.catch(() => {
      this.failed = true;
    });
    this.waiting.push(stored);
  }

  /** Takes the batch's note away in its transaction; those that are read meanwhile keep theirs. */
  private ending(batch: UnderWay | null, also: Also): Also {
    return async (transaction) => {
      await also(transaction);
      if (batch !== null) await storeAttempt(transaction, this.filing.cursor.id, this.attempt(batch));
    };
  }

  /** @param without a batch that ends */
  private attempt(without?: UnderWay): Attempt | null {
    const rest = [...this.underWay].filter((batch) => batch !== without);
    if (rest.length === 0) return null;
    return {
      first: Math.min(...rest.map(({ first }) => first)),
      last: Math.max(...rest.map(({ last }) => last)),
      count: ENDED.storing,
    };
  }

  private isSuspect(uid: number): boolean {
    return this.suspect !== null && uid >= this.suspect.first && uid <= this.suspect.last;
  }

  /** One of these may have ended the process: each is counted and stored for itself, so that it is known which one. */
  private async fileOneByOne(messages: readonly IncomingMessage[], progress: Progress): Promise<void> {
    const { strapi, reader, cursor } = this.filing;
    // The start of a thread takes longer than reading a mail: whoever kills us then has not met the mail.
    await reader.ready();
    for (const [position, message] of messages.entries()) {
      const { uid, content } = message;
      const counted = this.countedAgainst(uid);
      const note = (ended: number): Promise<void> =>
        storeAttempt(connectionOf(strapi), cursor.id, { first: uid, last: uid, count: counted + ended });
      await note(ENDED.reading);
      const [mail] =
        counted >= DEADLY
          ? [await reader.keepUnread(content, 'crashed', String(DEADLY / ENDED.reading))]
          : await reader.read([content]);
      await note(ENDED.storing);
      const complete = position === messages.length - 1;
      const item = itemOf(message, mail);
      await noteMovedCopies(this.filing, [item]);
      await storeBatchOfOne(this.filing, item, async (transaction) => {
        await progress.move(transaction, complete ? progress.boundary : uid, complete);
        await storeAttempt(transaction, cursor.id, null);
      });
    }
  }

  /** What earlier processes count against this mail, which they read or stored alone when they ended. */
  private countedAgainst(uid: number): number {
    return this.suspect?.first === uid && this.suspect.last === uid ? this.suspect.count : 0;
  }
}

const storeBatchOfOne = (filing: FilingContext, item: IntakeItem, also: Also) =>
  storeBatch(filing, [item], { together: also, alone: () => also });

/**
 * Files one mail whose source is already kept, in place of its entry in quarantine.
 * @param leaveQuarantine removes that entry, in the same transaction
 */
export async function fileKept(
  filing: FilingContext,
  item: IntakeItem,
  leaveQuarantine: Also,
): Promise<readonly Outcome[]> {
  const outcomes = await storeWithRetry(
    filing,
    await withAdvice(filing, [item]),
    async () => undefined,
    leaveQuarantine,
  );
  tellActions(filing.strapi, outcomes);
  return outcomes;
}

function rangeOf(messages: readonly IncomingMessage[]): UnderWay | null {
  if (messages.length === 0) return null;
  const uids = messages.map(({ uid }) => uid);
  return { first: Math.min(...uids), last: Math.max(...uids) };
}

function itemOf({ uid, size, receivedAt, flags }: IncomingMessage, mail: ReadMail | undefined): IntakeItem {
  if (mail === undefined) throw new Error('A mail was given to be read and did not come back');
  return { uid, size, receivedAt, flags, ...mail };
}
