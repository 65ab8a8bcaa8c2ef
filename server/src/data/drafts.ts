/** Mails that are being written: one's own rows, read and changed. When they are due is in data/draft-queue. */
import type { CaseStatus } from '../domain/case-state';
import type { DraftKind, DraftState } from '../domain/draft';
import type { Address } from '../domain/message';
import type { Reason } from '../domain/reason';
import type { RecordReference } from '../domain/record';
import { noteChanges } from './changes';
import { insertRows, read, rowsOf, toDate, type NewRow, type Strapi } from './database';
import { cutPage, pageOf, type KeysetPlace } from './keyset';
import type { SenderAccount } from './outbox';
import { UIDS } from './uids';

/** A record, with its name as it was when the mail was begun. */
export interface DraftSource extends RecordReference {
  readonly label: string;
}

export interface DraftRecord {
  readonly id: number;
  readonly documentId: string;
  readonly userId: number;
  readonly kind: DraftKind;
  readonly state: DraftState;
  /** counts what was saved */
  readonly version: number;
  readonly caseId: number | null;
  /** the mail that it answers or forwards */
  readonly answersId: number | null;
  readonly sender: SenderAccount | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly html: string;
  readonly sendAt: Date | null;
  /** sending could be undone only: nobody chose the time */
  readonly undoable: boolean;
  readonly caseStatus: CaseStatus | null;
  /** of a new mail: what it is written from */
  readonly record: DraftSource | null;
  readonly assignToAuthor: boolean;
  /** newest entry of the stream that its author has seen; 0: of an empty one */
  readonly seenEventId: number;
  readonly heldReason: Reason | null;
  readonly savedAt: Date;
}

type Id = { readonly id: number };
interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly user: Id | null;
  readonly kind: DraftKind;
  readonly state: DraftState;
  readonly version: number | null;
  readonly case: Id | null;
  readonly answers: Id | null;
  readonly groupAccount: Id | null;
  readonly personalAccount: Id | null;
  readonly to: readonly Address[] | null;
  readonly cc: readonly Address[] | null;
  readonly bcc: readonly Address[] | null;
  readonly subject: string | null;
  readonly html: string | null;
  readonly sendAt: unknown;
  readonly undoable: boolean | null;
  readonly caseStatus: CaseStatus | null;
  readonly record: DraftSource | null;
  readonly assignToAuthor: boolean | null;
  readonly seenEventId: number | null;
  readonly heldReason: Reason['code'] | null;
  readonly heldReasonParams: Reason['params'] | null;
  readonly savedAt: unknown;
}

const ID = { select: ['id'] };
const POPULATE = { user: ID, case: ID, answers: ID, groupAccount: ID, personalAccount: ID };

function draftFromRow(row: Row): DraftRecord {
  return {
    id: row.id,
    documentId: row.documentId,
    userId: row.user?.id ?? 0,
    kind: row.kind,
    state: row.state,
    version: row.version ?? 1,
    caseId: row.case?.id ?? null,
    answersId: row.answers?.id ?? null,
    sender: senderFromRow(row),
    to: row.to ?? [],
    cc: row.cc ?? [],
    bcc: row.bcc ?? [],
    subject: row.subject ?? '',
    html: row.html ?? '',
    sendAt: toDate(row.sendAt),
    undoable: row.undoable === true,
    caseStatus: row.caseStatus,
    record: row.record,
    assignToAuthor: row.assignToAuthor !== false,
    seenEventId: row.seenEventId ?? 0,
    heldReason: row.heldReason === null ? null : { code: row.heldReason, params: row.heldReasonParams ?? {} },
    savedAt: toDate(row.savedAt) ?? new Date(0),
  };
}

function senderFromRow({ groupAccount, personalAccount }: Row): SenderAccount | null {
  if (groupAccount !== null) return { kind: 'group', id: groupAccount.id };
  return personalAccount === null ? null : { kind: 'personal', id: personalAccount.id };
}

export async function findDraft(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<DraftRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.draft).findOne({ where, populate: POPULATE });
  return row === null ? null : draftFromRow(row);
}

export async function findDrafts(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
  limit: number,
): Promise<readonly DraftRecord[]> {
  const orderBy = [{ savedAt: 'desc' }, { id: 'desc' }];
  return (await rowsOf<Row>(strapi, UIDS.draft).findMany({ where, populate: POPULATE, orderBy, limit })).map(
    draftFromRow,
  );
}

export interface DraftListQuery {
  readonly userId: number;
  /** null: every state */
  readonly state: DraftState | null;
  readonly caseId: number | null;
}

/** One page of a user's drafts, last saved first. */
export async function listDrafts(
  strapi: Strapi,
  { userId, state, caseId }: DraftListQuery,
  page: { readonly after: KeysetPlace | null; readonly limit: number },
): Promise<{ readonly drafts: readonly DraftRecord[]; readonly next: KeysetPlace | null }> {
  const rows = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.draft)} as draft`)
      .where('draft.user_id', userId)
      .select<{ id: number; at: unknown }[]>('draft.id', 'draft.saved_at as at');
    if (state !== null) query.andWhere('draft.state', state);
    if (caseId !== null) query.andWhere('draft.case_id', caseId);
    return pageOf(query, { table: 'draft', column: 'saved_at' }, page);
  });
  const { shown, next } = cutPage(rows, page.limit, ({ at, id }) => ({ at: toDate(at) ?? new Date(0), id }));
  const ids = shown.map(({ id }) => id);
  const drafts = ids.length === 0 ? [] : await findDrafts(strapi, { id: { $in: ids } }, ids.length);
  return { drafts, next };
}

/** A user's mail that is being written, with what was held back, and what goes out later. */
export async function countDrafts(
  strapi: Strapi,
  userId: number,
): Promise<{ readonly drafts: number; readonly scheduled: number }> {
  const rows: { state: DraftState; total: number | string }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.draft))
      .where('user_id', userId)
      .groupBy('state')
      .select('state', knex.raw('count(*) as total')),
  );
  const of = (...states: readonly DraftState[]): number =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { total }) => sum + Number(total), 0);
  return { drafts: of('draft', 'held'), scheduled: of('scheduled') };
}

export type NewDraft = Pick<
  DraftRecord,
  | 'userId'
  | 'kind'
  | 'caseId'
  | 'answersId'
  | 'sender'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'subject'
  | 'html'
  | 'record'
  | 'seenEventId'
>;

/** Joins the caller's transaction. @returns its id */
export async function insertDraft(strapi: Strapi, draft: NewDraft, now: Date): Promise<number> {
  const { userId, caseId, answersId, sender, ...columns } = draft;
  const [id] = await insertRows(strapi, UIDS.draft, [
    {
      ...columns,
      user: userId,
      case: caseId,
      answers: answersId,
      groupAccount: sender?.kind === 'group' ? sender.id : null,
      personalAccount: sender?.kind === 'personal' ? sender.id : null,
      state: 'draft',
      version: 1,
      undoable: false,
      assignToAuthor: true,
      savedAt: now,
    },
  ]);
  if (id === undefined) throw new Error('The database returned no id for a new draft');
  await noteChanges(strapi, [{ kind: 'lists', userId }]);
  return id;
}

export type DraftUpdate = Partial<
  Pick<
    DraftRecord,
    'sender' | 'to' | 'cc' | 'bcc' | 'subject' | 'html' | 'caseStatus' | 'assignToAuthor' | 'seenEventId'
  >
>;

const senderColumns = (sender: SenderAccount | null): NewRow => ({
  group_account_id: sender?.kind === 'group' ? sender.id : null,
  personal_account_id: sender?.kind === 'personal' ? sender.id : null,
});

/** Changes a draft that is still being written. False when it is another version by now, on its way, or gone. */
export async function changeDraft(
  strapi: Strapi,
  { id, version }: Pick<DraftRecord, 'id' | 'version'>,
  { sender, ...update }: DraftUpdate,
  now: Date,
): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.draft).updateMany({
    where: { id, version, state: { $in: ['draft', 'held'] } },
    data: {
      ...update,
      ...(sender === undefined ? {} : senderColumns(sender)),
      version: version + 1,
      savedAt: now,
    },
  });
  return count === 1;
}

/** Notes what the author has seen of the stream, and no change. */
export async function markDraftSeen(strapi: Strapi, id: number, seenEventId: number): Promise<void> {
  await rowsOf(strapi, UIDS.draft).updateMany({
    where: { id, state: { $in: ['draft', 'held'] } },
    data: { seenEventId },
  });
}

/** A draft and whose it is: its author's lists change with it. */
export type OwnDraft = Pick<DraftRecord, 'id' | 'userId'>;

/** Deletes a draft that is not on its way, with its files' rows. Joins the caller's transaction. */
export async function deleteDraft(strapi: Strapi, { id, userId }: OwnDraft): Promise<boolean> {
  const { count } = await rowsOf(strapi, UIDS.draft).deleteMany({
    where: { id, state: { $in: ['draft', 'held'] } },
  });
  if (count !== 1) return false;
  await rowsOf(strapi, UIDS.attachment).deleteMany({ where: { draft_id: id } });
  await noteChanges(strapi, [{ kind: 'lists', userId }]);
  return true;
}
