/**
 * Removes parts of stored mails: sources, files, texts. The mail stays in its case, with its keys, so that answers find it and no
 * copy of it is filed again. The bytes go when nothing else refers to them, with housekeeping's next sweep.
 */
import { removedSum, type RemovablePart } from '../domain/retention';
import { requestFullSweep } from './blob-references';
import { chunksOf, type Strapi, type Transaction } from './database';
import { forgetFileTexts, sumsOfFiles } from './search/file-texts';
import { indexStored } from './search/write-index';
import { UIDS } from './uids';

/** Columns of what a mail says, as they are when it says nothing. `report` stays: it tells what became of a mail of ours. */
const NO_BODY = {
  text: '',
  html: null,
  visible_text: '',
  snippet: '',
  folds: null,
  forwarded: null,
  invitation: null,
};

/**
 * Joins the caller's transaction; open panels are told by the caller, once for all slices.
 * @param mark when, and the account by whose rule; `by` empty: because a person is anonymised
 */
export async function removeParts(
  strapi: Strapi,
  transaction: Transaction,
  emailIds: readonly number[],
  parts: readonly RemovablePart[],
  mark: { readonly at: Date; readonly by: string },
): Promise<void> {
  const { knex, table } = transaction;
  const goes = (part: RemovablePart): boolean => parts.includes(part);
  const noSource = { source_hash: null, source_place: null };
  for (const chunk of chunksOf(emailIds)) {
    if (goes('sources')) await knex(table(UIDS.messageLocation)).whereIn('email_id', chunk).update(noSource);
    if (goes('attachments')) await removeFiles(transaction, chunk);
    await knex(table(UIDS.email))
      .whereIn('id', chunk)
      .update({
        ...(goes('sources') ? noSource : {}),
        ...(goes('bodies') ? NO_BODY : {}),
        removed_parts: knex.raw('coalesce(removed_parts, 0) | ?', [removedSum(parts)]),
        removed_at: mark.at,
        removed_by: mark.by,
      });
    // Without the source there is nothing to put into the Sent folder.
    if (goes('sources'))
      await knex(table(UIDS.email))
        .whereIn('id', chunk)
        .where({ sent_copy: 'pending' })
        .update({ sent_copy: 'skipped' });
    if (goes('bodies')) await emptySnippets(transaction, chunk);
    if (goes('bodies') || goes('attachments')) await indexStored(strapi, transaction, 'email', chunk);
  }
  await requestFullSweep(strapi);
}

async function removeFiles(transaction: Transaction, emailIds: readonly number[]): Promise<void> {
  const { knex, table } = transaction;
  const sums = await sumsOfFiles(transaction, 'email_id', emailIds);
  await knex(table(UIDS.attachment))
    .whereIn('email_id', [...emailIds])
    .update({ sha_256: null, part: null, text_state: 'none' });
  await forgetFileTexts(transaction, sums);
}

/** Lists show the beginning of a case's newest mail; of cases that have no text left they show none. */
async function emptySnippets({ knex, table }: Transaction, emailIds: readonly number[]): Promise<void> {
  const cases: { id: number }[] = await knex(table(UIDS.email))
    .whereIn('id', [...emailIds])
    .whereNotNull('case_id')
    .distinct('case_id as id');
  for (const { id } of cases) {
    const newest: { snippet: string | null } | undefined = await knex(table(UIDS.email))
      .where({ case_id: id })
      .orderBy('received_at', 'desc')
      .first('snippet');
    if ((newest?.snippet ?? '') === '') await knex(table(UIDS.case)).where({ id }).update({ snippet: '' });
  }
}
