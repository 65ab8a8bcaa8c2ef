/**
 * Deletes what group accounts keep no longer, in slices. What is done is noted on each mail, so that a run that ends early is gone on
 * with by the next. Which mail is old enough is domain/retention's; the bytes go with the sweep of `housekeeping`.
 */
import { recordRun } from '../access/audit';
import { deleteOldEmails } from '../cases/delete-old-emails';
import { DeletionRefused } from '../cases/deletion-refused';
import { findGroupAccounts, type GroupAccount } from '../data/accounts';
import { noteChanges } from '../data/changes';
import { inTransaction, type Strapi } from '../data/database';
import { lockCases } from '../data/intake-reads';
import { countHeldMails, filesOfMails, oldMails, stillTouchable, type OldMail } from '../data/old-mail';
import { removeParts } from '../data/remove-parts';
import {
  addCounts,
  countDue,
  dueBefore,
  dueOf,
  keepsEverything,
  monthsBefore,
  NOTHING_DUE,
  removedSum,
  REMOVED_SUMS,
  type Due,
  type RemovablePart,
  type RetentionCounts,
  type RetentionRules,
} from '../domain/retention';

/** Mails of one slice: others have a turn between two. */
const SLICE = 100;
/** Milliseconds of a run; what is left is for the next day. */
const LONGEST = 20 * 60 * 1000;
/** Mails that a preview looks at: more take longer than somebody waits. */
const PREVIEWED = 5000;

type Account = Pick<GroupAccount, 'id' | 'documentId' | 'name'>;
interface Horizon {
  readonly rules: RetentionRules;
  /** the moment at which mail is as old as it will be */
  readonly at: Date;
}

/** Deletes what is due in all accounts. @param signal ends it between two slices */
export async function keepMail(
  strapi: Strapi,
  { now, signal }: { readonly now: Date; readonly signal: AbortSignal },
): Promise<RetentionCounts> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]);
  let all = NOTHING_DUE;
  for (const account of await findGroupAccounts(strapi)) {
    if (keepsEverything(account.retention)) continue;
    let counts = NOTHING_DUE;
    for await (const slice of slices(strapi, account, { rules: account.retention, at: now }, now)) {
      counts = addCounts(counts, await deleteSlice(strapi, account, slice, now));
      if (end.aborted) break;
    }
    await tell(strapi, account, counts);
    all = addCounts(all, counts);
    if (end.aborted) break;
  }
  return all;
}

async function tell(strapi: Strapi, { documentId, name }: Account, counts: RetentionCounts): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return;
  await noteChanges(strapi, [{ kind: 'everything' }]);
  await recordRun(strapi, {
    ...{ subject: 'group-account', id: documentId, name, actor: { kind: 'system' } },
    facts: { deleted: { ...counts } },
  });
}

interface DueMail extends OldMail {
  readonly due: Exclude<Due, { kind: 'nothing' }>;
  readonly counts: RetentionCounts;
}

/** What is due at the horizon, a slice after the other; what is deleted meanwhile does not come again. */
async function* slices(
  strapi: Strapi,
  account: Account,
  { rules, at }: Horizon,
  now: Date,
): AsyncGenerator<readonly DueMail[]> {
  // Read before anything is deleted, mail that loses a part would come again under its new sum: the fullest sums go first.
  for (const removed of [...REMOVED_SUMS].reverse()) {
    const before = dueBefore(rules, removed, at);
    if (before === null) continue;
    let after: OldMail | null = null;
    for (;;) {
      const mails: readonly OldMail[] = await oldMails(strapi, {
        ...{ accountId: account.id, removed, before, now, after, limit: SLICE },
      });
      if (mails.length === 0) break;
      yield await withDue(strapi, mails, { rules, at });
      after = mails.at(-1) ?? null;
    }
  }
}

async function withDue(
  strapi: Strapi,
  mails: readonly OldMail[],
  { rules, at }: Horizon,
): Promise<readonly DueMail[]> {
  const files = await filesOfMails(
    strapi,
    mails.map(({ id }) => id),
  );
  return mails.flatMap((mail) => {
    const due = dueOf(rules, mail, at);
    if (due.kind === 'nothing') return [];
    const { files: count = 0, bytes = 0 } = files.get(mail.id) ?? {};
    return [{ ...mail, due, counts: countDue(due, { ...mail, files: count, fileBytes: bytes }) }];
  });
}

/** @returns what was deleted: less than was due where mail was touched meanwhile */
async function deleteSlice(
  strapi: Strapi,
  account: Account,
  slice: readonly DueMail[],
  now: Date,
): Promise<RetentionCounts> {
  const whole = slice.filter(({ due }) => due.kind === 'mail');
  const bySum = new Map<number, DueMail[]>();
  for (const mail of slice)
    if (mail.due.kind === 'parts') {
      const sum = removedSum(mail.due.parts);
      bySum.set(sum, [...(bySum.get(sum) ?? []), mail]);
    }
  let counts = NOTHING_DUE;
  for (const mails of bySum.values()) counts = addCounts(counts, await strip(strapi, account, mails, now));
  return addCounts(counts, await deleteWhole(strapi, account, whole, now));
}

const sumOf = (mails: readonly DueMail[]): RetentionCounts =>
  mails.reduce((sum, mail) => addCounts(sum, mail.counts), NOTHING_DUE);

async function strip(
  strapi: Strapi,
  account: Account,
  mails: readonly DueMail[],
  now: Date,
): Promise<RetentionCounts> {
  const [first] = mails;
  const parts: readonly RemovablePart[] = first?.due.kind === 'parts' ? first.due.parts : [];
  return inTransaction(strapi, async (transaction) => {
    // Whoever holds or reopens one of them stands in line behind this lock.
    await lockCases(
      transaction,
      mails.flatMap(({ caseId }) => caseId ?? []),
    );
    const ids = new Set(await stillTouchable(transaction, mails, now));
    await removeParts(strapi, transaction, [...ids], parts, { at: now, by: account.name });
    return sumOf(mails.filter(({ id }) => ids.has(id)));
  });
}

async function deleteWhole(
  strapi: Strapi,
  account: Account,
  mails: readonly DueMail[],
  now: Date,
): Promise<RetentionCounts> {
  if (mails.length === 0) return NOTHING_DUE;
  const gone = await inTransaction(strapi, (transaction) =>
    deleteOldEmails(strapi, transaction, mails, { account: account.name, now }),
  ).catch((error: unknown) => {
    // One of them goes out right now: they are due tomorrow still.
    if (error instanceof DeletionRefused) return [];
    throw error;
  });
  const ids = new Set(gone);
  return sumOf(mails.filter(({ id }) => ids.has(id)));
}

export interface RetentionOutlook {
  readonly now: RetentionCounts;
  readonly nextMonth: RetentionCounts;
  /** there is more than was counted */
  readonly more: boolean;
  /** mails that are due within the same time, and stay because their cases are held */
  readonly held: number;
}

/** What rules would delete in the next run, and within a month after it, as far as it can be counted while somebody waits; and what holds keep. */
export async function previewRetention(
  strapi: Strapi,
  account: Account,
  rules: RetentionRules,
  now: Date,
): Promise<RetentionOutlook> {
  const inAMonth = monthsBefore(now, -1);
  let [atOnce, then, seen] = [NOTHING_DUE, NOTHING_DUE, 0];
  for await (const slice of slices(strapi, account, { rules, at: inAMonth }, now)) {
    then = addCounts(then, sumOf(slice));
    atOnce = addCounts(atOnce, sumOf(await withDue(strapi, slice, { rules, at: now })));
    seen += slice.length;
    if (seen >= PREVIEWED) break;
  }
  const due = REMOVED_SUMS.flatMap((removed) => {
    const before = dueBefore(rules, removed, inAMonth);
    return before === null ? [] : [{ removed, before }];
  });
  const held = await countHeldMails(strapi, { accountId: account.id, due, now });
  return { now: atOnce, nextMonth: subtract(then, atOnce), more: seen >= PREVIEWED, held };
}

const subtract = (from: RetentionCounts, what: RetentionCounts): RetentionCounts => ({
  sources: from.sources - what.sources,
  attachments: from.attachments - what.attachments,
  bodies: from.bodies - what.bodies,
  mails: from.mails - what.mails,
  bytes: from.bytes - what.bytes,
});
