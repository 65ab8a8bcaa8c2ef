/**
 * Cases and their messages as their requester finds them: by the address that opened them. Rows and ids only; what leaves the
 * server is said in api/content.
 */
import type { Knex } from 'knex';
import type { CaseStatus } from '../domain/case-state';
import { addressHash } from '../domain/identity';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';
import { findCases, type CaseRecord } from './cases';
import { read, rowsOf, toDate, type Strapi } from './database';
import { UIDS, type Uid } from './uids';

/** The correspondent with this address; null: it has never written or been written to. */
export async function correspondentOf(strapi: Strapi, address: string): Promise<number | null> {
  const row = await rowsOf<{ readonly id: number }>(strapi, UIDS.correspondent).findOne({
    select: ['id'],
    where: { addressHash: addressHash(address) },
  });
  return row?.id ?? null;
}

export interface RequesterList {
  readonly open?: boolean;
  readonly statuses?: readonly CaseStatus[];
  readonly sort: { readonly by: 'lastActivityAt' | 'createdAt' | 'number'; readonly order: 'asc' | 'desc' };
  readonly page: number;
  readonly pageSize: number;
}

const SORT_COLUMNS = {
  lastActivityAt: 'last_activity_at',
  createdAt: 'created_at',
  number: 'number',
} as const;

/** A page of somebody's cases. One that was merged into another of theirs is found as that other one. */
export async function casesOfCorrespondent(
  strapi: Strapi,
  correspondentId: number,
  { open, statuses, sort, page, pageSize }: RequesterList,
): Promise<{ readonly cases: readonly CaseRecord[]; readonly total: number }> {
  const { ids, total } = await read(strapi, async (knex, table) => {
    const matching = (): Knex.QueryBuilder => {
      const query = knex(`${table(UIDS.case)} as matter`)
        .leftJoin(`${table(UIDS.case)} as goes_on`, 'goes_on.id', 'matter.merged_into_id')
        .where('matter.requester_id', correspondentId)
        .andWhere((either) =>
          either
            .whereNull('goes_on.id')
            .orWhereNull('goes_on.requester_id')
            .orWhereNot('goes_on.requester_id', correspondentId),
        );
      if (open !== undefined) query.andWhere('matter.open', open);
      if (statuses !== undefined) query.whereIn('matter.status', [...statuses]);
      return query;
    };
    const rows: { id: number }[] = await matching()
      .select('matter.id')
      .orderBy([
        { column: `matter.${SORT_COLUMNS[sort.by]}`, order: sort.order },
        { column: 'matter.id', order: sort.order },
      ])
      .limit(pageSize)
      .offset((page - 1) * pageSize);
    const counted: { total: number | string } | undefined = await matching()
      .count({ total: 'matter.id' })
      .first();
    return { ids: rows.map(({ id }) => id), total: Number(counted?.total ?? 0) };
  });
  const found = new Map((await findCases(strapi, { id: { $in: ids } })).map((record) => [record.id, record]));
  return { cases: ids.flatMap((id) => found.get(id) ?? []), total };
}

/** Where messages of a case are looked for. */
export interface MessagesAsked {
  readonly correspondentId: number;
  /** whose mail: the case that is worked on */
  readonly mailOf: number;
  /** whose posts: this case and those within it that have the same requester */
  readonly postsOf: readonly number[];
}

export interface MessagePlace {
  readonly kind: 'mail' | 'post';
  readonly id: number;
  /** when it came to us or left us */
  readonly at: Date;
}

interface PlaceRow {
  readonly id: number;
  readonly at: unknown;
  /** the entry of the stream that tells of it */
  readonly entry: number | null;
}

/**
 * What somebody may read of a case, oldest first: mail from or to them, and posts. Mail servers give whole seconds (RFC 3501
 * section 2.3.3), posts have milliseconds; within a second, the stream knows what came first. Left out are mail among ourselves and to
 * others, drafts and mail that waits or has failed, notes, and all other entries of the stream.
 */
export async function messagesFor(strapi: Strapi, asked: MessagesAsked): Promise<readonly MessagePlace[]> {
  const { mails, posts } = await read(strapi, async (knex, table) => ({
    mails: await mailsFor(knex, table, asked),
    posts: await knex(table(UIDS.caseEvent))
      .where('kind', 'post')
      .whereIn('case_id', [...asked.postsOf])
      .select<PlaceRow[]>('id', 'at', 'id as entry'),
  }));
  const place =
    (kind: MessagePlace['kind']) =>
    ({ id, at, entry }: PlaceRow): MessagePlace & { readonly entry: number } => ({
      kind,
      id,
      at: toDate(at) ?? new Date(0),
      entry: entry ?? 0,
    });
  return [...mails.map(place('mail')), ...posts.map(place('post'))]
    .sort((one, other) => secondOf(one.at) - secondOf(other.at) || one.entry - other.entry)
    .map(({ kind, id, at }) => ({ kind, id, at }));
}

const secondOf = (at: Date): number => Math.floor(+at / 1000);

/** Mail whose fate is unknown may have arrived, so it is shown like mail that was sent. */
const LEFT_US = ['sent', 'uncertain'];

async function mailsFor(
  knex: Knex,
  table: (uid: Uid) => string,
  { correspondentId, mailOf }: MessagesAsked,
): Promise<readonly PlaceRow[]> {
  const entry = knex(`${table(UIDS.caseEvent)} as event`)
    .whereRaw('event.email_id = mail.id')
    .min('event.id');
  return knex(`${table(UIDS.email)} as mail`)
    .where('mail.case_id', mailOf)
    .andWhere((not) => not.whereNull('mail.internal').orWhere('mail.internal', false))
    .andWhere((either) =>
      either
        .where((received) => received.where('mail.direction', 'in').andWhere('mail.state', 'received'))
        .orWhere((sent) => sent.where('mail.direction', 'out').whereIn('mail.state', LEFT_US)),
    )
    .whereExists((part) =>
      part
        .from(`${table(UIDS.participant)} as participant`)
        .select('participant.id')
        .whereRaw('participant.email_id = mail.id')
        .andWhere('participant.correspondent_id', correspondentId)
        .whereIn('participant.role', ['from', 'to', 'cc', 'bcc']),
    )
    .select('mail.id', knex.raw('coalesce(mail.received_at, mail.sent_at) as at'), entry.as('entry'));
}

/** The case that a mail is in; null: in none. */
export async function caseOfMail(strapi: Strapi, emailId: number): Promise<number | null> {
  const row = await rowsOf<{ readonly case: { readonly id: number } | null }>(strapi, UIDS.email).findOne({
    select: ['id'],
    where: { id: emailId },
    populate: { case: { select: ['id'] } },
  });
  return row?.case?.id ?? null;
}

/** A mail as its reader gets it: without headers, recipients and whatever else we know of it. */
export interface ReadableMail {
  readonly id: number;
  readonly documentId: string;
  readonly direction: 'in' | 'out';
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  /** what its author wrote, without quotes */
  readonly text: string;
  /** sanitized */
  readonly html: string | null;
  readonly automatic: boolean;
}

export async function readableMails(
  strapi: Strapi,
  ids: readonly number[],
): Promise<readonly ReadableMail[]> {
  if (ids.length === 0) return [];
  const rows = await rowsOf<{
    readonly id: number;
    readonly documentId: string;
    readonly direction: 'in' | 'out';
    readonly fromName: string | null;
    readonly fromAddress: string | null;
    readonly subject: string | null;
    readonly text: string | null;
    readonly visibleText: string | null;
    readonly html: string | null;
    readonly automatic: boolean | null;
  }>(strapi, UIDS.email).findMany({
    select: [
      ...['id', 'documentId', 'direction', 'fromName', 'fromAddress', 'subject', 'text', 'visibleText'],
      ...['html', 'automatic'],
    ],
    where: { id: { $in: [...ids] } },
  });
  return rows.map(({ visibleText, ...row }) => ({
    ...row,
    fromName: row.fromName ?? '',
    fromAddress: row.fromAddress ?? '',
    subject: row.subject ?? '',
    text: visibleText || writtenHere(row.text ?? '', row.subject ?? ''),
    automatic: row.automatic === true,
  }));
}

/** Of mail that we sent, quotes were never looked for. */
const writtenHere = (text: string, subject: string): string =>
  visiblePartOf(text, { subject, answers: true }).text || text;
