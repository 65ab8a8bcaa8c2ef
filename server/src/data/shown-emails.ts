/** Mails as apps see them: the columns that are theirs and no others, bodies only where they are asked for. */
import type { Classification } from '../domain/classification';
import type { CaseStatus } from '../domain/case-state';
import type { Address } from '../domain/message';
import { rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export type EmailBody = 'text' | 'visibleText' | 'html';

export interface ShownEmail {
  readonly id: number;
  readonly documentId: string;
  readonly direction: 'in' | 'out';
  readonly state: string;
  readonly messageId: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly subject: string;
  readonly snippet: string;
  readonly sentAt: Date;
  readonly receivedAt: Date | null;
  readonly hasAttachments: boolean;
  readonly classification: Classification;
  readonly internal: boolean;
  readonly automatic: boolean;
  readonly text: string;
  readonly visibleText: string;
  readonly html: string | null;
  readonly case: {
    readonly documentId: string;
    readonly number: number;
    readonly subject: string | null;
    readonly status: CaseStatus;
  } | null;
  readonly groupAccountId: number | null;
}

type Row = Pick<ShownEmail, 'id' | 'documentId' | 'direction' | 'state' | 'classification' | 'case'> & {
  readonly [
    Key in
      | 'messageId'
      | 'fromName'
      | 'fromAddress'
      | 'subject'
      | 'snippet'
      | 'text'
      | 'visibleText'
      | 'html'
      | 'sentAt'
      | 'receivedAt'
  ]?: string | null;
} & {
  readonly [Key in 'to' | 'cc' | 'replyTo']: readonly Address[] | null;
} & {
  readonly [Key in 'hasAttachments' | 'internal' | 'automatic']: boolean | null;
} & { readonly groupAccount: { readonly id: number } | null };

const COLUMNS = [
  ...[
    'id',
    'documentId',
    'direction',
    'state',
    'messageId',
    'fromName',
    'fromAddress',
    'to',
    'cc',
    'replyTo',
  ],
  ...[
    'subject',
    'snippet',
    'sentAt',
    'receivedAt',
    'hasAttachments',
    'classification',
    'internal',
    'automatic',
  ],
];

const POPULATE = {
  case: { select: ['documentId', 'number', 'subject', 'status'] },
  groupAccount: { select: ['id'] },
};

/** @throws DataError */
export async function findShownEmails(
  strapi: Strapi,
  ids: readonly number[],
  bodies: ReadonlySet<EmailBody>,
): Promise<readonly ShownEmail[]> {
  // Mail that was written here has no visible part of its own.
  const columns = new Set([...COLUMNS, ...bodies, ...(bodies.has('visibleText') ? ['text'] : [])]);
  const rows = await rowsOf<Row>(strapi, UIDS.email).findMany({
    select: [...columns],
    where: { id: { $in: [...ids] } },
    populate: POPULATE,
  });
  return rows.map(fromRow);
}

const fromRow = (row: Row): ShownEmail => ({
  id: row.id,
  documentId: row.documentId,
  direction: row.direction,
  state: row.state,
  messageId: row.messageId ?? '',
  fromName: row.fromName ?? '',
  fromAddress: row.fromAddress ?? '',
  to: row.to ?? [],
  cc: row.cc ?? [],
  replyTo: row.replyTo ?? [],
  subject: row.subject ?? '',
  snippet: row.snippet ?? '',
  sentAt: toDate(row.sentAt) ?? new Date(0),
  receivedAt: toDate(row.receivedAt),
  hasAttachments: row.hasAttachments === true,
  classification: row.classification,
  internal: row.internal === true,
  automatic: row.automatic === true,
  text: row.text ?? '',
  visibleText: row.visibleText || (row.text ?? ''),
  html: row.html ?? null,
  case: row.case,
  groupAccountId: row.groupAccount?.id ?? null,
});
