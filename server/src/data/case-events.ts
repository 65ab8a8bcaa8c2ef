/** The stream of a case, as it is read. */
import type { Reason } from '../domain/reason';
import { rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface CaseEventRecord {
  readonly id: number;
  readonly documentId: string;
  readonly kind: string;
  readonly actorId: number | null;
  readonly emailId: number | null;
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly reason: Reason | null;
  readonly at: Date;
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly kind: string;
  readonly actor: { readonly id: number } | null;
  readonly email: { readonly id: number } | null;
  readonly text: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly reason: Reason['code'] | null;
  readonly reasonParams: Reason['params'] | null;
  readonly at: string | null;
}

export async function findCaseEvents(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly CaseEventRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.caseEvent).findMany({
    where,
    populate: { actor: { select: ['id'] }, email: { select: ['id'] } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.documentId,
    kind: row.kind,
    actorId: row.actor?.id ?? null,
    emailId: row.email?.id ?? null,
    text: row.text ?? '',
    details: row.details ?? {},
    reason: row.reason === null ? null : { code: row.reason, params: row.reasonParams ?? {} },
    at: toDate(row.at) ?? new Date(0),
  }));
}
