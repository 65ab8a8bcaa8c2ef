/**
 * The stream of a case, as it is read. Its rows say for ever what happened: nothing changes them, and what tells of a mail is
 * found where the mail is now.
 */
import type { Reason } from '../domain/reason';
import { read, readInChunks, rowsOf, toDate, type Strapi } from './database';
import { plainRows } from './plain-rows';
import { UIDS } from './uids';

export interface CaseEventRecord {
  readonly id: number;
  readonly documentId: string;
  readonly kind: string;
  /** of the case to which it happened */
  readonly caseId: number | null;
  readonly actorId: number | null;
  readonly emailId: number | null;
  readonly text: string;
  /** ids of users whom a note or post mentions */
  readonly mentions: readonly number[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly reason: Reason | null;
  readonly at: Date;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly kind: string;
  readonly case: { readonly id: number } | null;
  readonly actor: { readonly id: number } | null;
  readonly email: { readonly id: number } | null;
  readonly text: string | null;
  readonly mentions: readonly number[] | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly reason: Reason['code'] | null;
  readonly reasonParams: Reason['params'] | null;
  readonly at: string | null;
}

/** Oldest first. */
export async function findCaseEvents(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly CaseEventRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.caseEvent).findMany({
    where,
    populate: { case: { select: ['id'] }, actor: { select: ['id'] }, email: { select: ['id'] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(fromRow);
}

const COLUMNS = [
  ...(['id', 'documentId', 'kind', 'case', 'actor', 'email', 'text', 'mentions', 'details'] as const),
  ...(['reason', 'reasonParams', 'at'] as const),
];

const fromRow = (row: Row): CaseEventRecord => ({
  id: row.id,
  documentId: row.documentId,
  kind: row.kind,
  caseId: row.case?.id ?? null,
  actorId: row.actor?.id ?? null,
  emailId: row.email?.id ?? null,
  text: row.text ?? '',
  mentions: row.mentions ?? [],
  details: row.details ?? {},
  reason: row.reason === null ? null : { code: row.reason, params: row.reasonParams ?? {} },
  at: toDate(row.at) ?? new Date(0),
});

/**
 * What happened to these cases, oldest first: their own entries, and those of the mails that are in them now. Entries of mails
 * that have gone elsewhere are there.
 */
export async function streamOf(
  strapi: Strapi,
  caseIds: readonly number[],
): Promise<readonly CaseEventRecord[]> {
  const ids = await entriesOf(strapi, caseIds);
  const rows = await readInChunks(ids, (chunk) =>
    plainRows<Row>(strapi, UIDS.caseEvent, COLUMNS, (events) => events.whereIn('plain.id', chunk)),
  );
  return rows.map(fromRow).sort((one, other) => +one.at - +other.at || one.id - other.id);
}

/** In two statements, each of which an index answers. */
async function entriesOf(strapi: Strapi, caseIds: readonly number[]): Promise<readonly number[]> {
  const cases = [...caseIds];
  return read(strapi, async (knex, table) => {
    const own: { id: number }[] = await knex(`${table(UIDS.caseEvent)} as event`)
      .leftJoin(`${table(UIDS.email)} as mail`, 'mail.id', 'event.email_id')
      .whereIn('event.case_id', cases)
      .andWhere((here) => here.whereNull('mail.case_id').orWhereIn('mail.case_id', cases))
      .select('event.id');
    const ofMails: { id: number }[] = await knex(`${table(UIDS.email)} as mail`)
      .join(`${table(UIDS.caseEvent)} as event`, 'event.email_id', 'mail.id')
      .whereIn('mail.case_id', cases)
      .select('event.id');
    return [...new Set([...own, ...ofMails].map(({ id }) => id))];
  });
}

/** A mail as it stands in a stream. */
export interface StreamMail {
  readonly emailId: number;
  /** written by Mailroom, to what a person wrote */
  readonly automatic: boolean;
}

const MAIL_KINDS = ['email-received', 'email-sent', 'automatic-mail'];

/** Mails of a case in the order of its stream, each once. */
export async function mailsInStream(strapi: Strapi, caseId: number): Promise<readonly StreamMail[]> {
  const mails = new Map<number, StreamMail>();
  for (const { kind, emailId } of await streamOf(strapi, [caseId]))
    if (emailId !== null && MAIL_KINDS.includes(kind) && !mails.has(emailId))
      mails.set(emailId, { emailId, automatic: kind === 'automatic-mail' });
  return [...mails.values()];
}

/** Thrown when something tries to change what has happened. */
export class StreamNotChangeable extends Error {
  constructor() {
    super('Entries of a stream cannot be changed or removed; a whole case can be erased');
    this.name = 'StreamNotChangeable';
  }
}

/**
 * Refuses whatever would change or remove entries by Strapi's query engine, also from other plugins and the app's own code. Only
 * the whole stream of a case can be removed, with it.
 */
export function guardStreams(strapi: Strapi): void {
  const refuse = (): never => {
    throw new StreamNotChangeable();
  };
  strapi.db.lifecycles.subscribe({
    models: [UIDS.caseEvent],
    beforeUpdate: refuse,
    beforeUpdateMany: refuse,
    beforeDelete: refuse,
    beforeDeleteMany({ params }) {
      const named = Object.entries((params.where as Readonly<Record<string, unknown>> | undefined) ?? {});
      const [[column, value] = []] = named;
      if (named.length !== 1 || column !== 'case_id' || typeof value !== 'number') refuse();
    },
  });
}
