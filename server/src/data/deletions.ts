/**
 * Removes mails and cases for good, with whatever hangs on them, by raw statements: entries of streams are otherwise never
 * removed (data/case-events). Who may do that is decided elsewhere; the bytes go with housekeeping's next sweep.
 */
import type { ReasonCode } from '../domain/reason';
import { CASE_TYPE } from '../domain/record';
import { requestFullSweep } from './blob-references';
import { noteChanges } from './changes';
import { chunksOf, insertMissing, readInChunks, type Strapi, type Transaction } from './database';
import { forgetFileTexts, sumsOfFiles } from './search/file-texts';
import { removeFromIndex } from './search/write-index';
import { UIDS, type Uid } from './uids';

/** Rows that say something of one mail, and nothing without it. */
const OF_EMAIL: readonly Uid[] = [
  UIDS.attachment,
  UIDS.participant,
  UIDS.messageReference,
  UIDS.delivery,
  UIDS.inboxEntry,
  UIDS.notification,
  UIDS.recordLink,
  UIDS.tagging,
  UIDS.pendingFlag,
  UIDS.caseEvent,
];
/** The same of one case, beside its mails. */
const OF_CASE: readonly Uid[] = [
  UIDS.caseEvent,
  UIDS.mention,
  UIDS.notification,
  UIDS.inboxEntry,
  UIDS.recordLink,
  UIDS.tagging,
  UIDS.presence,
];

/** Mail that is handed to a server now, or waits for it. */
const ON_ITS_WAY = ['queued', 'sending'];

/**
 * Deletes mails. Their places in the ledger stay, without what the mails said, and so do their keys: no copy of them is filed
 * again. Joins the caller's transaction, which is to be undone when the answer is false.
 * @returns false when one of them is on its way out
 */
export async function deleteEmailRows(
  strapi: Strapi,
  transaction: Transaction,
  emailIds: readonly number[],
): Promise<boolean> {
  const { knex, table } = transaction;
  for (const chunk of chunksOf(emailIds)) {
    await forget(transaction, chunk);
    const sums = await sumsOfFiles(transaction, 'email_id', chunk);
    for (const uid of OF_EMAIL) await knex(table(uid)).whereIn('email_id', chunk).delete();
    // Asked of the row as it is deleted: a mail that is claimed for sending in the meantime stays.
    const deleted: number = await knex(table(UIDS.email))
      .whereIn('id', chunk)
      .whereNotIn('state', ON_ITS_WAY)
      .delete();
    if (deleted !== chunk.length) return false;
    await forgetFileTexts(transaction, sums);
    await removeFromIndex(strapi, transaction, 'email', chunk);
  }
  await requestFullSweep(strapi);
  await noteChanges(strapi, [{ kind: 'everything' }]);
  return true;
}

/** What is kept of mails that are deleted. */
async function forget(transaction: Transaction, emailIds: readonly number[]): Promise<void> {
  const { knex, table } = transaction;
  const rows: { identity_hash: string | null }[] = await knex(table(UIDS.email))
    .whereIn('id', [...emailIds])
    .whereNotNull('identity_hash')
    .select('identity_hash');
  await insertMissing(transaction, UIDS.deletedEmail, rows, 'identity_hash');
  const reason: ReasonCode = 'mail.deleted';
  await knex(table(UIDS.messageLocation))
    .whereIn('email_id', [...emailIds])
    .update({
      email_id: null,
      reason,
      reason_params: '{}',
      source_hash: null,
      source_place: null,
      subject: '',
      sender: '',
    });
}

/**
 * Deletes cases with their drafts; mails are deleted before. Joins the caller's transaction, which is to be undone when the answer
 * is false.
 * @returns false when an answer is about to go out that its author can still take back
 */
export async function deleteCaseRows(
  strapi: Strapi,
  { knex, table }: Transaction,
  caseIds: readonly number[],
): Promise<boolean> {
  const ids = [...caseIds];
  const drafts: { id: number }[] = await knex(table(UIDS.draft)).whereIn('case_id', ids).select('id');
  const notes = await readInChunks<number, { id: number }>(ids, (chunk) =>
    knex(table(UIDS.caseEvent)).whereIn('case_id', chunk).select('id'),
  );
  await deleteFiles({ knex, table }, 'draft_id', drafts);
  await deleteFiles({ knex, table }, 'case_event_id', notes);
  const entryIds = notes.map(({ id }) => id);
  await removeFromIndex(strapi, { knex, table }, 'entry', entryIds);
  await removeFromIndex(strapi, { knex, table }, 'case', ids);
  for (const chunk of chunksOf(drafts)) {
    const deleted: number = await knex(table(UIDS.draft))
      .whereIn(
        'id',
        chunk.map(({ id }) => id),
      )
      .where((free) => free.whereNot('state', 'scheduled').orWhereNull('undoable').orWhere('undoable', false))
      .delete();
    if (deleted !== chunk.length) return false;
  }
  const documentIds: { document_id: string }[] = await knex(table(UIDS.case))
    .whereIn('id', ids)
    .select('document_id');
  await knex(table(UIDS.follow))
    .where({ content_type: CASE_TYPE })
    .whereIn(
      'record_document_id',
      documentIds.map(({ document_id }) => document_id),
    )
    .delete();
  for (const uid of OF_CASE) await knex(table(uid)).whereIn('case_id', ids).delete();
  await knex(table(UIDS.case)).whereIn('id', ids).delete();
  return true;
}

async function deleteFiles(
  { knex, table }: Transaction,
  column: 'draft_id' | 'case_event_id',
  owners: readonly { readonly id: number }[],
): Promise<void> {
  for (const chunk of chunksOf(owners.map(({ id }) => id))) {
    const sums = column === 'case_event_id' ? await sumsOfFiles({ knex, table }, column, chunk) : [];
    await knex(table(UIDS.attachment)).whereIn(column, chunk).delete();
    await forgetFileTexts({ knex, table }, sums);
  }
}

/** Whether the newest answer of a case that is left did not get through. Joins the caller's transaction. */
export async function hasDeliveryProblem({ knex, table }: Transaction, caseId: number): Promise<boolean> {
  const newest: { id: number; state: string } | undefined = await knex(table(UIDS.email))
    .where({ case_id: caseId, direction: 'out' })
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .first('id', 'state');
  if (newest === undefined) return false;
  if (newest.state === 'failed' || newest.state === 'uncertain') return true;
  const refused: { id: number } | undefined = await knex(table(UIDS.delivery))
    .where({ email_id: newest.id })
    .whereIn('state', ['refused', 'bounced'])
    .first('id');
  return refused !== undefined;
}
