/** Moves stored mails from a case to another: the mails, inboxes, and what both cases count. Streams are read by where mails are. */
import { chunksOf, readInChunks, rowsOf, toDate, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';

/** The mails and everything that says of which case they are. Joins the caller's transaction. */
export async function setCaseOfEmails(
  { knex, table }: Transaction,
  emailIds: readonly number[],
  caseId: number,
): Promise<void> {
  for (const chunk of chunksOf(emailIds)) {
    await knex(table(UIDS.email))
      .whereIn('id', chunk)
      .update({ case_id: caseId, suggested_case_id: null, suggestion_reason: null });
    await knex(table(UIDS.inboxEntry)).whereIn('email_id', chunk).update({ case_id: caseId });
  }
}

/** Ids of the mails of a case, oldest first. */
export async function emailsOfCase({ knex, table }: Transaction, caseId: number): Promise<readonly number[]> {
  const rows: { id: number }[] = await knex(table(UIDS.email))
    .where({ case_id: caseId })
    .orderBy('id')
    .select('id');
  return rows.map(({ id }) => id);
}

/** Which of these mails are in one of these cases. */
export async function emailsWithin(
  { knex, table }: Transaction,
  emailIds: readonly number[],
  caseIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await readInChunks<number, { id: number }>(emailIds, (chunk) =>
    knex(table(UIDS.email))
      .whereIn('id', chunk)
      .whereIn('case_id', [...caseIds])
      .select('id'),
  );
  return rows.map(({ id }) => id);
}

export interface CaseCounts {
  readonly emailCount: number;
  readonly hasAttachments: boolean;
  readonly snippet: string;
  /** when its newest mail came; null: it has none */
  readonly newestAt: Date | null;
  readonly lastCustomerMessageAt: Date | null;
}

/** What the mails of a case come to, without their bodies. */
export async function countsOfCase({ knex, table }: Transaction, caseId: number): Promise<CaseCounts> {
  const emails = () => knex(table(UIDS.email)).where({ case_id: caseId });
  const total: { count?: number | string } | undefined = await emails().count({ count: '*' }).first();
  const withFiles: { id: number } | undefined = await emails().where({ has_attachments: true }).first('id');
  const newest: { snippet: string | null; receivedAt: unknown } | undefined = await emails()
    .orderBy('received_at', 'desc')
    .first('snippet', 'received_at as receivedAt');
  const fromCustomer: { receivedAt: unknown } | undefined = await emails()
    .where({ direction: 'in' })
    .orderBy('received_at', 'desc')
    .first('received_at as receivedAt');
  return {
    emailCount: Number(total?.count ?? 0),
    hasAttachments: withFiles !== undefined,
    snippet: newest?.snippet ?? '',
    newestAt: toDate(newest?.receivedAt),
    lastCustomerMessageAt: toDate(fromCustomer?.receivedAt),
  };
}

export async function storeCounts(
  strapi: Strapi,
  caseId: number,
  { emailCount, hasAttachments, snippet, newestAt, lastCustomerMessageAt }: CaseCounts,
): Promise<void> {
  await rowsOf(strapi, UIDS.case).update({
    where: { id: caseId },
    data: {
      emailCount,
      hasAttachments,
      lastCustomerMessageAt,
      snippet,
      ...(newestAt === null ? {} : { lastActivityAt: newestAt }),
    },
  });
}

/** Entry of the stream for a mail that had no case before. */
export async function hasStreamEntry({ knex, table }: Transaction, emailId: number): Promise<boolean> {
  const row: { id: number } | undefined = await knex(table(UIDS.caseEvent))
    .where({ email_id: emailId })
    .whereIn('kind', ['email-received', 'email-sent', 'automatic-mail'])
    .first('id');
  return row !== undefined;
}
