/**
 * Automatic answers as rows. With the batch that causes them they are stored as `scheduled`, whole but for their bytes;
 * when those are in the blob store they are queued like other mail. What each address has got is kept with the address.
 */
import { addressKey } from '../domain/addresses';
import type { KnownRecipient } from '../domain/auto-reply';
import { storedLog, type AnswerLog } from '../domain/auto-reply-log';
import { addressHash, hashOf, messageIdHash } from '../domain/identity';
import type { AutomaticAnswer, Filed } from '../domain/intake-plan';
import type { Address } from '../domain/message';
import { subjectHashOf } from '../domain/subject';
import { referencesToStore } from '../domain/threading';
import {
  chunksOf,
  insertRows,
  readInChunks,
  rowsOf,
  toDate,
  updateRows,
  type NewRow,
  type Strapi,
  type Transaction,
} from './database';
import { storeLanguages } from './correspondents';
import { storeCorrespondents } from './intake-mails';
import { storeReferences } from './message-references';
import { indexStored } from './search/write-index';
import { UIDS } from './uids';

/** What is known of these addresses, by address key. Joins the caller's transaction. */
export async function knownRecipients(
  { knex, table }: Transaction,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, KnownRecipient & { readonly language: string | null }>> {
  const hashes = [...new Set(addresses.map(addressKey))].filter((key) => key !== '').map(addressHash);
  const rows = await readInChunks<
    string,
    {
      readonly address: string;
      readonly language: string | null;
      readonly suppressed: unknown;
      readonly blocked: unknown;
      readonly robot: unknown;
      readonly automatic_answers: unknown;
    }
  >(hashes, (chunk) =>
    knex(table(UIDS.correspondent))
      .whereIn('address_hash', chunk)
      .select('address', 'language', 'suppressed', 'blocked', 'robot', 'automatic_answers'),
  );
  return new Map(
    rows.map(({ address, language, suppressed, blocked, robot, automatic_answers: stored }) => [
      address,
      {
        language: language || null,
        suppressed: Boolean(suppressed),
        blocked: Boolean(blocked),
        robot: Boolean(robot),
        log: storedLog(parsed(stored)),
      },
    ]),
  );
}

/** SQLite gives JSON as text. */
function parsed(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return null;
  }
}

/** When an account has answered since then. Joins the caller's transaction. */
export async function recentAnswers(
  { knex, table }: Transaction,
  groupAccountId: number,
  since: Date,
): Promise<readonly Date[]> {
  const rows: { queued_at: unknown }[] = await knex(table(UIDS.email))
    .where('automatic', true)
    .andWhere('queued_at', '>=', since)
    .andWhere('group_account_id', groupAccountId)
    .whereNotNull('answers_id')
    .select('queued_at');
  return rows.flatMap((row) => toDate(row.queued_at) ?? []);
}

/** Those of the mails that were answered automatically. */
export async function answeredEmails(
  { knex, table }: Transaction,
  emailIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await readInChunks<number, { answers_id: number }>(emailIds, (chunk) =>
    knex(table(UIDS.email)).whereIn('answers_id', chunk).andWhere('automatic', true).select('answers_id'),
  );
  return new Set(rows.map((row) => row.answers_id));
}

/** Automatic answers that cases have had, by the case's id; those without any are left out. */
export async function answersOfCases(
  { knex, table }: Transaction,
  caseIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await readInChunks<number, { id: number; automatic_answers: number }>(caseIds, (chunk) =>
    knex(table(UIDS.case))
      .whereIn('id', chunk)
      .andWhere('automatic_answers', '>', 0)
      .select('id', 'automatic_answers'),
  );
  return new Map(rows.map((row) => [row.id, row.automatic_answers]));
}

interface Written {
  readonly filed: Filed;
  readonly answer: AutomaticAnswer;
}

/**
 * Stores the answers of a batch with their entries in the streams, and what is remembered of the addresses. The mails that
 * they answer are stored already. Joins the caller's transaction.
 */
export async function storeAnswering(
  strapi: Strapi,
  transaction: Transaction,
  placed: readonly Filed[],
  { groupAccountId, now }: { readonly groupAccountId: number | null; readonly now: Date },
): Promise<void> {
  const written = placed.flatMap((filed): readonly Written[] =>
    filed.answering?.answer == null ? [] : [{ filed, answer: filed.answering.answer }],
  );
  if (written.length > 0) await storeAnswers(strapi, transaction, written, { groupAccountId, now });
  await storeLogs(transaction, placed, now);
  await storeLanguages(
    transaction,
    placed.flatMap(({ answering, email }) => {
      const from = email.message.from?.address ?? '';
      return answering?.language == null || from === ''
        ? []
        : [{ address: from, language: answering.language }];
    }),
  );
}

async function storeAnswers(
  strapi: Strapi,
  transaction: Transaction,
  written: readonly Written[],
  origin: { readonly groupAccountId: number | null; readonly now: Date },
): Promise<void> {
  const ids = await insertRows(
    strapi,
    UIDS.email,
    written.map((one) => answerRow(one, origin)),
  );
  const idOf = (position: number): number => ids[position] ?? 0;
  await storeReferences(
    strapi,
    written.map(({ answer }, position) => ({
      emailId: idOf(position),
      ids: referencesToStore({ ...answer, to: [answer.to], inReplyTo: [] }),
      kind: 'reference',
    })),
  );
  await storePeople(strapi, transaction, written, idOf);
  await indexStored(strapi, transaction, 'email', ids);
  await insertRows(
    strapi,
    UIDS.delivery,
    written.map(({ answer: { to } }, position) => ({
      email: idOf(position),
      address: to.address,
      addressHash: addressHash(to.address),
      state: 'pending',
      response: '',
      at: origin.now,
    })),
  );
  await noteInCases(strapi, transaction, written, { idOf, now: origin.now });
}

function answerRow(
  { filed: { email, case: target }, answer }: Written,
  { groupAccountId, now }: { readonly groupAccountId: number | null; readonly now: Date },
): NewRow {
  const { from, to, ...columns } = answer;
  return {
    ...columns,
    direction: 'out',
    state: 'scheduled',
    automatic: true,
    identityHash: hashOf('outgoing', answer.messageId),
    messageIdHash: messageIdHash(answer.messageId),
    inReplyToHash: answer.inReplyTo === null ? null : messageIdHash(answer.inReplyTo),
    threadHash: email.threadHash,
    subjectHash: subjectHashOf(answer),
    internal: false,
    answers: email.id,
    fromName: from.name,
    fromAddress: from.address,
    to: [to],
    cc: [],
    bcc: [],
    visibleText: answer.text,
    classification: 'own',
    classificationSignals: [],
    hasAttachments: false,
    sentAt: now,
    receivedAt: now,
    queuedAt: now,
    case: target?.id ?? null,
    groupAccount: groupAccountId,
    // Whatever becomes of it is told to nobody: the null reverse-path (RFC 3834 §3.3, RFC 5321 §4.5.5).
    envelope: { from: '' },
    attempts: 0,
    sentCopy: 'none',
  };
}

async function storePeople(
  strapi: Strapi,
  transaction: Transaction,
  written: readonly Written[],
  idOf: (position: number) => number,
): Promise<void> {
  const correspondents = await storeCorrespondents(
    transaction,
    written.flatMap(({ answer: { from, to } }) => [from, to]),
  );
  const rows = written.flatMap(({ answer: { from, to } }, position) => {
    const participant = (role: string, { name, address }: Address): NewRow => ({
      email: idOf(position),
      correspondent: correspondents.get(addressKey(address)),
      role,
      name,
    });
    return [participant('from', from), participant('to', to)];
  });
  await insertRows(strapi, UIDS.participant, rows);
}

/** It stands in the stream, and counts as no answer of ours: neither first response nor activity. */
async function noteInCases(
  strapi: Strapi,
  { knex, table }: Transaction,
  written: readonly Written[],
  { idOf, now }: { readonly idOf: (position: number) => number; readonly now: Date },
): Promise<void> {
  const events: NewRow[] = [];
  for (const [position, { filed }] of written.entries()) {
    const caseId = filed.case?.id ?? null;
    if (caseId === null) continue;
    events.push({
      case: caseId,
      kind: 'automatic-mail',
      email: idOf(position),
      details: {},
      reason: null,
      reasonParams: {},
      at: now,
    });
    // At most as many as an account may give in ten minutes.
    await knex(table(UIDS.case))
      .where({ id: caseId })
      .update({
        automatic_answers: knex.raw('coalesce(automatic_answers, 0) + 1'),
        email_count: knex.raw('coalesce(email_count, 0) + 1'),
      });
  }
  await insertRows(strapi, UIDS.caseEvent, events);
}

/** The newest log of each address. */
async function storeLogs(transaction: Transaction, placed: readonly Filed[], now: Date): Promise<void> {
  const logs = new Map<string, AnswerLog>();
  for (const { answering } of placed) for (const [key, log] of answering?.logs ?? []) logs.set(key, log);
  if (logs.size === 0) return;
  const ids = await storeCorrespondents(
    transaction,
    [...logs.keys()].map((address) => ({ name: '', address })),
  );
  const rows = [...logs].flatMap(([key, log]) => {
    const id = ids.get(key);
    return id === undefined
      ? []
      : [{ id, automatic_answers: JSON.stringify(log), robot: log.robotAt !== null }];
  });
  await updateRows(transaction, UIDS.correspondent, rows);
  const answered = [...logs].flatMap(([key, log]) =>
    log.sent.at(-1)?.at === now.getTime() ? (ids.get(key) ?? []) : [],
  );
  for (const chunk of chunksOf(answered))
    await transaction
      .knex(transaction.table(UIDS.correspondent))
      .whereIn('id', chunk)
      .update({ last_automatic_answer_at: now });
}

/** An answer whose bytes are still to be made. */
export interface ScheduledAnswer extends Omit<AutomaticAnswer, 'snippet'> {
  readonly id: number;
  readonly date: Date;
}

interface ScheduledRow {
  readonly id: number;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[] | null;
  readonly fromName: string | null;
  readonly fromAddress: string;
  readonly replyTo: readonly Address[] | null;
  readonly to: readonly Address[];
  readonly subject: string | null;
  readonly html: string | null;
  readonly text: string | null;
  readonly queuedAt: string;
}

/** Oldest first. */
export async function scheduledAnswers(strapi: Strapi, limit: number): Promise<readonly ScheduledAnswer[]> {
  const rows = await rowsOf<ScheduledRow>(strapi, UIDS.email).findMany({
    where: { state: 'scheduled', automatic: true, sourceHash: { $null: true } },
    orderBy: { id: 'asc' },
    limit,
  });
  return rows.map((row) => ({
    id: row.id,
    messageId: row.messageId,
    inReplyTo: row.inReplyTo,
    references: row.references ?? [],
    from: { name: row.fromName ?? '', address: row.fromAddress },
    replyTo: row.replyTo ?? [],
    to: row.to[0] ?? { name: '', address: '' },
    subject: row.subject ?? '',
    html: row.html ?? '',
    text: row.text ?? '',
    date: toDate(row.queuedAt) ?? new Date(),
  }));
}

/** Gives an answer its bytes and puts it into the queue; whoever comes second changes nothing. */
export async function queueAnswer(
  strapi: Strapi,
  id: number,
  source: { readonly sourceHash: string; readonly size: number },
): Promise<void> {
  await rowsOf(strapi, UIDS.email).updateMany({
    where: { id, state: 'scheduled' },
    data: { state: 'queued', ...source },
  });
}
